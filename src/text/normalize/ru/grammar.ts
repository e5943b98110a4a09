import { numberWords } from "../numbers/index.js";

export type Case = "nom" | "gen" | "dat" | "acc" | "ins" | "pre";
/** "p" is the plural, which has no gender. */
export type Gender = "m" | "f" | "n" | "p";

const CASES: Readonly<Record<Case, string>> = {
  nom: "",
  gen: "-genitive",
  dat: "-dative",
  acc: "-accusative",
  ins: "-instrumental",
  pre: "-prepositional",
};
const GENDERS: Readonly<Record<Gender, string>> = { m: "masculine", f: "feminine", n: "neuter", p: "plural" };

/** The CLDR writes "е" where "ё" is said. */
const YO: readonly (readonly [RegExp, string])[] = [
  [/(?<!\p{L})(четыр|тр)е(?=х(?!\p{L})|хсот)/gu, "$1ё"],
  [/(?<!\p{L})четырех(?=сот)/gu, "четырёх"],
  [/(?<!\p{L})четырем(?!\p{L})/gu, "четырём"],
  [/(?<!\p{L})трем(?!\p{L})/gu, "трём"],
  [/(?<!\p{L})трех(?!\p{L})/gu, "трёх"],
  [/(?<!\p{L})(четыр|тр)е(?=хстах)/gu, "$1ё"],
  [/(?<!\p{L})нулем(?!\p{L})/gu, "нулём"],
  [/(?<!\p{L})ноля(?!\p{L})/gu, "нуля"],
  [/(?<!\p{L})нолю(?!\p{L})/gu, "нулю"],
  [/^(одна|одну|одной) (?=тысяч)/gu, ""],
];

/**
 * A whole number in words. Thousands are said without "одна" in front.
 * @param digits at most 15 decimal digits.
 */
export function cardinal(digits: string, inCase: Case = "nom", gender: Gender = "m"): string {
  let words = numberWords("ru").spell(digits, `%spellout-cardinal-${GENDERS[gender]}${CASES[inCase]}`);
  for (const [pattern, said] of YO) words = words.replace(pattern, said);
  // The CLDR leaves these two in the nominative here.
  if (inCase === "pre") words = words.replace(/(?<!\p{L})(два|три)дцать(?!\p{L})/gu, "$1дцати");
  return words;
}

export const digitwise = (digits: string): string => Array.from(digits, (digit) => cardinal(digit)).join(" ");

/** Zeros in front are said one by one, the rest as a number; long codes digit by digit. */
export function code(digits: string): string {
  const [, zeros = "", rest = ""] = /^(0*)(\d*)$/u.exec(digits) ?? [];
  if (rest.length > 4) return digitwise(digits);
  return [...Array.from(zeros, (zero) => cardinal(zero)), ...(rest === "" ? [] : [cardinal(rest)])].join(" ");
}

/** Stems of ordinals. Those in upper case have the stress on the ending ("второй"). */
const UNITS =
  "нулев перв ВТОР трет четвёрт пят ШЕСТ СЕДЬМ ВОСЬМ девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат".split(
    " ",
  );
const TENS = "- - двадцат тридцат СОРОКОВ пятидесят шестидесят семидесят восьмидесят девяност".split(" ");
const HUNDREDS = "- сот двухсот трёхсот четырёхсот пятисот шестисот семисот восьмисот девятисот".split(" ");

const HARD: Readonly<Record<Gender, Readonly<Record<Case, string>>>> = {
  m: { nom: "ый", gen: "ого", dat: "ому", acc: "ый", ins: "ым", pre: "ом" },
  n: { nom: "ое", gen: "ого", dat: "ому", acc: "ое", ins: "ым", pre: "ом" },
  f: { nom: "ая", gen: "ой", dat: "ой", acc: "ую", ins: "ой", pre: "ой" },
  p: { nom: "ые", gen: "ых", dat: "ым", acc: "ые", ins: "ыми", pre: "ых" },
};
const THIRD: Readonly<Record<Gender, Readonly<Record<Case, string>>>> = {
  m: { nom: "ий", gen: "ьего", dat: "ьему", acc: "ий", ins: "ьим", pre: "ьем" },
  n: { nom: "ье", gen: "ьего", dat: "ьему", acc: "ье", ins: "ьим", pre: "ьем" },
  f: { nom: "ья", gen: "ьей", dat: "ьей", acc: "ью", ins: "ьей", pre: "ьей" },
  p: { nom: "ьи", gen: "ьих", dat: "ьим", acc: "ьи", ins: "ьими", pre: "ьих" },
};

/** The ending of a hard adjective, such as "десятая". */
export const adjectiveEnding = (inCase: Case, gender: Gender): string => HARD[gender][inCase];

function decline(stem: string, inCase: Case, gender: Gender): string {
  if (stem === "трет") return stem + THIRD[gender][inCase];
  const isStressed = stem !== stem.toLowerCase();
  const ending = HARD[gender][inCase];
  return stem.toLowerCase() + (isStressed && ending === "ый" ? "ой" : ending);
}

/** "двадцать пятый": all but the last part is a plain number. @param digits up to 9 of them. */
export function ordinal(digits: string, inCase: Case = "nom", gender: Gender = "m"): string {
  const value = Number(digits);
  const [front, stem] = ordinalParts(value);
  const tail = decline(stem, inCase, gender);
  return front === 0 ? tail : `${cardinal(String(front))} ${tail}`;
}

function ordinalParts(value: number): [front: number, stem: string] {
  const pair = value % 100;
  if (value % 1_000_000 === 0 && value > 0) return [0, `${multiple(value / 1_000_000)}миллионн`];
  if (value % 1000 === 0 && value > 0) {
    const thousands = value / 1000;
    return thousands < 1000
      ? [0, `${multiple(thousands)}тысячн`]
      : [value - (thousands % 1000) * 1000, `${multiple(thousands % 1000)}тысячн`];
  }
  if (pair === 0 && value > 0) return [value - (value % 1000), HUNDREDS[(value % 1000) / 100] ?? ""];
  if (pair < 20) return [value - pair, UNITS[pair] ?? ""];
  if (pair % 10 === 0) return [value - pair, TENS[pair / 10] ?? ""];
  return [value - (pair % 10), UNITS[pair % 10] ?? ""];
}

const multiple = (count: number): string => (count === 1 ? "" : compound(String(count)));

/** A number as the first part of a word: "двух(этажный)", "двадцатипяти(летний)". */
export function compound(digits: string): string {
  const value = Number(digits);
  if (value === 1) return "одно";
  if (value === 1000) return "тысяче";
  const parts: number[] = [];
  if (value >= 1000) parts.push(Math.floor(value / 1000) * 1000);
  if (value % 1000 >= 100) parts.push(Math.floor((value % 1000) / 100) * 100);
  const pair = value % 100;
  if (pair > 0 && pair < 20) parts.push(pair);
  else if (pair >= 20) parts.push(pair - (pair % 10), pair % 10);
  return parts
    .filter((part) => part > 0)
    .map((part) => {
      if (part === 1) return "одно";
      if (part === 90) return "девяносто";
      if (part === 100) return "сто";
      if (part === 1000) return "тысяче";
      if (part > 1000) return `${compound(String(part / 1000))}тысяче`;
      return cardinal(String(part), "gen");
    })
    .join("");
}

/** How a number asks for its noun: "1 рубль", "2 рубля", "5 рублей". */
export function plurality(digits: string): "one" | "few" | "many" {
  const pair = Number(digits.slice(-2));
  const last = pair % 10;
  if (pair >= 11 && pair <= 14) return "many";
  return last === 1 ? "one" : last >= 2 && last <= 4 ? "few" : "many";
}

const PARTS = "- десят сот тысячн десятитысячн стотысячн миллионн".split(" ");

/** "две целых пять десятых"; more than six digits behind the mark are said one by one. */
export function decimal(whole: string, behind: string, inCase: Case = "nom"): string {
  const stem = PARTS[behind.length];
  const front = `${cardinal(whole, inCase, "f")} ${share("цел", whole, inCase)}`;
  if (stem === undefined) return `${cardinal(whole, inCase)} и ${digitwise(behind)}`;
  const top = String(Number(behind));
  return `${front} ${cardinal(top, inCase, "f")} ${share(stem, top, inCase)}`;
}

/** "одна десятая", "пять десятых": the adjective after its number. */
export function share(stem: string, count: string, inCase: Case): string {
  if (plurality(count) === "one") return stem + HARD.f[inCase];
  return stem + HARD.p[inCase === "nom" || inCase === "acc" ? "gen" : inCase];
}

/** "три четвёртых". @param bottom from 2 on. */
export function fraction(top: string, bottom: string, inCase: Case = "nom"): string {
  const words = cardinal(top, inCase, "f");
  const isOne = plurality(top) === "one";
  const many = inCase === "nom" || inCase === "acc" ? "gen" : inCase;
  return `${words} ${isOne ? ordinal(bottom, inCase, "f") : ordinal(bottom, many, "p")}`;
}
