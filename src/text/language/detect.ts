import { createRequire } from "node:module";
import type * as Tinyld from "tinyld";
import type { ScriptName } from "./scripts.data.js";
import { isWrittenIn, primaryOf, type ScriptRun, scriptRuns } from "./scripts.js";

/** More letters than this tell no more, and cost. */
const ENOUGH_CHARACTERS = 400;

let tinyld: typeof Tinyld | undefined;

/** Loaded when first needed: its profiles take 0.13 s and 50 MB, and most texts need only their script. */
function profiles(): typeof Tinyld {
  tinyld ??= createRequire(import.meta.url)("tinyld") as typeof Tinyld;
  return tinyld;
}

/**
 * The language of a text, out of those that can be spoken.
 * The script decides first; where several languages share it, letter statistics do, and where those say nothing,
 * the order of the list.
 * @param among BCP-47 tags, the likeliest first.
 * @returns one of `among`; undefined when the text has no letters, or is in a script none of them uses.
 */
export function detectLanguage(text: string, among: readonly string[]): string | undefined {
  const counts = new Map<ScriptName, number>();
  for (const { script, start, end } of scriptRuns(text)) counts.set(script, (counts.get(script) ?? 0) + end - start);
  const scripts = [...counts].sort(([, a], [, b]) => b - a).map(([script]) => script);
  const script = scripts.find((name) => among.some((tag) => isWrittenIn(tag, name)));
  return script === undefined ? undefined : languageOfScript(script, text, among);
}

/** The language of text in one script; undefined when none of `among` is written in it. */
export function languageOfScript(script: ScriptName, text: string, among: readonly string[]): string | undefined {
  const able = among.filter((tag) => isWrittenIn(tag, script));
  if (able.length < 2) return able[0];
  if (script === "han") {
    const hasKana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
    return able.find((tag) => (primaryOf(tag) === "ja") === hasKana) ?? able[0];
  }
  const { detectAll, validateISO2 } = profiles();
  const primaries = [...new Set(able.map(profileOf))].filter((language) => validateISO2(language) !== "");
  if (primaries.length < 2) return able[0];
  const best = detectAll(text.slice(0, ENOUGH_CHARACTERS), { only: primaries })[0]?.lang;
  return able.find((tag) => profileOf(tag) === best) ?? able[0];
}

/** Tags that the profiles know by another name. */
const PROFILE_NAMES: Readonly<Record<string, string>> = { nb: "no", nn: "no", fil: "tl" };

function profileOf(tag: string): string {
  const primary = primaryOf(tag);
  return PROFILE_NAMES[primary] ?? primary;
}

/** The letters of one script in a text, words apart, as far as they are needed to tell its language. */
export function lettersOf(script: ScriptName, text: string, runs: readonly ScriptRun[]): string {
  const words: string[] = [];
  let length = 0;
  for (const run of runs) {
    if (run.script !== script) continue;
    words.push(text.slice(run.start, run.end));
    length += run.end - run.start + 1;
    if (length >= ENOUGH_CHARACTERS) break;
  }
  return words.join(" ");
}
