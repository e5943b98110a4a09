import { DIGIT, oneOf, rule } from "../rule.js";
import type { Found, Rule, Said } from "../types.js";
import {
  BEFORE_NAME,
  BEFORE_NUMBER,
  DOSING,
  DOTTED,
  NOT_LAST,
  TITLES,
  ONLY_CAPITAL,
  WITH_PERIOD,
  WITHOUT_PERIOD,
} from "./abbreviations.data.js";
import { letters } from "./text.js";

const BEGIN = String.raw`(?<![\p{L}\p{N}_@#/.-])`;

const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);
const isLast = (found: Found): boolean => found.text.slice(found.end).trim() === "";

/** In the case the abbreviation was written in. */
function likeWritten(spoken: string, written: string): string {
  if (isCapital(written)) return spoken.charAt(0).toUpperCase() + spoken.slice(1);
  return spoken;
}

function sayWithPeriod(found: Found): string | undefined {
  const written = found.group("word");
  const bare = written.toLowerCase();
  const spoken = WITH_PERIOD[bare];
  if (spoken === undefined) return undefined;
  if (ONLY_CAPITAL.has(bare) && !isCapital(written) && bare !== "ft" && bare !== "ed") return undefined;
  if (
    BEFORE_NAME.has(bare) &&
    !(bare === "ft" && !isCapital(written)) &&
    !/^ ?(?:\p{Lu}|and \p{Lu}|& \p{Lu})/u.test(found.after())
  )
    return undefined;
  if (bare === "ft" && !isCapital(written)) return "featuring";
  if (NOT_LAST.has(bare) && isLast(found)) return undefined;
  if (/^(?:sat|sun)$/u.test(bare) && (/(?:^| )[Tt]he $/u.test(found.before(5)) || /^ \p{Lu}/u.test(found.after(2))))
    return undefined;
  if (bare === "ed") return /^ by\b/u.test(found.after()) ? "edited" : isCapital(written) ? undefined : "edition";
  if (bare === "co" && isCapital(written) && !/[\p{L}&] $/u.test(found.before(3))) return undefined;
  return likeWritten(spoken, written);
}

/** "Dr. Smith" is a doctor, "Lee Dr." a street; so it is with "St.". */
function sayDoubleMeaning(found: Found): string | undefined {
  const [name, street] = found.group("word") === "St" ? ["Saint", "Street"] : ["Doctor", "Drive"];
  const hasName = /^\.? ?\p{Lu}/u.test(found.after());
  const isPlace = /(?:\p{Lu}\p{Ll}{1,30}|\d(?:st|nd|rd|th)) $/u.test(found.before());
  const isNumbered = /\d{1,6}[A-Z]? (?:[NSEW]\.? )?(?:\p{Lu}[\p{L}.'-]{1,20} ){1,3}$/u.test(found.before());
  if (isPlace && (isNumbered || !hasName)) return street;
  if (hasName && found.match.endsWith(".")) return name;
  if (hasName && !isPlace) return name;
  return isPlace ? street : undefined;
}

const DOTS = String.raw`${BEGIN}(?<dotted>(?:\p{L}\.(?:\p{L}\.){1,8}|\p{Lu}\.(?: \p{Lu}\.){1,8})(?:\p{L}(?![\p{L}\p{N}]))?|Ph\. ?D\.?|[eE]\.?g\.(?!\p{L})|[iI]\.?e\.(?!\p{L}))`;

/** "U.S.", "b.i.d.", "J. R. R.": letters with a period each. */
function sayDotted(found: Found): string | undefined {
  const dotted = found.group("dotted");
  const known = DOTTED[dotted.replaceAll(/[. ]/gu, "").toLowerCase()];
  if (/ /u.test(dotted) && known === undefined && !/^(?:\p{Lu}\. ){1,8}\p{Lu}\.$/u.test(dotted)) return undefined;
  if (known === undefined) return letters(dotted);
  return known === "that is" || known === "for example" ? likeWritten(known, dotted) : known;
}

const NUMBERED = String.raw`${BEGIN}(?<word>${oneOf(Object.keys(BEFORE_NUMBER))})(?<period>\.?)(?= ?[\d#])`;

/** "No. 5", "pp. 20-25": without a period only what is no word itself. */
function sayBeforeNumber(found: Found): string | undefined {
  const word = found.group("word");
  const spoken = BEFORE_NUMBER[word.toLowerCase()];
  const bare = word.toLowerCase();
  if (spoken === undefined || found.after(1) === "#") return undefined;
  if (
    found.group("period") === "" &&
    (!/^(?:pp|pg|vol|fig|ext|apt|ste|bldg|rm|hwy|rte|flt|qty|nos|est|approx|avg|vs|dep|arr)$/u.test(bare) ||
      /^\d/u.test(found.after(1)))
  )
    return undefined;
  if (/^(?:dep|arr)$/u.test(bare)) return spoken;
  if (/^(?:no|art|app|op|ex|par|min|max|pt|gal)$/u.test(bare) && found.group("period") === "") return undefined;
  return spoken;
}

const VERSUS = String.raw`(?=v)(?<=[\p{L}\p{N})] )(?<word>v\.|vs\.?|v(?= \p{Lu}))(?= \p{L})`;

export const abbreviationRules: readonly Rule[] = [
  rule(
    "abbreviation",
    String.raw`${BEGIN}(?<word>${oneOf(Object.keys(WITHOUT_PERIOD).filter((word) => /[/\d ]/u.test(word)))})(?![\p{L}\p{N}])`,
    (found) => {
      const word = found.group("word");
      return word === "w/" && /^\p{L}/u.test(found.after(1)) ? "with " : WITHOUT_PERIOD[word];
    },
  ),
  rule("abbreviation", DOTS, sayDotted, { needs: /\p{L}\./u }),
  rule("abbreviation", NUMBERED, sayBeforeNumber, { needs: DIGIT, ignoreCase: true }),
  rule("abbreviation", String.raw`${BEGIN}(?<word>Dr|St)\.?(?![\p{L}\p{N}'])`, sayDoubleMeaning),
  rule("abbreviation", VERSUS, () => "versus"),
  rule(
    "abbreviation",
    String.raw`(?<=\d ?(?:mg|g|mcg|ml|mL|tabs?|tablets?|units?|IU) )(?<word>${oneOf(Object.keys(DOSING))})(?![\p{L}\p{N}])`,
    (found) => DOSING[found.group("word")],
    { needs: DIGIT },
  ),
  rule("abbreviation", String.raw`${BEGIN}[qQ](?<n>\d{1,2})h(?![\p{L}\p{N}])`, sayEvery, { needs: DIGIT }),
  rule("abbreviation", String.raw`${BEGIN}(?<word>\p{L}{2,8})\.(?![\p{L}\p{N}])`, sayWithPeriod, { needs: /\p{L}\./u }),
  rule(
    "abbreviation",
    String.raw`${BEGIN}(?<word>${oneOf(Object.keys(WITHOUT_PERIOD))})(?![\p{L}\p{N}'/]|\.\p{L})`,
    (found) => WITHOUT_PERIOD[found.group("word")],
  ),
  rule(
    "abbreviation",
    String.raw`${BEGIN}(?<word>${TITLES.join("|")})(?= \p{Lu}\p{Ll})`,
    (found) => WITH_PERIOD[found.group("word").toLowerCase()],
  ),
  rule("initial", String.raw`(?<![\p{L}\p{N}.'])(?<letter>\p{Lu})\.(?= \p{Lu}\p{Ll})`, sayInitial, {
    needs: /\p{L}\./u,
  }),
];

const HOURS: Readonly<Record<string, string>> = {
  "4": "four",
  "6": "six",
  "8": "eight",
  "12": "twelve",
  "24": "twenty-four",
  "2": "two",
  "3": "three",
};

function sayEvery(found: Found): string | undefined {
  const hours = HOURS[found.group("n")];
  return hours === undefined ? undefined : `every ${hours} hours`;
}

/** The period of an initial in a name makes no pause. */
function sayInitial(found: Found): Said | string | undefined {
  if (found.group("letter") === "I" && !/\p{Lu}\p{Ll}+ $/u.test(found.before())) return undefined;
  return /\p{Lu}\p{Ll}{1,20} $/u.test(found.before()) || found.start === 0 ? found.group("letter") : undefined;
}
