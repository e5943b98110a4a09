import type { European, Gender, Noun, Signs } from "./types.js";

/** A number as it is written, taken apart. */
export interface Numeral {
  readonly whole: string;
  /** Digits behind the decimal mark, "" if there are none. */
  readonly fraction: string;
  readonly mark: "" | "," | ".";
}

/** Digits in groups of three, or not; with a decimal comma or point, or without. At most 15 digits before it. */
export const NUMBER = String.raw`(?:\d{1,3}(?:(?:\.\d{3}){1,4}|(?: \d{3}){1,4}|(?:'\d{3}){1,4})(?:,\d{1,9})?|\d{1,3}(?:,\d{3}){1,4}\.\d{1,9}|\d{1,15}(?:[.,]\d{1,9})?)(?![\d]|[.,]\d)`;
/** What must not stand before a number's first digit. */
export const FREE = String.raw`(?<![\p{L}\p{N}_]|\d[.,:/-])`;

export function parseNumeral(written: string): Numeral {
  const dense = written.replace(/[ ']/gu, "");
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u.test(dense)) {
    const [whole = "", fraction = ""] = dense.split(",");
    return { whole: plain(whole), fraction, mark: fraction === "" ? "" : "," };
  }
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/u.test(dense)) {
    const [whole = "", fraction = ""] = dense.split(".");
    return { whole: plain(whole), fraction, mark: "." };
  }
  const [, whole = "", mark = "", fraction = ""] = /^(\d+)([.,]?)(\d*)$/u.exec(dense) ?? [
    "",
    dense.replace(/\D/gu, ""),
  ];
  return { whole, fraction, mark: mark as Numeral["mark"] };
}

const plain = (grouped: string): string => grouped.replace(/[.,]/gu, "");

/** A number in words, for a noun or alone. Numbers written with a zero in front are said by their digits. */
export function sayNumeral(language: European, numeral: Numeral, gender: Gender = "m", isBeforeNoun = false): string {
  const { numbers } = language;
  const { whole, fraction, mark } = numeral;
  if (fraction === "") {
    if (/^0\d/u.test(whole)) return sayCode(language, whole);
    return numbers.cardinal(whole, gender, isBeforeNoun);
  }
  const sign = mark === "." ? language.words.point : language.words.comma;
  const front = numbers.cardinal(whole, "m", false);
  return `${front} ${sign} ${sayFraction(language, fraction)}`;
}

function sayFraction(language: European, fraction: string): string {
  const { numbers } = language;
  if (numbers.hasDigitwiseFractions || fraction.length > 3) return sayDigits(language, fraction);
  const [, zeros = "", rest = ""] = /^(0*)(\d*)$/u.exec(fraction) ?? [];
  const words = Array.from(zeros).map((zero) => numbers.cardinal(zero, "m", false));
  if (rest !== "") words.push(numbers.cardinal(rest, "m", false));
  return words.join(" ");
}

/** "0042": zeros one by one, then the number. */
export function sayCode(language: Signs, digits: string): string {
  const [, zeros = "", rest = ""] = /^(0*)(\d*)$/u.exec(digits) ?? [];
  if (rest.length > 3) return sayDigits(language, digits);
  return [...Array.from(zeros), ...(rest === "" ? [] : [rest])]
    .map((part) => language.numbers.cardinal(part, "m", false))
    .join(" ");
}

export function sayDigits(language: Signs, digits: string): string {
  return Array.from(digits)
    .map((digit) => language.numbers.cardinal(digit, "m", false))
    .join(" ");
}

/** "five kilos": the number and the noun, both in the form the other asks for. */
export function sayCount(language: European, numeral: Numeral, noun: Noun): string {
  const words = sayNumeral(language, numeral, noun.gender, true);
  return `${words} ${formOf(language, numeral, noun)}`;
}

export function formOf(language: European, numeral: Numeral, noun: Noun): string {
  return language.numbers.isSingular(numeral) ? noun.one : noun.many;
}

/** "-5", "+5", "±5": the word for the sign and a space, "" for none. */
export function saySign(language: European, sign: string): string {
  const { minus, plus, plusMinus } = language.words;
  switch (sign.trim()) {
    case "":
      return "";
    case "+":
      return `${plus} `;
    case "±":
      return `${plusMinus} `;
    default:
      return `${minus} `;
  }
}

/**
 * A range in words. Where the language opens one with a word of its own ("da cinque a dieci"), that word does not go with a
 * preposition: the ends are named one after the other then ("per cinque-dieci minuti").
 */
export function sayEnds(language: European, before: string, first: string, second: string): string {
  const { from, to } = language.words;
  if (from === "") return `${first} ${to} ${second}`;
  const word = /([\p{L}']+)\s$/u.exec(before)?.[1]?.toLowerCase() ?? "";
  return language.notNouns.has(word.replace(/'.*$/u, "'")) ? `${first}-${second}` : `${from} ${first} ${to} ${second}`;
}

/** The alternatives of a pattern, longest first. */
export function alternatives(words: Iterable<string>): string {
  return [...words]
    .sort((a, b) => b.length - a.length)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`).replaceAll(" ", " ?"))
    .join("|");
}

/** A whole number by itself; by its digits if it has a zero in front. */
export function sayWhole(language: Signs, digits: string): string {
  return /^0\d/u.test(digits) ? sayCode(language, digits) : language.numbers.cardinal(digits, "m", false);
}
