import { europeanRules } from "../european/index.js";
import type { European, Gender, Time } from "../european/types.js";
import { toNoun } from "../european/units.js";
import { numberWords } from "../numbers/index.js";
import type { LanguageRules } from "../types.js";
import { declined, germanFirst, germanOrdinals } from "./rules.js";
import { CURRENCIES, MAGNITUDES, UNITS } from "./units.data.js";
import {
  ABBREVIATIONS,
  ACRONYMS,
  FEMININE,
  GREEK,
  INITIALISMS,
  MASCULINE_E,
  MONTHS,
  NEUTER,
  NOT_NOUNS,
  SHORT_MONTHS,
  SPOKEN_ENDINGS,
  TITLES,
  WEEKDAYS,
  WORDS,
} from "./words.data.js";

const feminine = new Set(FEMININE);
const neuter = new Set(NEUTER);
const masculineInE = new Set(MASCULINE_E);

function genderOf(noun: string): Gender {
  if (feminine.has(noun)) return "f";
  if (neuter.has(noun)) return "n";
  if (masculineInE.has(noun)) return "m";
  if (/(?:e|ung|heit|keit|schaft|tion|sion|tät|ik|ei|erin|liga|stadt|wahl|zahl)$/u.test(noun)) return "f";
  return /(?:chen|lein|ment|tum|um|nis|haus|jahr|buch|kind|spiel|land|stück|ma|jahrhundert|geschoss)$/u.test(noun)
    ? "n"
    : "m";
}

function cardinal(digits: string, gender: Gender, isBeforeNoun: boolean): string {
  const words = numberWords("de");
  if (isBeforeNoun && /^0*1$/u.test(digits)) return gender === "f" ? "eine" : "ein";
  return words.spell(digits, "%spellout-numbering");
}

const ordinal = (digits: string): string =>
  numberWords("de")
    .spell(digits, "%spellout-ordinal")
    .replace(/^ein(?=hundert|tausend)/u, "");

/** "Drittel", "Zwanzigstel". */
function denominator(digits: string): string | undefined {
  if (digits === "2") return "halb";
  const words = ordinal(digits).replace(/te$/u, "tel");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function time({ hours, minutes, seconds, suffix }: Time, before: string): string {
  const hour = cardinal(String(hours), "n", true);
  const say = (value: number): string => cardinal(String(value), "m", false);
  if (seconds !== undefined) {
    return `${count(hours, "Stunde Stunden f")} ${count(minutes, "Minute Minuten f")} und ${count(seconds, "Sekunde Sekunden f")}`;
  }
  const isFirst = suffix === "" && minutes === 0 && /(?:von|zwischen) $/u.test(before);
  if (minutes === 0) return isFirst ? say(hours) : `${hour} Uhr`;
  return `${hour} Uhr ${say(minutes)}`;
}

function count(value: number, written: string): string {
  const { one, many, gender } = toNoun(written);
  return `${cardinal(String(value), gender, true)} ${value === 1 ? one : many}`;
}

function phone(groups: readonly string[], isInternational: boolean): string {
  const say = (digits: string): string => Array.from(digits, (digit) => cardinal(digit, "m", false)).join(" ");
  const all = groups.map(say).join(" ");
  return isInternational ? `plus ${all}` : all;
}

const language: European = {
  tag: "de",
  numbers: {
    cardinal,
    ordinal,
    year: (digits) => numberWords("de").spell(digits, "%spellout-numbering-year"),
    denominator,
    hasDigitwiseFractions: true,
    isSingular: ({ whole, fraction }) => fraction === "" && /^0*1$/u.test(whole),
  },
  words: WORDS,
  units: UNITS,
  currencies: CURRENCIES,
  magnitudes: MAGNITUDES,
  magnitudeOf: (name) => ` ${name}`,
  of: " ",
  half: (amount, { one, many, gender }) => {
    if (amount !== "") return `${amount === "1" ? "ein" : cardinal(amount, "m", false)}einhalb ${many}`;
    return gender === "f" ? `eine halbe ${one}` : `ein halbe${gender === "n" ? "s" : "r"} ${one}`;
  },
  months: MONTHS,
  shortMonths: SHORT_MONTHS,
  weekdays: WEEKDAYS,
  isPercentNoun: true,
  day: (day, before) => declined(ordinal(String(day)), before, "m"),
  date: (day, month, year) => `${day} ${month}${year === "" ? "" : ` ${year}`}`,
  time,
  phone,
  genderOf,
  notNouns: new Set(NOT_NOUNS),
  abbreviations: ABBREVIATIONS,
  titles: TITLES,
  acronyms: new Set(ACRONYMS),
  initialisms: INITIALISMS,
  isPronounceable: (letters) =>
    /^(?:[BDFGHJKLMNPRSTVWZ]?[AEIOUÄÖÜ][BDFGKLMNPRSTX]?){2,}$|^[BDFGHJKLMNPRSTVWZ][AEIOUÄÖÜ][BDFGKLMNPRSTX]$/u.test(
      letters,
    ),
  greek: GREEK,
  spokenEndings: new Set(SPOKEN_ENDINGS),
};

/** German as it is read; ordinals are declined by what stands before them. */
export const german: LanguageRules = europeanRules(language, (rules) => ({
  first: germanFirst(rules),
  ordinals: germanOrdinals(rules),
}));
