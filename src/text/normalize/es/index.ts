import { europeanRules } from "../european/index.js";
import type { European, Gender, Time } from "../european/types.js";
import { toNoun } from "../european/units.js";
import { numberWords } from "../numbers/index.js";
import type { LanguageRules } from "../types.js";
import { ordinalRules, spanishFirst } from "./rules.js";
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
  return /(?:as?|[cstx]i[óo]n(?:es)?|dad(?:es)?|tad(?:es)?|tud(?:es)?|umbres?|itis|sis|eces)$/u.test(lower) ? "f" : "m";
}

function cardinal(digits: string, gender: Gender, isBeforeNoun: boolean): string {
  const words = numberWords("es");
  if (gender === "f") return feminineThousands(words.spell(digits, "%spellout-cardinal-feminine"));
  return words.spell(digits, isBeforeNoun ? "%spellout-cardinal-masculine" : "%spellout-numbering");
}

/** "doscientas mil personas": the CLDR leaves thousands masculine. */
function feminineThousands(words: string): string {
  const [, millions = "", rest = ""] = /^(.*mill(?:ones|ón) ?)?(.*)$/u.exec(words) ?? [];
  return millions + rest.replace(/(?<=ient)os(?= |$)/gu, "as");
}

const PESO = { ...toNoun("peso pesos m"), minor: toNoun("centavo centavos m") };

const DENOMINATORS = "medio tercio cuarto quinto sexto séptimo octavo noveno décimo".split(" ");

function denominator(digits: string, isOne: boolean): string | undefined {
  const value = Number(digits);
  const known = DENOMINATORS[value - 2];
  const name =
    known ??
    (value === 100
      ? "centésimo"
      : value === 1000
        ? "milésimo"
        : value < 100
          ? `${join(cardinal(digits, "m", false))}avo`
          : undefined);
  return name === undefined || isOne ? name : `${name}s`;
}

/** "dieciséis" and "treinta y dos" before "-avo". */
function join(words: string): string {
  return words
    .replaceAll(" y ", "i")
    .replace(/[aeo]$/u, "")
    .replaceAll("é", "e")
    .replaceAll("ó", "o");
}

function time({ hours, minutes, seconds, suffix }: Time, before: string): string {
  const hour = cardinal(String(hours), "f", false);
  if (seconds !== undefined) {
    const parts = [
      count(hours, "hora horas f"),
      count(minutes, "minuto minutos m"),
      `y ${count(seconds, "segundo segundos m")}`,
    ];
    return parts.join(" ");
  }
  const half = /^[ap]/iu.test(suffix) ? ` ${suffix.charAt(0).toLowerCase()} m` : /^h/iu.test(suffix) ? " horas" : "";
  if (hours === 0 && half === "") return `cero horas ${count(minutes, "minuto minutos m")}`;
  if (minutes === 0) return hour + half.replace("horas", hours === 1 && !/las? $/u.test(before) ? "hora" : "horas");
  const spoken = minutes < 10 ? `cero ${cardinal(String(minutes), "m", false)}` : cardinal(String(minutes), "m", false);
  return `${hour} ${spoken}${half}`;
}

function count(value: number, written: string): string {
  const { one, many, gender } = toNoun(written);
  return `${cardinal(String(value), gender, true)} ${value === 1 ? one : many}`;
}

function phone(groups: readonly string[], isInternational: boolean): string {
  const say = (digits: string): string =>
    Array.from(digits)
      .map((digit) => cardinal(digit, "m", false))
      .join(" ");
  const [code = "", ...rest] = groups;
  if (!isInternational) return groups.map(say).join(" ");
  return `más ${cardinal(code, "m", false)} ${rest.map(say).join(" ")}`;
}

const language: European = {
  tag: "es",
  numbers: {
    cardinal,
    ordinal: (digits, gender) =>
      numberWords("es").spell(digits, gender === "f" ? "%spellout-ordinal-feminine" : "%spellout-ordinal-masculine"),
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
    const half = gender === "f" ? "media" : "medio";
    return amount === ""
      ? `${half} ${one}`
      : `${cardinal(amount, gender, true)} ${amount === "1" ? one : many} y ${half}`;
  },
  localDollar: Object.fromEntries("MX AR CL CO UY DO CU".split(" ").map((region) => [region, PESO])),
  months: MONTHS,
  shortMonths: SHORT_MONTHS,
  weekdays: WEEKDAYS,
  isPercentNoun: false,
  day: (day, _before, isOrdinal) => (day === 1 && isOrdinal ? "primero" : cardinal(String(day), "m", false)),
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
    /^(?:(?:[BCDFGPT][LR]|[B-DF-HJ-NP-TV-Z])?[AEIOUÁÉÍÓÚ]{1,2}[NRSLMDZ]?)+[BCDFGKLMNPRSTXZ]?$/u.test(letters),
  greek: GREEK,
  spokenEndings: new Set(SPOKEN_ENDINGS),
};

/** Spanish as it is read. */
export const spanish: LanguageRules = europeanRules(language, (rules) => ({
  first: spanishFirst(rules),
  ordinals: ordinalRules(rules),
}));
