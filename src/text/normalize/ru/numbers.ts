import type { Found, Rule, Said } from "../types.js";
import { agreementOf, caseOfUnit, governed, isTwofold, wordBefore } from "./context.js";
import { type Case, cardinal, code, decimal, digitwise, fraction, ordinal, share } from "./grammar.js";
import { UNITS } from "./nouns.data.js";
import { type Numeral, formOf, whole } from "./nouns.js";
import { alternatives } from "../european/numerals.js";
import { NUMBER, parse, saySign } from "./quantities.js";

const SIGNED = String.raw`(?<sign>(?:(?<=^|[\s(:=≈<>/])[-−–]|[+±]) ?)?`;

/** Fractions, versions, scores, ranges and plain numbers with the noun they count. */
export function numberRules(): Rule[] {
  return [
    ...fractionRules(),
    ...versionRules(),
    ...scoreRules(),
    {
      name: "range",
      needs: /\d ?[–—-] ?\d/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}_+]|\d[.,:/-]|[–—-])(?<a>${NUMBER})(?:[–—-]| [–—] )(?<b>${NUMBER})(?![\p{L}\p{N}]|[–—-])`,
        "gu",
      ),
      say: sayRange,
    },
    {
      name: "cardinal",
      needs: /\d/u,
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}_]|\d[.,:])${SIGNED}(?<n>${NUMBER})(?![\p{L}\p{N}_])`, "gu"),
      say: sayPlain,
    },
    { name: "sign", needs: /\d\/\d/u, pattern: /(?<=\d)\/(?=\d)/gu, say: () => " дробь " },
    {
      name: "sign",
      needs: /\d\+/u,
      pattern: /(?<=(?<![\p{L}\p{N}])\d{1,3})\+(?![\p{L}\p{N}])/gu,
      say: () => " плюс",
    },
  ];
}

function sayNumber(numeral: Numeral, inCase: Case, gender: "m" | "f" | "n" | "p"): string {
  if (numeral.fraction !== "") return decimal(numeral.whole, numeral.fraction, inCase);
  return /^0\d/u.test(numeral.whole) ? code(numeral.whole) : cardinal(numeral.whole, inCase, gender);
}

/** What long numbers are named by: their digits are said one by one. */
const IDENTIFIERS =
  /(?:ИНН|КПП|ОГРН|ОГРНИП|БИК|СНИЛС|ОКПО|р\/сч?|к\/с|[Пп]аспорт|[Кк]арт[аыу]|[Рр]асч[её]тный сч[её]т):? ?$/u;

function sayPlain({ group, before, after, match }: Found): string {
  const numeral = parse(group("n"));
  const sign = saySign(group("sign"));
  if (isVersionBefore(before()) && numeral.fraction !== "")
    return match
      .split(".")
      .map((part) => cardinal(part))
      .join(" точка ");
  if (/[№#] ?$|(?:номер|код|рейс|школа|автобус|квартира|дом|страница|глава|версия|кабинет) $/iu.test(before())) {
    return sign + sayNumber(numeral, "nom", "m");
  }
  if (numeral.fraction !== "") {
    const inCase =
      governed(before()) ??
      (/^(?:с|со)$/u.test(wordBefore(before())) ? caseOfUnit(before(), after()) : isTimes(before(), after()));
    if (numeral.whole === "1" && numeral.fraction === "5" && /^ \p{Ll}/u.test(after()))
      return sign + oneAndHalf(inCase, after());
    return sign + decimal(numeral.whole, numeral.fraction, inCase);
  }
  if (/^\d{10,}$/u.test(group("n")) || IDENTIFIERS.test(before())) return sign + digitwise(numeral.whole);
  const { gender, case: inCase } = agreementOf(numeral.whole, before(), after());
  const isMinus = /(?:минус|плюс) $/iu.test(before());
  return sign + sayNumber(numeral, sign !== "" || isMinus ? signedCase(inCase) : inCase, gender);
}

const isTimes = (before: string, after: string): Case =>
  /(?:^|\s)в $/u.test(before) && after.startsWith(" раз") ? "acc" : "nom";
const signedCase = (inCase: Case): Case => inCase;

function oneAndHalf(inCase: Case, after: string): string {
  if (inCase !== "nom" && inCase !== "acc") return "полутора";
  return /^ \p{L}+[ыи](?!\p{L})/u.test(after) ? "полторы" : "полтора";
}

function sayRange({ group, before, after }: Found): string {
  const a = parse(group("a"));
  const b = parse(group("b"));
  const isYear = (numeral: Numeral): boolean => /^(?:1[0-9]|20)\d\d$/u.test(numeral.whole) && numeral.fraction === "";
  if (isYear(a) && isYear(b) && Number(a.whole) < Number(b.whole) && !/^ ?\p{L}/u.test(after())) {
    return `${ordinal(a.whole)} – ${ordinal(b.whole)}`;
  }
  const { gender, case: inCase } = agreementOf(b.whole, before(), after());
  return joinEnds(sayNumber(a, inCase, gender), sayNumber(b, inCase, gender));
}

/** "пять-десять", but "двадцать пять – тридцать". */
export const joinEnds = (a: string, b: string): string => (/ /u.test(a + b) ? `${a} – ${b}` : `${a}-${b}`);

function scoreRules(): Rule[] {
  return [
    {
      name: "ratio",
      needs: /16:|21:/u,
      pattern: /(?<=(?<![\p{N}:.,])(?:16|21)):(?=(?:9|10)(?![\p{N}:.,]))/gu,
      say: () => " на ",
    },
    { name: "ratio", needs: /50\/50/u, pattern: /(?<=(?<![\p{N}/])50)\/(?=50(?![\p{N}/]))/gu, say: () => " на " },
    {
      name: "ratio",
      needs: /\d ?: ?\d/u,
      pattern: /(?<![\p{L}\p{N}:.,/])(?<a>\d{1,4}):(?<b>\d{1,7})(?![\p{L}\p{N}:]|[.,]\d)/gu,
      say: ({ group, before }) => {
        const isRatio =
          /(?:масштаб|соотношени|пропорци|отношени|концентраци|разв[её]|смеш)\p{L}*(?: \p{L}+)? ?$/iu.test(before());
        return isRatio
          ? `${cardinal(group("a"))} к ${cardinal(group("b"), "dat")}`
          : `${cardinal(group("a"))} ${cardinal(group("b"))}`;
      },
    },
    {
      name: "score",
      needs: /24\/7/u,
      pattern: /(?<![\p{L}\p{N}/])24\/7(?![\p{L}\p{N}/])/gu,
      say: () => "двадцать четыре на семь",
    },
    {
      name: "season",
      needs: /\d{4}\/\d\d/u,
      pattern: /(?<![\p{L}\p{N}./-])(?<a>(?:19|20)\d\d)\/(?<b>\d\d(?:\d\d)?)(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: ({ group, after }) => {
        const [, ending = ""] = /^ (?:учебн|финансов)\p{L}*?(ый|ого|ом|ому)(?!\p{L})/u.exec(after()) ?? [];
        if (ending === "") return `${cardinal(group("a"))} ${cardinal(group("b"))}`;
        const cases: Readonly<Record<string, Case>> = { ый: "nom", ого: "gen", ом: "pre", ому: "dat" };
        return joinEnds(ordinal(group("a"), cases[ending]), ordinal(group("b"), cases[ending]));
      },
    },
  ];
}

function versionRules(): Rule[] {
  return [
    {
      name: "version",
      needs: /\d\.\d/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<v>[vV])?(?<n>\d{1,5}(?:\.\d{1,5}){2,4})(?![\p{N}]|[.,]\d)/gu,
      say: ({ group }) => (group("v") === "" ? "" : "версия ") + sayVersion(group("n")),
    },
    {
      name: "version",
      needs: /[vV]\d/u,
      pattern: /(?<![\p{L}\p{N}])(?:v(?=\d)|V(?=\d{1,4}\.))(?<n>\d{1,4}(?:\.\d{1,5}){0,4})(?![\p{L}\p{N}])/gu,
      say: ({ group }) => `версия ${sayVersion(group("n"))}`,
    },
    {
      name: "version",
      needs: /\d\.\d/u,
      pattern:
        /(?<=(?<!\p{L})(?:(?:ст|рис|табл|гл|пп?|разд|ч|прил)\.|§|№|[Рр]аздел\p{L}{0,2}|[Гг]лав\p{L}|[Сс]тат\p{L}{1,2}|[Рр]исун\p{L}{2,3}|[Тт]аблиц\p{L}|[Пп]араграф\p{L}?|[Вв]ерси[яиюей]{1,2}|обновлени[еяюм]{1,2} до|[Пп]ункт\p{L}{0,2}|[A-Za-z]{2,15}) )\d{1,3}(?:\.\d{1,4}){1,3}(?![\p{L}\p{N}])/gu,
      say: ({ match }) => sayVersion(match),
    },
  ];
}

const isVersionBefore = (before: string): boolean => /(?<!\p{L})(?:версии|версия|версию) $/iu.test(before);

const sayVersion = (version: string): string =>
  version
    .split(".")
    .map((part) => code(part))
    .join(" точка ");

const VULGAR: Readonly<Record<string, string>> = {
  "½": "1/2",
  "⅓": "1/3",
  "⅔": "2/3",
  "¼": "1/4",
  "¾": "3/4",
  "⅕": "1/5",
  "⅖": "2/5",
  "⅗": "3/5",
  "⅘": "4/5",
  "⅙": "1/6",
  "⅚": "5/6",
  "⅛": "1/8",
  "⅜": "3/8",
  "⅝": "5/8",
  "⅞": "7/8",
};

function fractionRules(): Rule[] {
  return [
    {
      name: "fraction",
      needs: /[½⅓⅔¼¾⅕-⅞]|\d\/\d/u,
      pattern: new RegExp(
        String.raw`(?:(?<![\p{L}\p{N}.,/])(?<n>\d{1,4}) ?)?(?:(?<sign>[½⅓⅔¼¾⅕-⅞])|(?<![\p{L}\p{N}.,/])(?<a>\d{1,2})\/(?<b>[2-9]|1\d|100)) ?(?<unit>${alternatives(Object.keys(UNITS))})(?![\p{L}\p{N}/])`,
        "gu",
      ),
      say: (found) => sayPartOf(found),
    },
    {
      name: "floor",
      needs: /\d\/\d{1,2} ?эт/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?<a>\d{1,2})\/(?<b>\d{1,2}) ?эт(?:аж|\.)(?!\p{L})/gu,
      say: ({ group }) => `${ordinal(group("a"))} этаж из ${cardinal(group("b"), "gen")}`,
    },
    {
      name: "fraction",
      needs: /[½⅓⅔¼¾⅕-⅞]/u,
      pattern: /(?:(?<![\p{L}\p{N}.,])(?<n>\d{1,6}) ?)?(?<sign>[½⅓⅔¼¾⅕-⅞])(?<noun> \p{Ll}+)?/gu,
      say: (found) => {
        const [a = "", b = ""] = (VULGAR[found.group("sign")] ?? "").split("/");
        return sayMixed(found, a, b);
      },
    },
    {
      name: "fraction",
      needs: /\d\/\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,/:-])(?:(?<n>\d{1,3}) )?(?<a>\d{1,2})\/(?<b>[2-9]|1\d{1,2}|[2-9]0|1000)(?![\p{L}\p{N}/]|[.,]\d)(?<noun> \p{Ll}+)?/gu,
      say: (found) => {
        const [a, b] = [found.group("a"), found.group("b")];
        if (Number(a) >= Number(b) || /(?:дом|д\.|корп\.?|№) ?$/u.test(found.before())) return undefined;
        return sayMixed(found, a, b);
      },
    },
    {
      name: "fraction",
      needs: /\d\/\d/u,
      pattern:
        /(?<=(?<!\p{L})(?:[Дд]ом|[Дд]\.|[Кк]в\.|[Кк]орп\.|№|[Уу]л\. \p{L}{3,20},?|\p{L}{3,20}, ) ?\d{1,4})\/(?=\d)/gu,
      say: () => " дробь ",
    },
  ];
}

/** "½ ч. л.": the unit is a genitive. */
function sayPartOf(found: Found): string | undefined {
  const { group, before } = found;
  const unit =
    UNITS[group("unit")] ?? UNITS[Object.keys(UNITS).find((key) => dense(key) === dense(group("unit"))) ?? ""];
  const [top = "", bottom = ""] =
    group("sign") === "" ? [group("a"), group("b")] : (VULGAR[group("sign")] ?? "").split("/");
  if (unit === undefined || Number(top) >= Number(bottom)) return undefined;
  const asked = governed(before()) ?? "nom";
  const isHalf = top === "1" && bottom === "2";
  if (group("n") === "1" && isHalf) return `${unit.gender === "f" ? "полторы" : "полтора"} ${unit.one.gen}`;
  const part =
    isHalf && group("n") === "" && group("sign") !== ""
      ? asked === "gen"
        ? "половины"
        : "половина"
      : fraction(top, bottom, asked);
  if (group("n") === "") return `${part} ${unit.one.gen}`;
  if (isHalf)
    return `${cardinal(group("n"), asked, unit.gender)} с половиной ${formOf(unit, whole(group("n")), asked)}`;
  return `${cardinal(group("n"), asked, "f")} ${share("цел", group("n"), asked)} ${part} ${unit.one.gen}`;
}

const dense = (written: string): string => written.replaceAll(" ", "");

function sayMixed(found: Found, top: string, bottom: string): Said {
  const { group, before, start, end } = found;
  const noun = group("noun");
  const asked = governed(before()) ?? (isTwofold(wordBefore(before())) ? "acc" : "nom");
  const said = (spoken: string): Said => ({ spoken, start, end: end - noun.length });
  const count = group("n");
  const isHalf = top === "1" && bottom === "2";
  if (count === "") {
    if (isHalf && /[½]/u.test(found.match)) return said(asked === "gen" ? "половины" : "половина");
    return said(fraction(top, bottom, asked));
  }
  if (isHalf && count === "1") {
    return said(asked === "nom" || asked === "acc" ? (/[ыи]$/u.test(noun) ? "полторы" : "полтора") : "полутора");
  }
  if (isHalf) return said(`${cardinal(count, asked, /[ыи]$/u.test(noun) ? "f" : "m")} с половиной`);
  return said(
    `${cardinal(count, asked, "f")} ${whole(count).whole === "1" ? "целая" : "целых"} ${fraction(top, bottom, asked)}`,
  );
}
