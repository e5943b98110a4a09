import { europeanRules } from "../european/index.js";
import type { European, Gender, Time } from "../european/types.js";
import { toNoun } from "../european/units.js";
import { numberWords } from "../numbers/index.js";
import type { LanguageRules } from "../types.js";
import { frenchFirst, frenchOrdinals } from "./rules.js";
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
  return /(?:[st]ions?|ités?|ances?|ences?|ures?|ettes?|elles?|esses?|euses?|rices?|ades?|udes?|ées?|ies?|ines?|ères?|ailles?|illes?|ouches?|iques?|aines?)$/u.test(
    lower,
  )
    ? "f"
    : "m";
}

function cardinal(digits: string, gender: Gender, _isBeforeNoun: boolean): string {
  return numberWords("fr").spell(
    digits,
    gender === "f" ? "%spellout-cardinal-feminine" : "%spellout-cardinal-masculine",
  );
}

function denominator(digits: string, isOne: boolean): string {
  const known: Readonly<Record<string, string>> = { "2": "demi", "3": "tiers", "4": "quart" };
  const name = known[digits] ?? numberWords("fr").spell(digits, "%spellout-ordinal-masculine");
  return isOne || name.endsWith("s") ? name : `${name}s`;
}

function time({ hours, minutes, seconds }: Time): string {
  const head = count(hours, "heure heures f");
  if (seconds !== undefined)
    return `${head} ${count(minutes, "minute minutes f")} et ${count(seconds, "seconde secondes f")}`;
  return minutes === 0 ? head : `${head} ${cardinal(String(minutes), "m", false)}`;
}

function count(value: number, written: string): string {
  const { one, many, gender } = toNoun(written);
  return `${cardinal(String(value), gender, true)} ${value < 2 ? one : many}`;
}

/** In pairs, as telephone numbers are said in France. */
function phone(groups: readonly string[], isInternational: boolean): string {
  const [code = "", ...rest] = groups;
  const digits = (isInternational ? rest : groups).join("");
  const say = (pair: string): string =>
    pair.startsWith("0") && pair.length > 1
      ? Array.from(pair, (digit) => cardinal(digit, "m", false)).join(" ")
      : cardinal(pair, "m", false);
  const odd = digits.length % 2;
  const pairs = [digits.slice(0, odd), ...(digits.slice(odd).match(/\d\d/gu) ?? [])].filter((pair) => pair !== "");
  const said = pairs.map(say).join(" ");
  return isInternational ? `plus ${cardinal(code, "m", false)} ${said}` : said;
}

const language: European = {
  tag: "fr",
  numbers: {
    cardinal,
    ordinal: (digits, gender) =>
      numberWords("fr").spell(digits, gender === "f" ? "%spellout-ordinal-feminine" : "%spellout-ordinal-masculine"),
    year: (digits) => cardinal(digits, "m", false),
    denominator,
    hasDigitwiseFractions: false,
    isSingular: ({ whole }) => Number(whole) < 2,
  },
  words: WORDS,
  units: UNITS,
  currencies: CURRENCIES,
  magnitudes: MAGNITUDES,
  magnitudeOf: (name) => (/^[aeiouéèêh]/iu.test(name) ? ` d'${name}` : ` de ${name}`),
  of: " de ",
  half: (amount, { one, many, gender }) => {
    if (amount === "") return `${gender === "f" ? "une" : "un"} demi-${one}`;
    return `${cardinal(amount, gender, true)} ${Number(amount) < 2 ? one : many} et demi${gender === "f" ? "e" : ""}`;
  },
  months: MONTHS,
  shortMonths: SHORT_MONTHS,
  weekdays: WEEKDAYS,
  isPercentNoun: false,
  day: (day) => (day === 1 ? "premier" : cardinal(String(day), "m", false)),
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
    /^(?:[BCDFGJLMNPRSTV]?[AEIOUÉÈ][LNRS]?){2,}[CFLNRST]?$|^[BCDFGJLMNPRSTV][AEIOUÉ][BCDFGLNPRST]$/u.test(letters),
  greek: GREEK,
  spokenEndings: new Set(SPOKEN_ENDINGS),
};

/** French as it is read. */
export const french: LanguageRules = europeanRules(language, (rules) => ({
  first: frenchFirst(rules),
  ordinals: frenchOrdinals(rules),
}));
