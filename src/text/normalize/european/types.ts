import type { Numeral } from "./numerals.js";

export type Gender = "m" | "f" | "n";

/** A noun behind a number: in the singular and the plural. */
export interface Noun {
  readonly one: string;
  readonly many: string;
  readonly gender: Gender;
}

/** Money: `5,20` is so many of the noun and so many hundredths of it. */
export interface Currency extends Noun {
  /** Absent where there are no hundredths in use. */
  readonly minor?: Noun;
}

/** Number words. `digits` are decimal digits without a sign. */
export interface NumberForms {
  /** @param isBeforeNoun whether a noun of that gender follows ("veintiún días", not "veintiuno"). */
  readonly cardinal: (digits: string, gender: Gender, isBeforeNoun: boolean) => string;
  readonly ordinal: (digits: string, gender: Gender) => string;
  /** A year as it is said; most languages say the number. */
  readonly year: (digits: string) => string;
  /** What stands under a fraction's stroke: "tercio", "tercios". */
  readonly denominator: (digits: string, isOne: boolean) => string | undefined;
  /** Whether digits behind the decimal mark are said one by one. */
  readonly hasDigitwiseFractions: boolean;
  /** Whether a noun behind the number stands in the singular. */
  readonly isSingular: (numeral: Numeral) => boolean;
}

/** The words for signs and joints, and ways of saying a thing. */
export interface Words {
  readonly minus: string;
  readonly plus: string;
  readonly plusMinus: string;
  readonly times: string;
  /** "three times (a day)". */
  readonly fold: string;
  readonly dividedBy: string;
  readonly equals: string;
  readonly notEqual: string;
  readonly less: string;
  readonly greater: string;
  readonly lessOrEqual: string;
  readonly greaterOrEqual: string;
  readonly about: string;
  readonly infinity: string;
  readonly root: string;
  readonly squared: string;
  readonly cubed: string;
  /** Stands before an exponent. */
  readonly power: string;
  readonly comma: string;
  readonly point: string;
  /** Between the ends of a range, and between the goals of a score. */
  readonly to: string;
  /** Before a range, where nothing else stands there: "da cinque a dieci"; "" where nothing is said. */
  readonly from: string;
  readonly scoreTo: string;
  readonly ratioTo: string;
  readonly percent: string;
  readonly permille: string;
  readonly and: string;
  /** Between the sides of a sheet: "10 x 15". */
  readonly by: string;
  /** "kilometres per hour". */
  readonly per: string;
  readonly at: string;
  readonly dot: string;
  readonly slash: string;
  readonly backslash: string;
  readonly colon: string;
  readonly hyphen: string;
  readonly underscore: string;
  readonly hashtag: string;
  readonly number: string;
  readonly ampersand: string;
}

/** All that the shared rules need to know of a language. */
export interface European {
  /** Primary subtag. */
  readonly tag: string;
  readonly numbers: NumberForms;
  readonly words: Words;
  /** By symbol, and `symbol/symbol` where "per" has a way of its own. */
  readonly units: Readonly<Record<string, Noun>>;
  /** By sign or code, as written before or behind the amount. */
  readonly currencies: Readonly<Record<string, Currency>>;
  /** By what is written: "Mio." is a noun like "Millionen". */
  readonly magnitudes: Readonly<Record<string, Noun>>;
  /** Joins a magnitude and money: "millones de euros". */
  readonly magnitudeOf: (noun: string) => string;
  /** Full names, in the order of the year. */
  /** "un cuarto de litro": between a fraction and its unit. */
  readonly of: string;
  /** Half of a unit, or so many and a half: "media hora", "dos horas y media". `count` is "" for none. */
  readonly half: (count: string, noun: Noun) => string;
  /** What "$" is in a country, where it is no dollar. */
  readonly localDollar?: Readonly<Record<string, Currency>>;
  readonly months: readonly string[];
  /** Other ways of writing a month, without their stop, lower case; the value is 1 … 12. */
  readonly shortMonths: Readonly<Record<string, number>>;
  /** Full names from Monday, and their short forms. */
  readonly weekdays: Readonly<Record<string, string>>;
  /** Whether "percent" is a noun that the number goes with: "ein Prozent", but "uno por ciento". */
  readonly isPercentNoun: boolean;
  /** A day of the month in words, as said before the month. */
  readonly day: (day: number, before: string, hasOrdinalSign: boolean) => string;
  /** "5 de mayo de 2024"; `month` is a name, `year` is in words or "". */
  readonly date: (day: string, month: string, year: string) => string;
  readonly time: (time: Time, before: string) => string;
  /** Digits of a telephone number, divided by what stood between its groups. */
  readonly phone: (groups: readonly string[], isInternational: boolean) => string;
  /** Of a plain noun, by list or by ending. */
  readonly genderOf: (noun: string) => Gender;
  /** Words that end a count: no noun follows where one of them does. */
  readonly notNouns: ReadonlySet<string>;
  /** Abbreviations: what is written (with its stops) and what is said. */
  readonly abbreviations: Readonly<Record<string, string>>;
  /** The same, where they stand before a number or a name only. */
  readonly titles: Readonly<Record<string, string>>;
  /** Initialisms said as words, and ones that are written out in full. */
  readonly acronyms: ReadonlySet<string>;
  readonly initialisms: Readonly<Record<string, string>>;
  /** Whether letters in a row can be said as a word. */
  readonly isPronounceable: (letters: string) => boolean;
  readonly greek: Readonly<Record<string, string>>;
  /** Words of a file's or host's end that are not spelled letter by letter. */
  readonly spokenEndings: ReadonlySet<string>;
}

/** What the rules for addresses and signs need: whole numbers, words for signs, letters. */
export interface Signs extends Pick<European, "words" | "greek" | "spokenEndings" | "isPronounceable"> {
  readonly numbers: Pick<NumberForms, "cardinal">;
}

/** A time of day as it was written. */
export interface Time {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number | undefined;
  /** "h", "Uhr", "a. m.": what stood behind it, "" if nothing. */
  readonly suffix: string;
}
