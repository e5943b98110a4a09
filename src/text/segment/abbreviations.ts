import { ABBREVIATIONS, INTERNATIONAL, ORDINAL_STOP_LANGUAGES, type AbbreviationList } from "./abbreviations.data.js";

/** What a full stop after a word means: see `AbbreviationList`; `plain` = the end of a sentence. */
export type DotMeaning = "never" | "number" | "starter" | "upper" | "plain";

/** The abbreviations of a language. */
export interface AbbreviationRules {
  readonly meanings: ReadonlyMap<string, DotMeaning>;
  readonly starters: ReadonlySet<string>;
  readonly hasOrdinalStops: boolean;
}

/** A word in front of a full stop. */
export interface DottedWord {
  /** Without the stop itself; stops inside it kept. */
  readonly text: string;
  /** The word before it, its own stop kept; empty where there is none. */
  readonly previous: string;
  readonly isFirstOfLine: boolean;
}

const words = (list: string): string[] => list.split(" ").filter((word) => word !== "");

const MEANINGS = ["upper", "starter", "number", "never"] as const;

function rulesOf(lists: readonly AbbreviationList[], hasOrdinalStops: boolean): AbbreviationRules {
  const meanings = new Map<string, DotMeaning>();
  for (const meaning of MEANINGS) {
    for (const list of lists) for (const word of words(list[meaning])) meanings.set(word, meaning);
  }
  return { meanings, starters: new Set(lists.flatMap((list) => words(list.starters))), hasOrdinalStops };
}

function rulesOfUnlisted(language: string): AbbreviationRules {
  const known = ["en", "ru"].flatMap((key) => ABBREVIATIONS[key] ?? []);
  const rules = rulesOf(known, ORDINAL_STOP_LANGUAGES.includes(language));
  const meanings = new Map(rules.meanings);
  for (const word of words(INTERNATIONAL)) if (!meanings.has(word)) meanings.set(word, "never");
  const starters = new Set(Object.values(ABBREVIATIONS).flatMap((list) => words(list.starters)));
  return { ...rules, meanings, starters };
}

const made = new Map<string, AbbreviationRules>();

/** @param language BCP-47 tag; absent or unlisted = English, Russian and what means the same everywhere. */
export function abbreviationRules(language: string | undefined): AbbreviationRules {
  const tag = language?.split(/[-_]/)[0]?.toLowerCase() ?? "";
  const key = tag in ABBREVIATIONS || ORDINAL_STOP_LANGUAGES.includes(tag) ? tag : "";
  const found = made.get(key);
  if (found !== undefined) return found;
  const list = ABBREVIATIONS[key];
  const rules = list === undefined ? rulesOfUnlisted(key) : rulesOf([list], list.hasOrdinalStops);
  made.set(key, rules);
  return rules;
}

const LEADING_MARKS = /^[^\p{L}\p{N}№§]+/u;
const LETTERS_WITH_STOPS = /^(?:\p{L}{1,2}\.)+\p{L}{1,3}$/u;

/** What the full stop after this word means, from the word alone. */
export function dotMeaning(word: DottedWord, rules: AbbreviationRules): DotMeaning {
  const text = word.text.replace(LEADING_MARKS, "");
  if (text === "") return "plain";
  if (/^\d+$/.test(text)) return numberMeaning(text, word.isFirstOfLine, rules);
  if (word.isFirstOfLine && /^(?:\p{L}|[ivxIVX]{1,4})$/u.test(text)) return "never";
  const lower = text.toLowerCase();
  const joined = word.previous.endsWith(".") ? word.previous.replace(LEADING_MARKS, "").toLowerCase() + lower : lower;
  const listed = rules.meanings.get(joined) ?? rules.meanings.get(lower);
  if (/^гг?$/.test(lower) && !/\d$/.test(word.previous)) return "never";
  if (/^\p{Lu}$/u.test(text)) return listed === "never" ? "never" : "starter";
  if (listed !== undefined) return listed;
  return /^\p{L}$/u.test(text) || LETTERS_WITH_STOPS.test(text) ? "starter" : "plain";
}

/** "1." opens a list item; "3. Mai" is a date where ordinals take a stop. */
function numberMeaning(digits: string, isFirstOfLine: boolean, rules: AbbreviationRules): DotMeaning {
  if (isFirstOfLine && digits.length <= 3) return "never";
  return rules.hasOrdinalStops && digits.length <= 2 ? "starter" : "plain";
}
