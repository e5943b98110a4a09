import { oneOf, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { ACRONYMS, CODAS, ONSETS, SAID_AS, SHORT_WORDS, SPELLED, WORDS } from "./initialisms.data.js";
import { letters } from "./text.js";

/** Capitals longer than this are a word that is shouted, unless nothing in them can be said. */
const LONGEST_SPELLED = 6;

/** Whether a word in capitals can be said as a word of English. */
export function isSayable(word: string): boolean {
  const lower = word.toLowerCase();
  const match = /^([^aeiouy]*|y)[aeiouy].*?([^aeiouy]*)$/u.exec(lower);
  if (match === null) return false;
  const [, onset = "", coda = ""] = match;
  return (onset === "" || ONSETS.has(onset)) && (coda === "" || CODAS.has(coda));
}

/** Whether a word in capitals is said letter by letter. */
export function isSpelled(word: string): boolean {
  if (ACRONYMS.has(word) || WORDS.has(word)) return false;
  if (SPELLED.has(word)) return true;
  if (word.length > LONGEST_SPELLED) return false;
  if (word.length === 3) return !SHORT_WORDS.has(word.toLowerCase());
  return word.length === 2 || !isSayable(word);
}

/** Whether the text around shouts: the words next to this one are in capitals and more than initials. */
function isShouted(found: Found): boolean {
  const around = `${found.before()} ${found.after()}`.match(/[\p{L}']{2,30}/gu) ?? [];
  const loud = around.filter((word) => word === word.toUpperCase());
  return (
    loud.length >= 2 && loud.length * 2 > around.length && loud.some((word) => word.length > 4 || !isSpelled(word))
  );
}

/** Spelled even where the word of the same letters would be meant if it stood in capitals by chance. */
const MEANT = new Set(["US", "IT", "WHO", "OR", "AM", "ME", "IN", "PIN", "ICE", "ACT", "SAT", "PIE", "ADA", "ETA"]);
const CONTEXT: Readonly<Record<string, RegExp>> = {
  IT: /^ (?:department|team|support|staff|manager|guy|guys|help|services|consultant|industry|sector|jobs?|company|systems?|infrastructure|security|professional|specialist|budget|and|admin)\b/u,
  OR: /^ (?:nurse|table|staff|room)\b/u,
  AM: /^ (?:radio|station)\b/u,
  ICE: /^ (?:agents?|officers?|raids?|detention|custody)\b/u,
  ME: /^(?!)/u,
  IN: /^(?!)/u,
  PIN: /^(?!)/u,
  PIE: /^(?!)/u,
};

function sayCapitals(found: Found): string | undefined {
  const word = found.group("word");
  const plural = found.group("plural");
  const special = SAID_AS[word];
  if (special !== undefined) return special + (plural === "" ? "" : "'s");
  if (isShouted(found) && !/^(?:FBI|CIA|USA|TV|DVD|CEO|UFO|UK|EU)$/u.test(word)) return undefined;
  const context = CONTEXT[word];
  const isField =
    word === "IT" &&
    / (?:in|an?|our|your|the|of) $/u.test(found.before(6)) &&
    /^(?:$|[.,;:!?)]| and\b)/u.test(found.after(4));
  if (MEANT.has(word) && !isField && context !== undefined && !context.test(found.after())) return undefined;
  const isLetters = word === "US" || word === "IT" || isSpelled(word);
  if (!isLetters) return undefined;
  if (plural === "") return letters(word);
  // "MPs", "EU's": the apostrophe keeps the s with its letter.
  return `${letters(word)}'s`;
}

const AMPERSAND = String.raw`(?<![\p{L}\p{N}])(?<a>[A-Z]{1,3}) ?& ?(?<b>[A-Z]{1,2})(?<plural>'?s)?(?![\p{L}\p{N}])`;
const CAPITALS = String.raw`(?<![\p{L}\p{N}_@#.]|[\p{L}\p{N}]['&])(?<word>[A-Z]{2,15})(?<plural>'?s)?(?![\p{L}\p{N}_]|&\p{L}|'\p{L})`;

export const initialismRules: readonly Rule[] = [
  rule(
    "initialism",
    String.raw`(?<![\p{L}\p{N}_])(?<word>${oneOf(Object.keys(SAID_AS).filter((word) => /[a-z]/u.test(word)))})(?![\p{L}\p{N}_])`,
    (found) => SAID_AS[found.group("word")],
  ),
  rule(
    "initialism",
    AMPERSAND,
    (found) => {
      const plural = found.group("plural") === "" ? "" : "'s";
      return `${letters(found.group("a"))} and ${letters(found.group("b"))}${plural}`;
    },
    { needs: /&/u },
  ),
  rule("initialism", CAPITALS, sayCapitals, { needs: /[A-Z]{2}/u }),
];
