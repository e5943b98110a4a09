import type { Found, Rule } from "../types.js";
import { alternatives } from "../european/numerals.js";
import { caseOfUnit, governed, wordBefore } from "./context.js";
import { type Case, cardinal, compound, plurality } from "./grammar.js";
import { type Currency, CURRENCIES, MAGNITUDES, PER, UNITS } from "./nouns.data.js";
import { type Noun, type Numeral, formOf, sayCount, sayNumeral, whole } from "./nouns.js";

/** Digits in groups divided by spaces, or not; with a decimal comma or point, or without. */
export const NUMBER = String.raw`(?:\d{1,3}(?: \d{3}){1,4}|\d{1,15})(?:[.,]\d{1,9})?(?!\d|[.,]\d)`;
export const FREE = String.raw`(?<![\p{L}\p{N}_]|\d[.,:/–-])`;
export const SIGN = String.raw`(?<sign>(?:(?<=^|[\s(:=≈<>/–—])[-−–]|[+±]) ?)?`;
const AMOUNT = String.raw`(?<a>${NUMBER})(?:(?<joint> ?[–—-] ?|…|\.\.\.)(?<signb>[-−–+]?)(?<b>${NUMBER}))?`;
const END = String.raw`(?![\p{L}\p{N}])`;

export function parse(written: string): Numeral {
  const dense = written.replaceAll(" ", "");
  const american = /^(\d{1,3}),(\d{3})\.(\d+)$/u.exec(dense);
  if (american !== null) return { whole: `${american[1]}${american[2]}`, fraction: american[3] ?? "" };
  const [front = "", fraction = ""] = dense.split(/[.,]/u);
  return { whole: front, fraction };
}

export function saySign(sign: string): string {
  const trimmed = sign.trim();
  if (trimmed === "") return "";
  return trimmed === "+" ? "плюс " : trimmed === "±" ? "плюс-минус " : "минус ";
}

/** The first words of a count, or both ends of a range, for a noun of that gender. */
function sayAmount({ group }: Found, inCase: Case, noun: Noun): { words: string; last: Numeral } {
  const a = parse(group("a"));
  const first = saySign(group("sign")) + sayNumeral(a, inCase, noun.gender, group("b") === "");
  if (group("b") === "") return { words: first, last: a };
  const b = parse(group("b"));
  const hasSigns = group("sign") + group("signb") !== "";
  const repeated = group("signb") === "" && /…|\.\./u.test(group("joint")) ? group("sign") : group("signb");
  const second = saySign(repeated) + sayNumeral(b, inCase, noun.gender, true);
  return { words: first + (hasSigns || / /u.test(first + second) ? " – " : "-") + second, last: b };
}

/** The key of a table that was matched, whose spaces the text may leave out. */
function lookUp<T>(table: Readonly<Record<string, T>>, written: string): T | undefined {
  if (Object.hasOwn(table, written)) return table[written];
  const dense = written.replaceAll(" ", "");
  const key = Object.keys(table).find((known) => known.replaceAll(" ", "") === dense);
  return key === undefined ? undefined : table[key];
}

export function quantityRules(): Rule[] {
  const money = alternatives(Object.keys(CURRENCIES));
  const big = alternatives(Object.keys(MAGNITUDES));
  const signs = alternatives(Object.keys(CURRENCIES).filter((sign) => !/^\p{Ll}/u.test(sign)));
  const per = String.raw`(?:\/ ?(?<per>\p{L}{1,6}\.?))?`;
  return [
    {
      name: "currency",
      needs: /[$€£¥₽₴₸₺₹₿]|[A-Z]{3}/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?<sign>[-−+]?)(?<money>${signs}) ?${AMOUNT}(?: ?(?<big>${big})${END})?${per}${END}`,
        "gu",
      ),
      say: sayMoney,
    },
    ...shortRules(),
    {
      name: "currency",
      needs: /коп/u,
      pattern: new RegExp(
        String.raw`${FREE}${SIGN}(?<a>${NUMBER}) ?(?:руб\.?|р\.|рубл(?:ь|я|ей)) ?(?<k>\d{1,2}) ?(?:коп\.?|копе(?:ек|йки|йка))${END}`,
        "gu",
      ),
      say: ({ group, before }) => {
        const { major, minor } = CURRENCIES["₽"] as Required<Currency>;
        const inCase = caseOfUnit(before(), "");
        const kopeks = whole(Number(group("k")));
        return `${saySign(group("sign"))}${sayCount(parse(group("a")), major, inCase)} ${sayCount(kopeks, minor, inCase)}`;
      },
    },
    {
      name: "currency",
      needs: /[$€£¥₽₴₸₺₹₿р]|[A-Z]{3}|коп|грн|долл|евро/u,
      pattern: new RegExp(
        String.raw`${FREE}${SIGN}${AMOUNT} ?(?:(?<big>${big}) ?)?(?<money>${money})(?!\p{N}|\p{L})${per}`,
        "gu",
      ),
      say: sayMoney,
    },
    {
      name: "magnitude",
      needs: /[тм]/u,
      pattern: new RegExp(
        String.raw`${FREE}${SIGN}${AMOUNT} ?(?<big>${big})${END}(?: (?<unit>${alternatives(Object.keys(UNITS).filter((symbol) => symbol.length > 1))})${END})?`,
        "gu",
      ),
      say: (found) => {
        const noun = lookUp(MAGNITUDES, found.group("big"));
        const unit = lookUp(UNITS, found.group("unit"));
        if (noun === undefined || (found.group("big") === "т." && !/^ ?(?:р|руб|чел)/u.test(found.after())))
          return undefined;
        const words = sayRanged(found, noun, caseOfUnit(found.before(), found.after()));
        return unit === undefined ? words : `${words} ${unit.many.gen}`;
      },
    },
    ...unitRules(),
  ];
}

/** "3 р. в день", "100 %-ный". */
function shortRules(): Rule[] {
  return [
    {
      name: "times",
      needs: /\d ?р/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<a>\d{1,2}(?:[–-]\d{1,2})?) ?(?:р\.?|раза?)\/?(?= ?(?:в (?:день|сутки|неделю|месяц|год|час)|день|сут))`,
        "gu",
      ),
      say: ({ group }) => {
        const ends = group("a").split(/[–-]/u);
        const last = ends.at(-1) ?? "";
        return `${ends.map((end) => cardinal(end)).join("-")} ${plurality(last) === "few" ? "раза" : "раз"}`;
      },
    },
    {
      name: "magnitude",
      needs: /\d[кk]/u,
      pattern: new RegExp(String.raw`${FREE}(?<a>\d{1,4}(?:[.,]\d)?)[кk](?![\p{L}\p{N}]|-\p{L})`, "gu"),
      say: ({ group, before, after }) => {
        const inCase = caseOfUnit(before(), after());
        const noun = MAGNITUDES["тыс"] as Noun;
        return sayCount(parse(group("a")), noun, inCase);
      },
    },
    {
      name: "percent",
      needs: /%-/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<a>\d{1,3}) ?%-?н?(?<end>(?:ый|ого|ому|ым|ом|ая|ой|ую|ое|ые|ых|ыми))(?!\p{L})`,
        "gu",
      ),
      say: ({ group }) => `${compound(group("a"))}процентн${group("end")}`,
    },
  ];
}

function sayRanged(found: Found, noun: Noun, inCase: Case): string {
  const { words, last } = sayAmount(found, inCase, noun);
  return `${words} ${formOf(noun, last, inCase)}`;
}

function sayMoney(found: Found): string | undefined {
  const { group, before, after } = found;
  const money = CURRENCIES[group("money")];
  if (money === undefined) return undefined;
  if (group("money") === "р" && /^\. ?\p{Ll}/u.test(after(4))) return undefined;
  const inCase = caseOfUnit(before(), after());
  const per = sayPer(group("per"));
  const big = lookUp(MAGNITUDES, group("big"));
  if (big !== undefined) {
    const words = sayRanged(found, big, inCase);
    return `${words} ${money.major.many.gen}${per}`;
  }
  const amount = moneyOf(group("a"));
  const isCoins = money.minor !== undefined && group("b") === "" && /^\d\d$|^\d$/u.test(amount.fraction);
  if (!isCoins || money.minor === undefined) return sayRanged(found, money.major, inCase) + per;
  const kopeks = whole(Number(amount.fraction.padEnd(2, "0")));
  const major = `${saySign(group("sign"))}${sayCount(whole(amount.whole), money.major, inCase)}`;
  return kopeks.whole === "0" ? major + per : `${major} ${sayCount(kopeks, money.minor, inCase)}${per}`;
}

/** "1,250" behind a sign of money is a thousand and more. */
const moneyOf = (written: string): Numeral =>
  /^\d{1,3},\d{3}$/u.test(written) ? whole(written.replace(",", "")) : parse(written);

function sayPer(what: string): string {
  if (what === "") return "";
  const known = PER[what];
  if (known !== undefined) return ` ${known}`;
  const unit = lookUp(UNITS, what);
  return unit === undefined ? ` за ${what}` : ` за ${unit.one.acc}`;
}

/** Symbols of one letter that are words, too: units only where nothing follows that would make a phrase. */
const LETTERS = /^(?:с|в|м|т|ч|к|г|л|А|В|К|K|Н|Ф|б\.|с\.|т\.|м\.|г\.|л\.|ч\.|стр\.|ед\.)$/u;

function unitRules(): Rule[] {
  const unit = alternatives(Object.keys(UNITS));
  return [
    {
      name: "pressure",
      needs: /рт/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?<a>\d{2,3})\/(?<b>\d{2,3})(?: ?мм ?рт\. ?ст\.?)/gu,
      say: ({ group }) => `${cardinal(group("a"))} на ${cardinal(group("b"))} миллиметров ртутного столба`,
    },
    {
      name: "pressure",
      needs: /\d\/\d/u,
      pattern:
        /(?<=(?:давлени\p{L}{1,3}|АД|А\/Д)(?: был[оа]| —| –| -|:)? )(?<a>\d{2,3})\/(?<b>\d{2,3})(?![\p{L}\p{N}/])/giu,
      say: ({ group }) => `${cardinal(group("a"))} на ${cardinal(group("b"))}`,
    },
    {
      name: "angle",
      needs: /\d° ?\d/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<a>\d{1,3})° ?(?<b>\d{1,2})[′'](?: ?(?<c>\d{1,2}(?:[.,]\d{1,3})?)(?:″|"|''))?`,
        "gu",
      ),
      say: ({ group }) => {
        const parts = [
          sayCount(whole(group("a")), UNITS["°"] as Noun),
          sayCount(whole(group("b")), UNITS["мин"] as Noun),
        ];
        if (group("c") !== "") parts.push(sayCount(parse(group("c")), UNITS["сек"] as Noun));
        return parts.join(" ");
      },
    },
    {
      name: "dimensions",
      needs: /[xх×]/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<a>${NUMBER}) ?[xх×] ?(?<b>${NUMBER})(?: ?[xх×] ?(?<c>${NUMBER}))?(?: ?(?<unit>${unit})${END})?(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group, match, after }) => {
        const noun = lookUp(UNITS, group("unit"));
        if (/^ ?=/u.test(after(2))) return undefined;
        if (noun === undefined && / × |^0[xх]\d{3}/u.test(match)) return undefined;
        const sides = [group("a"), group("b"), group("c")].filter((side) => side !== "").map(parse);
        const words = sides.map((side) => sayNumeral(side, "nom", noun?.gender ?? "m")).join(" на ");
        return noun === undefined ? words : `${words} ${formOf(noun, sides.at(-1) as Numeral, "nom")}`;
      },
    },
    {
      name: "consumption",
      needs: /\d ?л ?\/ ?100/u,
      pattern: new RegExp(String.raw`${FREE}(?<a>${NUMBER}) ?л ?\/ ?100 ?км${END}`, "gu"),
      say: ({ group }) => `${sayCount(parse(group("a")), UNITS["л"] as Noun)} на сто километров`,
    },
    {
      name: "unit",
      needs: /\d/u,
      pattern: new RegExp(
        String.raw`${FREE}${SIGN}${AMOUNT} ?(?<unit>${unit})(?:\/(?<per>[\p{L}²³]{1,6}\.?))?(?![\p{L}\p{N}²³]|-\p{L})`,
        "gu",
      ),
      say: sayUnit,
    },
  ];
}

function sayUnit(found: Found): string | undefined {
  const { group, before, after } = found;
  const symbol = group("unit");
  const noun = lookUp(UNITS, symbol);
  if (noun === undefined) return undefined;
  if (LETTERS.test(symbol) && isPhrase(symbol, found)) return undefined;
  const inCase = caseWithEach(before(), after(), group("b") === "" ? parse(group("a")).whole : "");
  const head = sayRanged(found, noun, inCase);
  if (group("per") === "") return keepStop(head, symbol, after());
  const said = PER[group("per")];
  if (said?.startsWith("в ") === true) return `${head} ${said}`;
  const per = lookUp(UNITS, group("per"));
  const joint = /^(?:с|ч|мин|сек|сут|s|h)$/u.test(group("per")) ? "в" : "на";
  return per === undefined ? undefined : `${head} ${joint} ${per.one.acc}`;
}

/** "каждые 4 часа" is an accusative; elsewhere the words before decide. */
function caseWithEach(before: string, after: string, digits: string): Case {
  const word = wordBefore(before);
  if (/^(?:кажд(?:ые|ый|ую)|за|через|на)$/u.test(word)) return "acc";
  return governed(before) ?? caseOfUnit(before, after, digits);
}

function isPhrase(symbol: string, { after, before, group, match }: Found): boolean {
  const next = after(12);
  if (symbol === "г." || symbol === "г") return /^ \p{Lu}/u.test(next) && symbol === "г.";
  if (symbol === "с" || symbol === "с." || symbol === "в" || symbol === "к") return /^ ?[\p{L}\d«]/u.test(next);
  if (symbol === "м." || symbol === "т." || symbol === "л.") return /^ ?[\p{Lu}\d]/u.test(next);
  if (/^[КK]$/u.test(symbol) && /\d[КK]$/u.test(match)) return true;
  if (/^[АВКНФ]$/u.test(symbol))
    return (
      /(?:д\.|дом|кв\.|класс|№|корп\.|стр\.) ?$/u.test(before(8)) || (/[КK]/u.test(symbol) && group("a").length < 3)
    );
  if (symbol === "ч.") return /^ ?\d/u.test(next) && !/^ ?\d{1,2} ?м/u.test(next);
  return symbol.endsWith(".") && /^ ?\d/u.test(next);
}

/** The stop of an abbreviation before a new sentence is a full stop, too. */
function keepStop(words: string, symbol: string, after: string): string {
  return symbol.endsWith(".") && /^\s*(?:$|\s\p{Lu})/u.test(after) ? `${words}.` : words;
}
