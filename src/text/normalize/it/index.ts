import { europeanRules } from "../european/index.js";
import type { European, Gender, Time } from "../european/types.js";
import { toNoun } from "../european/units.js";
import { numberWords } from "../numbers/index.js";
import type { LanguageRules } from "../types.js";
import { italianFirst, italianOrdinals } from "./rules.js";
import { CURRENCIES, MAGNITUDES, UNITS } from "./units.data.js";
import {
  ABBREVIATIONS,
  ACRONYMS,
  FEMININE,
  GREEK,
  INITIALISMS,
  MASCULINE,
  MONTHS,
  NOT_NOUNS,
  SHORT_MONTHS,
  SPOKEN_ENDINGS,
  TITLES,
  WEEKDAYS,
  WORDS,
} from "./words.data.js";

const feminine = new Set(FEMININE);
const masculine = new Set(MASCULINE);

function genderOf(word: string): Gender {
  const lower = word.toLowerCase();
  if (feminine.has(lower)) return "f";
  if (masculine.has(lower)) return "m";
  return /(?:a|zion[ei]|sion[ei]|tà|tù|tudin[ei]|ic[ei])$/u.test(lower) ? "f" : "m";
}

function cardinal(digits: string, gender: Gender, isBeforeNoun: boolean): string {
  if (isBeforeNoun && /^0*1$/u.test(digits)) return gender === "f" ? "una" : "un";
  return numberWords("it").spell(digits, "%spellout-numbering");
}

const DENOMINATORS: Readonly<Record<string, string>> = { "2": "mezzo", "3": "terzo", "4": "quarto" };

function denominator(digits: string, isOne: boolean): string {
  const name = DENOMINATORS[digits] ?? numberWords("it").spell(digits, "%spellout-ordinal-masculine");
  return isOne ? name : name.replace(/o$/u, "i");
}

function time({ hours, minutes, seconds }: Time, before: string): string {
  const hour = hours === 1 ? "una" : cardinal(String(hours), "m", false);
  if (seconds !== undefined) {
    return `${count(hours, "ora ore f")} ${count(minutes, "minuto minuti m")} e ${count(seconds, "secondo secondi m")}`;
  }
  if (minutes === 0) return hours === 0 && !/\p{L} $/u.test(before) ? "mezzanotte" : hour;
  return `${hour} e ${cardinal(String(minutes), "m", false)}`;
}

function count(value: number, written: string): string {
  const { one, many, gender } = toNoun(written);
  if (value === 1 && one === "ora") return "un'ora";
  return `${cardinal(String(value), gender, true)} ${value === 1 ? one : many}`;
}

function phone(groups: readonly string[], isInternational: boolean): string {
  const say = (digits: string): string => Array.from(digits, (digit) => cardinal(digit, "m", false)).join(" ");
  const [code = "", ...rest] = groups;
  return isInternational ? `più ${cardinal(code, "m", false)} ${rest.map(say).join(" ")}` : groups.map(say).join(" ");
}

const language: European = {
  tag: "it",
  numbers: {
    cardinal,
    ordinal: (digits, gender) =>
      numberWords("it").spell(digits, gender === "f" ? "%spellout-ordinal-feminine" : "%spellout-ordinal-masculine"),
    year: (digits) => cardinal(digits, "m", false),
    denominator,
    hasDigitwiseFractions: false,
    isSingular: ({ whole, fraction }) => fraction === "" && /^0*1$/u.test(whole),
  },
  words: WORDS,
  units: UNITS,
  currencies: CURRENCIES,
  magnitudes: MAGNITUDES,
  magnitudeOf: (name) => ` di ${name}`,
  of: " di ",
  half: (amount, { one, many, gender }) => {
    const half = gender === "f" ? "mezza" : "mezzo";
    return amount === ""
      ? `${half} ${one}`
      : `${cardinal(amount, gender, true)} ${amount === "1" ? one : many} e ${half}`;
  },
  months: MONTHS,
  shortMonths: SHORT_MONTHS,
  weekdays: WEEKDAYS,
  isPercentNoun: false,
  day: (day) => (day === 1 ? "primo" : cardinal(String(day), "m", false)),
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
    /^(?:(?:[BCDFGPT][LR]|[BCDFGLMNPRSTVZ])?[AEIOUÀÈÉÌÒÙ]{1,2}[NRSLM]?){2,}$|^[BCDFGLMNPRSTVZ][AEIOU][BCDFGLMNPRSTVZ]?$/u.test(
      letters,
    ),
  greek: GREEK,
  spokenEndings: new Set(SPOKEN_ENDINGS),
};

/** Italian as it is read. */
export const italian: LanguageRules = europeanRules(language, (rules) => ({
  first: italianFirst(rules),
  early: italianOrdinals(rules),
  ordinals: [],
}));
