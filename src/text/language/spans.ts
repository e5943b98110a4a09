import { languageOfScript, lettersOf } from "./detect.js";
import type { ScriptName } from "./scripts.data.js";
import { type ScriptRun, scriptRuns } from "./scripts.js";

/** A part of a text in one language. Offsets in UTF-16 units, end exclusive. */
export interface LanguageSpan {
  readonly start: number;
  readonly end: number;
  /** One of the languages asked about. */
  readonly language: string;
}

const ROMAN_NUMERAL = /^[IVXLCDM]+$/;
const AFTER_NUMBER = /\d[\s\u00a0]?$/u;
const LONGEST_UNIT = 3;

/**
 * Divides a text into parts of one language each, by script: Russian with English names in it, for one.
 * The parts are in order and cover the text; signs, digits and white space belong to the part before them.
 * Letters stay with their neighbours where no listed language is written in them, and where they are single letters,
 * Roman numerals or units after a number in a text of another script.
 * @param among BCP-47 tags, the likeliest first; at least one. @returns [] for an empty text.
 */
export function languageSpans(text: string, among: readonly string[]): LanguageSpan[] {
  const fallback = among[0];
  if (text === "" || fallback === undefined) return [];
  const runs = scriptRuns(text);
  const languages = new Map<ScriptName, string | undefined>();
  for (const { script } of runs) {
    if (languages.has(script)) continue;
    languages.set(script, languageOfScript(script, lettersOf(script, text, runs), among));
  }
  const main = mainScript(runs, languages);
  const spans: { start: number; end: number; language: string }[] = [];
  for (const run of runs) {
    const language = languages.get(run.script);
    if (language === undefined || (run.script !== main && isSmall(text, run))) continue;
    const last = spans.at(-1);
    if (last?.language === language) continue;
    if (last !== undefined) last.end = run.start;
    spans.push({ start: last === undefined ? 0 : run.start, end: text.length, language });
  }
  return spans.length > 0 ? spans : [{ start: 0, end: text.length, language: fallback }];
}

/** The script with the most letters among those that can be spoken. */
function mainScript(runs: readonly ScriptRun[], languages: ReadonlyMap<ScriptName, string | undefined>): ScriptName {
  const counts = new Map<ScriptName, number>();
  let main: ScriptName = "latin";
  for (const { script, start, end } of runs) {
    if (languages.get(script) === undefined) continue;
    counts.set(script, (counts.get(script) ?? 0) + end - start);
    if ((counts.get(script) ?? 0) > (counts.get(main) ?? 0)) main = script;
  }
  return main;
}

/** Whether letters amid another script are read better by its language. */
function isSmall(text: string, { start, end }: ScriptRun): boolean {
  const letters = text.slice(start, end);
  if (letters.length < 2 || ROMAN_NUMERAL.test(letters)) return true;
  return letters.length <= LONGEST_UNIT && AFTER_NUMBER.test(text.slice(Math.max(0, start - 2), start));
}
