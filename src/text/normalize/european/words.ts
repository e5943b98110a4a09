import type { Found, Rule } from "../types.js";
import { alternatives } from "./numerals.js";
import { romanValue } from "./roman.js";
import type { European } from "./types.js";

/** Abbreviations with their stops, titles before names and numbers. */
export function abbreviationRules(language: European): Rule[] {
  const { abbreviations, titles } = language;
  const known = new Map(Object.entries(abbreviations).map(([written, said]) => [dense(written), said]));
  const titled = new Map(Object.entries(titles).map(([written, said]) => [dense(written), said]));
  return [
    {
      name: "abbreviation",
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.@])(?:${alternatives(Object.keys(abbreviations))})(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: (found) => keepStop(found, known.get(dense(found.match))),
    },
    {
      name: "initials",
      needs: /\p{Lu}\. ?\p{Lu}\./u,
      pattern: /(?<![\p{L}\p{N}.])(?:\p{Lu}\. ?){2,3}(?=\p{Lu}\p{Ll}{2})/gu,
      say: ({ match }) => `${spell(match.replace(/[. ]/gu, ""))} `,
    },
    {
      name: "abbreviation",
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.@])(?:${alternatives(Object.keys(titles))})(?:(?<!\p{L})|(?!\p{L}))(?=\.? ?[\p{Lu}\p{N}«"(])`,
        "gu",
      ),
      say: ({ match }) => titled.get(dense(match)),
    },
  ];
}

const dense = (written: string): string => written.replaceAll(" ", "");

/** Abbreviations that sentences end with; titles, and what stands before numbers, open something. */
const CLOSING =
  /(?:etc|usw|usf|ecc|Uds?|Vds?|Cía|Ltda|Chr|C|A|L|U|m|Std|[Mm]in|MwSt|dcha|izda|Co|Jh|máx|mín|max|p\. ?ej|seg|hab)\.$/u;

/** The stop of an abbreviation that ends the text or stands before a capital letter ends the sentence, too. */
function keepStop({ match, after }: Found, said: string | undefined): string | undefined {
  if (said === undefined || !CLOSING.test(match)) return said;
  return /^(?:\s*$|["»”)]*\s+\p{Lu})/u.test(after(6)) && after(1) !== "" ? `${said}.` : said;
}

/** Capitals in a row: words, or letters one by one. */
export function initialismRules(language: European): Rule[] {
  return [
    {
      name: "initialism",
      pattern: /(?<![\p{L}\p{N}'])(?:\p{Lu}\.){2,6}(?![\p{L}\p{N}])/gu,
      say: ({ match }) => spell(match.replaceAll(".", "")),
    },
    {
      name: "initialism",
      pattern: /(?<![\p{L}\p{N}_]|&)\p{Lu}{2,6}(?![\p{L}\p{N}_]|&\p{Lu})/gu,
      say: (found) => sayInitialism(language, found),
    },
    {
      name: "initialism",
      needs: /&/u,
      pattern: /(?<![\p{L}\p{N}])(?<a>\p{Lu})&(?<b>\p{Lu})(?![\p{L}\p{N}])/gu,
      say: ({ group }) => `${group("a")} ${language.words.ampersand} ${group("b")}`,
    },
    {
      name: "sign",
      needs: /&/u,
      pattern: /(?<=[\p{L}\p{N}.] ?)&(?= ?[\p{L}\p{N}])/gu,
      say: () => language.words.ampersand,
    },
  ];
}

const spell = (letters: string): string => Array.from(letters).join(" ");

function sayInitialism(language: European, found: Found): string {
  const { match, before, after } = found;
  const roman = /^[IVX]{2,6}$/u.test(match) ? romanValue(match) : undefined;
  if (roman !== undefined) return language.numbers.cardinal(String(roman), "m", false);
  const full = language.initialisms[match];
  if (full !== undefined) return full;
  if (language.acronyms.has(match) || isShouted(language, before(), after())) return match;
  if (match.length === 2) return spell(match);
  return language.isPronounceable(match) ? match : spell(match);
}

/** Whether the word stands beside another in capitals that is no initialism: those stay as they are. */
function isShouted(language: European, before: string, after: string): boolean {
  const [, last = ""] = /(?:^|\P{L})(\p{Lu}{3,40})\P{L}{1,3}$/u.exec(before) ?? [];
  const [, next = ""] = /^\P{L}{1,3}(\p{Lu}{3,40})(?!\p{L})/u.exec(after) ?? [];
  return [last, next].some((word) => word.length > 6 || (word.length > 3 && isWord(language, word)));
}

function isWord({ initialisms, acronyms, isPronounceable }: European, capitals: string): boolean {
  return !Object.hasOwn(initialisms, capitals) && !acronyms.has(capitals) && isPronounceable(capitals);
}

/** Letters and digits run together: "A4", "CO2", "B12", "5G", "MP3". */
export function mixedRules(language: European): Rule[] {
  return [
    {
      name: "formula",
      needs: /[₀-₉]/u,
      pattern: /(?<![\p{L}\p{N}])(?:\p{Lu}\p{Ll}?[₀-₉]{0,3}){1,8}(?![\p{L}\p{N}])/gu,
      say: ({ match }) => (/[₀-₉]/u.test(match) ? sayMixed(language, match) : undefined),
    },
    {
      name: "mixed",
      needs: /\d/u,
      pattern:
        /(?<![\p{L}\p{N}_])(?:\p{L}{1,12}-?\d{1,6}\p{L}{0,6}|\d{1,6}-?\p{Lu}{1,4}|\d{3,4}[pi])(?:-?\d{1,6})?(?![\p{L}\p{N}_])/gu,
      say: ({ match }) => sayMixed(language, match),
    },
  ];
}

/** Capitals are letters, unless they are a word; digits are a number. */
function sayMixed(language: European, written: string): string {
  const ascii = written.replace(/[₀-₉]/gu, (digit) => String(digit.charCodeAt(0) - 0x2080));
  const parts = ascii.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\d+/gu) ?? [];
  return parts
    .map((part) => {
      if (/^\d/u.test(part)) return sayNumber(language, part);
      if (/^\p{Lu}{2,}$/u.test(part) && !isSaid(language, part)) return spell(part);
      return part;
    })
    .join(" ");
}

function isSaid(language: European, capitals: string): boolean {
  if (language.acronyms.has(capitals)) return true;
  return capitals.length > 3 && language.isPronounceable(capitals);
}

function sayNumber(language: European, digits: string): string {
  const { numbers } = language;
  if (!digits.startsWith("0")) return numbers.cardinal(digits, "m", false);
  return Array.from(digits)
    .map((digit) => numbers.cardinal(digit, "m", false))
    .join(" ");
}
