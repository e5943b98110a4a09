import type { Found, Rule } from "../types.js";
import {
  FREE,
  NUMBER,
  type Numeral,
  alternatives,
  sayEnds,
  formOf,
  parseNumeral,
  sayCount,
  sayNumeral,
  saySign,
} from "./numerals.js";
import type { Currency, European, Noun } from "./types.js";

const SIGN = String.raw`(?<sign>(?:(?<=^|[\s(:=≈<>/–—-])[-−–]|[+±]) ?)?`;
const AMOUNT = String.raw`(?<a>${NUMBER})(?:(?<joint> ?[–—-] ?|…|\.\.\.)(?<signb>[-−+]?)(?<b>${NUMBER}))?`;

/** Money, units, percent, degrees: a number, or a range of two, and what it counts. */
export function quantityRules(language: European): Rule[] {
  return [...jointRules(language), ...moneyRules(language), ...unitRules(language)];
}

/** "3x al día", "20 % - 30 %", "45°30′". */
function jointRules(language: European): Rule[] {
  const { units, words } = language;
  return [
    {
      name: "times",
      needs: /\d ?x/u,
      pattern:
        /(?<![\p{L}\p{N}.,])(?<n>\d{1,3}) ?x(?:(?<per>\/(?=\p{L}))|(?= (?:al|ao|à|par|por|a|pro|per|na|no|cada|en|all') ?\p{L}))/gu,
      say: ({ group }) => {
        const count = language.numbers.cardinal(group("n"), words.fold.startsWith("ve") ? "f" : "m", true);
        return `${count} ${words.fold}${group("per") === "" ? "" : ` ${words.per} `}`;
      },
    },
    {
      name: "range",
      needs: /[%‰°€$C] ?[–—-] ?\d/u,
      pattern: /(?<=\d ?(?:%|‰|°C?|€|\$))(?: ?[–—-] ?)(?=\d)/gu,
      say: () => ` ${words.to} `,
    },
    {
      name: "angle",
      needs: /\d° ?\d/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<a>\d{1,3})° ?(?<b>\d{1,2})[′'](?: ?(?<c>\d{1,2}(?:[.,]\d{1,3})?)(?:″|"|''))?/gu,
      say: ({ group }) => {
        const parts = [group("a"), group("b"), group("c")];
        const nouns = [units["°"] ?? units["°C"], units["min"], units["s"]];
        return parts
          .map((part, at) => (part === "" ? "" : sayCount(language, parseNumeral(part), nouns[at] as Noun)))
          .filter((part) => part !== "")
          .join(" ");
      },
    },
  ];
}

/** The two ends of a range without what they count, or the words of the first alone. */
function sayAmount(language: European, found: Found, noun: Noun): { words: string; last: Numeral } {
  const { group } = found;
  const a = parseNumeral(group("a"));
  const first =
    saySign(language, group("sign")) +
    sayNumeral(language, a, noun.gender, group("b") === "" && !isShare(language, noun));
  if (group("b") === "") return { words: first, last: a };
  const b = parseNumeral(group("b"));
  const second = saySign(language, group("signb")) + sayNumeral(language, b, noun.gender, !isShare(language, noun));
  return { words: sayEnds(language, found.before(), first, second), last: b };
}

/** "uno por ciento": the number counts no noun. */
const isShare = ({ words, isPercentNoun }: European, noun: Noun): boolean =>
  !isPercentNoun && (noun.one === words.percent || noun.one === words.permille);

function moneyRules(language: European): Rule[] {
  const signs = alternatives(Object.keys(language.currencies));
  const big = alternatives(Object.keys(language.magnitudes));
  const tail = String.raw`(?![\p{L}\p{N}])`;
  const needs = new RegExp(
    Object.keys(language.currencies)
      .map((sign) => sign.replace(/[$.]/gu, String.raw`\$&`))
      .join("|"),
    "u",
  );
  const per = String.raw`(?:\/(?<per>\p{L}{1,12}))?`;
  return [
    {
      name: "currency",
      needs,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?<sign>[-−+]?)(?<money>${signs}) ?${AMOUNT}(?: ?(?<big>${big})${tail})?${per}${tail}`,
        "gu",
      ),
      say: (found) => sayMoney(language, found),
    },
    {
      name: "currency",
      needs,
      pattern: new RegExp(
        String.raw`${FREE}${SIGN}${AMOUNT} ?(?:(?<big>${big}) ?)?(?<money>${signs})(?<cents>\d\d(?!\d))?${per}${tail}`,
        "gu",
      ),
      say: (found) => sayMoney(language, found),
    },
    {
      name: "currency",
      needs,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?:${signs}) ?(?=\d[\d.,]{0,15} (?:pesos|dólares|dollars|euros|euro|soles|reais|dollari)(?!\p{L}))`,
        "gu",
      ),
      say: () => "",
    },
    {
      name: "magnitude",
      pattern: new RegExp(String.raw`${FREE}${SIGN}${AMOUNT} ?(?<big>${big})${tail}`, "gu"),
      say: (found) => {
        const noun = language.magnitudes[spaced(language.magnitudes, found.group("big"))];
        if (noun === undefined) return undefined;
        const { words, last } = sayAmount(language, found, noun);
        return `${words} ${formOf(language, last, noun)}`;
      },
    },
  ];
}

/** The key of a table that was matched, whose spaces the text may leave out. */
function spaced(table: Readonly<Record<string, unknown>>, written: string): string {
  if (Object.hasOwn(table, written)) return written;
  const dense = written.replaceAll(" ", "");
  return Object.keys(table).find((key) => key.replaceAll(" ", "") === dense) ?? written;
}

function sayMoney(language: European, found: Found): string | undefined {
  const { group, region, after } = found;
  const local = group("money") === "$" ? language.localDollar?.[region] : undefined;
  const currency = local ?? language.currencies[spaced(language.currencies, group("money"))];
  if (currency === undefined) return undefined;
  if (/^ (?:pesos|dólares|dollars|euros|euro|soles|reais|dollari)(?!\p{L})/u.test(after(9))) return undefined;
  const per = sayPer(language, group("per"));
  const big = language.magnitudes[spaced(language.magnitudes, group("big"))];
  if (big !== undefined) {
    const { words, last } = sayAmount(language, found, big);
    const of = big.gender === "n" ? ` ${currency.many}` : language.magnitudeOf(currency.many);
    return `${words} ${formOf(language, last, big)}${of}${per}`;
  }
  const minor = currency.minor;
  const a = moneyOf(group("a"), group("cents"));
  if (group("b") === "" && minor !== undefined && /^\d{1,2}$/u.test(a.fraction)) {
    return saySign(language, group("sign")) + sayCoins(language, a, currency, minor) + per;
  }
  if (group("b") === "") {
    const words = sayNumeral(language, a, currency.gender, true);
    return saySign(language, group("sign")) + joinMoney(language, a, words, currency) + per;
  }
  const { words, last } = sayAmount(language, found, currency);
  return joinMoney(language, last, words, currency) + per;
}

/** "1,250" behind a sign of money is a thousand and more. */
function moneyOf(written: string, cents: string): Numeral {
  if (/^\d{1,3},\d{3}$/u.test(written)) return { whole: written.replace(",", ""), fraction: "", mark: "" };
  const numeral = parseNumeral(written);
  return cents === "" ? numeral : { ...numeral, fraction: cents, mark: "," };
}

/** Whole millions are followed by "of": "un millón de euros". */
function joinMoney(language: European, numeral: Numeral, words: string, currency: Currency): string {
  const isMillions = numeral.fraction === "" && /^[1-9]\d{0,8}0{6}$/u.test(numeral.whole);
  const form = formOf(language, numeral, currency);
  return isMillions ? words + language.magnitudeOf(form) : `${words} ${form}`;
}

function sayCoins(language: European, amount: Numeral, currency: Currency, minor: Noun): string {
  const cents: Numeral = { whole: String(Number(amount.fraction.padEnd(2, "0"))), fraction: "", mark: "" };
  const major: Numeral = { whole: amount.whole, fraction: "", mark: "" };
  const isWhole = cents.whole === "0";
  if (!isWhole && Number(amount.whole) === 0) return sayCount(language, cents, minor);
  const words = joinMoney(language, major, sayNumeral(language, major, currency.gender, true), currency);
  return isWhole ? words : `${words} ${language.words.and} ${sayCount(language, cents, minor)}`.replace(/ {2,}/gu, " ");
}

function sayPer(language: European, what: string): string {
  if (what === "") return "";
  const said = language.units[`/${what}`] ?? language.units[what];
  if (said === undefined) return ` ${language.words.per} ${what}`;
  return Object.hasOwn(language.units, `/${what}`) ? ` ${said.one}` : ` ${language.words.per} ${said.one}`;
}

function unitRules(language: European): Rule[] {
  const { units, words } = language;
  // A single B behind a number is a seat or a flat more often than bytes.
  const symbols = Object.keys(units).filter((symbol) => !symbol.startsWith("/") && !/^[bB]$/u.test(symbol));
  const unit = alternatives(symbols);
  const percent: Noun = { one: words.percent, many: words.percent, gender: "m" };
  const permille: Noun = { one: words.permille, many: words.permille, gender: "m" };
  const nounOf = (symbol: string): Noun | undefined =>
    symbol === "%" ? percent : symbol === "‰" ? permille : units[spaced(units, symbol)];
  return [
    {
      name: "dimensions",
      needs: /[x×х]/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<a>${NUMBER})(?<ua> ?(?:${unit}))? ?[x×х] ?(?<b>${NUMBER})(?: ?[x×х] ?(?<c>${NUMBER}))? ?(?<unit>${unit})(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group }) => {
        const noun = nounOf(group("unit"));
        if (noun === undefined) return undefined;
        const sides = [group("a"), group("b"), group("c")].filter((side) => side !== "").map(parseNumeral);
        const said = sides.map((side) => sayNumeral(language, side, noun.gender)).join(` ${words.by} `);
        return `${said} ${noun.many}`;
      },
    },
    {
      name: "unit",
      needs: /mil/iu,
      pattern: new RegExp(
        String.raw`(?<=(?:mill|mil|milh|bilh|milion|miliard)\p{L}{0,6} (?:de |di |d')?)(?<unit>${alternatives(symbols.filter((symbol) => symbol.length > 1 && /^\p{L}/u.test(symbol)))})(?![\p{L}\p{N}²³/])`,
        "giu",
      ),
      say: ({ group }) => units[group("unit")]?.many,
    },
    {
      name: "unit",
      pattern: new RegExp(
        String.raw`${FREE}${SIGN}${AMOUNT} ?(?<unit>${unit}|%|‰)(?:\/(?<per>(?:\d{1,4} ?)?[\p{L}°²³]{1,12}))?(?![\p{L}\p{N}²³])`,
        "gu",
      ),
      say: (found) => sayUnit(language, found, nounOf(found.group("unit"))),
    },
  ];
}

function sayUnit(language: European, found: Found, noun: Noun | undefined): string | undefined {
  if (noun === undefined || /\dK$/u.test(found.match)) return undefined;
  const per = found.group("per");
  const whole = language.units[`${found.group("unit")}/${per}`];
  const { words, last } = sayAmount(language, found, noun);
  if (whole !== undefined) return `${words} ${formOf(language, last, whole)}`;
  const head = `${words} ${formOf(language, last, noun)}`;
  const [, count = "", below = ""] = /^(\d*) ?(.*)$/u.exec(per) ?? [];
  if (count === "") return head + sayPer(language, below);
  const unit = language.units[below];
  if (unit === undefined) return undefined;
  return `${head} ${language.words.per} ${sayCount(language, parseNumeral(count), unit)}`;
}
