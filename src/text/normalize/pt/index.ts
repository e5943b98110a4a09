import { europeanRules } from "../european/index.js";
import type { European, Gender, Time } from "../european/types.js";
import { toNoun } from "../european/units.js";
import { numberWords } from "../numbers/index.js";
import type { LanguageRules } from "../types.js";
import { portugueseFirst, portugueseOrdinals } from "./rules.js";
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
  return /(?:as?|[çsxt]ão|[çsx]ões|dades?|tudes?|agens?|ise|ises)$/u.test(lower) ? "f" : "m";
}

function cardinal(digits: string, gender: Gender, _isBeforeNoun: boolean): string {
  return numberWords("pt").spell(
    digits,
    gender === "f" ? "%spellout-cardinal-feminine" : "%spellout-cardinal-masculine",
  );
}

const DENOMINATORS: Readonly<Record<string, string>> = { "2": "meio", "3": "terço", "4": "quarto" };

function denominator(digits: string, isOne: boolean): string {
  const value = Number(digits);
  const ordinal = numberWords("pt").spell(digits, "%spellout-ordinal-masculine");
  const name =
    DENOMINATORS[digits] ??
    (value > 10 && value < 100 && value % 10 !== 0 ? `${cardinal(digits, "m", false)} avo` : ordinal);
  return isOne ? name : `${name}s`;
}

function time({ hours, minutes, seconds }: Time, _before: string): string {
  const hour = count(hours, "hora horas f");
  if (seconds !== undefined) {
    return `${hour}, ${count(minutes, "minuto minutos m")} e ${count(seconds, "segundo segundos m")}`;
  }
  if (minutes === 0) return hour;
  if (hours === 0) return `${hour} e ${count(minutes, "minuto minutos m")}`;
  return `${cardinal(String(hours), "f", false)} e ${cardinal(String(minutes), "m", false)}`;
}

function count(value: number, written: string): string {
  const { one, many, gender } = toNoun(written);
  return `${cardinal(String(value), gender, true)} ${value === 1 ? one : many}`;
}

function phone(groups: readonly string[], isInternational: boolean): string {
  const say = (digits: string): string => Array.from(digits, (digit) => cardinal(digit, "m", false)).join(" ");
  const all = groups.map(say).join(" ");
  return isInternational ? `mais ${all}` : all;
}

const language: European = {
  tag: "pt",
  numbers: {
    cardinal,
    ordinal: (digits, gender) =>
      numberWords("pt").spell(digits, gender === "f" ? "%spellout-ordinal-feminine" : "%spellout-ordinal-masculine"),
    year: (digits) => cardinal(digits, "m", false),
    denominator,
    hasDigitwiseFractions: false,
    isSingular: ({ whole, fraction }) => fraction === "" && /^0*1$/u.test(whole),
  },
  words: WORDS,
  units: UNITS,
  currencies: CURRENCIES,
  magnitudes: MAGNITUDES,
  magnitudeOf: (name) => ` de ${name}`,
  of: " de ",
  half: (amount, { one, many, gender }) => {
    const half = gender === "f" ? "meia" : "meio";
    return amount === ""
      ? `${half} ${one}`
      : `${cardinal(amount, gender, true)} ${amount === "1" ? one : many} e ${half}`;
  },
  months: MONTHS,
  shortMonths: SHORT_MONTHS,
  weekdays: WEEKDAYS,
  isPercentNoun: false,
  day: (day) => (day === 1 ? "primeiro" : cardinal(String(day), "m", false)),
  date: (day, month, year) => `${day} de ${month}${year === "" ? "" : ` de ${year}`}`,
  time,
  phone,
  genderOf,
  notNouns: new Set(NOT_NOUNS),
  abbreviations: ABBREVIATIONS,
  titles: TITLES,
  acronyms: new Set(ACRONYMS),
  initialisms: INITIALISMS,
  isPronounceable: (letters) =>
    /^(?:(?:[BCDFGPT][LR]|[BCDFGJLMNPRSTVZ])?[AEIOUÁÉÍÓÚÃÕÇ]{1,2}[NRSLM]?){2,}$|^[BCDFGJLMNPRSTVZ][AEIOU][BCDFGLMNPRSTVZ]?$/u.test(
      letters,
    ),
  greek: GREEK,
  spokenEndings: new Set(SPOKEN_ENDINGS),
};

/** Portuguese as it is read. */
export const portuguese: LanguageRules = europeanRules(language, (rules) => ({
  first: portugueseFirst(rules),
  early: portugueseOrdinals(rules),
  ordinals: [],
}));
