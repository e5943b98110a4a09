import { numberWords } from "../numbers/index.js";

/** A whole number, with or without commas between thousands. */
export const INTEGER = String.raw`(?:\d{1,3}(?:[,']\d{3}){1,9}(?!\d)|\d{1,18})`;
/** A number with or without a fraction after a point. */
export const NUMBER = String.raw`(?:${INTEGER}(?:\.\d{1,18})?|\.\d{1,18})`;
export const VULGAR: Readonly<Record<string, readonly [number, number]>> = {
  "½": [1, 2],
  "⅓": [1, 3],
  "⅔": [2, 3],
  "¼": [1, 4],
  "¾": [3, 4],
  "⅕": [1, 5],
  "⅖": [2, 5],
  "⅗": [3, 5],
  "⅘": [4, 5],
  "⅙": [1, 6],
  "⅚": [5, 6],
  "⅐": [1, 7],
  "⅛": [1, 8],
  "⅜": [3, 8],
  "⅝": [5, 8],
  "⅞": [7, 8],
  "⅑": [1, 9],
  "⅒": [1, 10],
};
export const VULGAR_CLASS = `[${Object.keys(VULGAR).join("")}]`;
const FRACTION = String.raw`\d{1,3}/\d{1,4}`;
/** `1 1/2`, `1-1/2`, `1½`, `½`, `3/4`, or a number. */
export const QUANTITY = String.raw`(?:\d{1,4}(?:[ -]${FRACTION}| ?${VULGAR_CLASS})(?![\d/])|${VULGAR_CLASS}|${FRACTION}(?![\d/])|${NUMBER})`;
/** What may not stand before a number that is one. */
export const NOT_IN_NUMBER = String.raw`(?<![\p{L}\p{N}_^]|\d[.,:/])`;
/** The sign of a number; a hyphen counts where nothing stands before it. */
export const SIGN = String.raw`(?:(?<![\p{L}\p{N}.)\]])[-−+±])?`;

const words = numberWords("en");
const plain = (text: string): string => text.replaceAll(/[,' ]/gu, "");

export const SIGN_WORDS: Readonly<Record<string, string>> = {
  "-": "minus ",
  "−": "minus ",
  "+": "plus ",
  "±": "plus or minus ",
  "": "",
};

/** `1,234.50` → "one thousand two hundred thirty-four point five zero"; a sign in front is said. */
export function cardinal(written: string | number): string {
  const text = plain(String(written));
  const sign = SIGN_WORDS[text[0] ?? ""];
  if (sign !== undefined && sign !== "") return sign + cardinal(text.slice(1));
  if (!/^\d*(?:\.\d+)?$/u.test(text) || text === "") return String(written);
  if (text.startsWith(".")) return `point ${digits(text.slice(1))}`;
  const [whole = "0", decimals] = text.split(".");
  const said = whole.length > 18 ? digits(whole) : words.spell(whole);
  return decimals === undefined ? said : `${said} point ${digits(decimals)}`;
}

export function ordinal(written: string | number): string {
  const text = plain(String(written));
  return text.length > 15 ? digits(text) : words.spell(text, "%spellout-ordinal");
}

const DIGIT_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/** One by one; other characters are left out. */
export function digits(text: string, zero = "zero"): string {
  const said = Array.from(text.replaceAll(/\D/gu, ""), (digit) => (digit === "0" ? zero : DIGIT_WORDS[Number(digit)]));
  return said.join(" ");
}

/** A year: 1905 "nineteen oh five", 2005 "two thousand five", 2024 "twenty twenty-four". */
export function year(written: string | number): string {
  return words.spell(plain(String(written)), "%spellout-numbering-year");
}

/** The last two digits of a year: 05 "oh five", 84 "eighty-four". */
export function shortYear(two: string): string {
  return two.startsWith("0") ? `oh ${cardinal(two.slice(1))}` : cardinal(two);
}

/** As numbers of rooms, flights and models are said: 204 "two oh four", 370 "three seventy", 1205 "twelve oh five". */
export function pairs(text: string): string {
  if (text.length < 3 || text.startsWith("0")) return text.startsWith("0") ? digits(text) : cardinal(text);
  if (text.length > 4) return digits(text);
  if (/^\d0?00$/u.test(text)) return cardinal(text);
  const head = cardinal(text.slice(0, -2));
  const tail = text.slice(-2);
  if (tail === "00") return `${head} hundred`;
  return `${head} ${shortYear(tail)}`;
}

const QUARTERS: Readonly<Record<number, readonly [string, string]>> = {
  2: ["half", "halves"],
  4: ["quarter", "quarters"],
};

/** 1/2 "one half", 3/4 "three quarters", 5/8 "five eighths". */
export function fraction(top: number, bottom: number): string {
  const name = ordinal(bottom).replace(/^one (?=hundredth|thousandth)/u, "");
  const [one, many] = QUARTERS[bottom] ?? [name, `${name}s`];
  return `${cardinal(top)} ${top === 1 ? one : many}`;
}

export interface Quantity {
  readonly spoken: string;
  /** 1 exactly: what is counted stands in the singular. */
  readonly isOne: boolean;
  /** Below 1 and written as a fraction: [1, 2] of `1/2`. */
  readonly part?: readonly [number, number];
}

/** What `QUANTITY` matches. */
export function quantity(written: string): Quantity {
  const vulgar = VULGAR[written.at(-1) ?? ""];
  if (vulgar !== undefined) return mixed(written.slice(0, -1).trim(), vulgar);
  const slash = /^(?:(\d{1,4})[ -])?(\d{1,3})\/(\d{1,4})$/u.exec(written);
  if (slash !== null) return mixed(slash[1] ?? "", [Number(slash[2]), Number(slash[3])]);
  return { spoken: cardinal(written), isOne: written === "1" };
}

function mixed(whole: string, part: readonly [number, number]): Quantity {
  const [top, bottom] = part;
  if (whole === "") return { spoken: fraction(top, bottom), isOne: false, part };
  const rest = fraction(top, bottom)
    .replace(/^one /u, "a ")
    .replace(/^a eighth/u, "an eighth");
  return { spoken: `${cardinal(whole)} and ${rest}`, isOne: false };
}

export const MAGNITUDES: Readonly<Record<string, string>> = {
  k: "thousand",
  K: "thousand",
  thousand: "thousand",
  m: "million",
  mn: "million",
  mln: "million",
  mil: "million",
  M: "million",
  MM: "million",
  Mn: "million",
  million: "million",
  b: "billion",
  bn: "billion",
  bln: "billion",
  B: "billion",
  Bn: "billion",
  BN: "billion",
  billion: "billion",
  t: "trillion",
  tn: "trillion",
  trn: "trillion",
  T: "trillion",
  trillion: "trillion",
  hundred: "hundred",
  lakh: "lakh",
  crore: "crore",
};
