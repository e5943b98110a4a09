import { SCRIPT_OF_LANGUAGE, SCRIPTS, type ScriptName } from "./scripts.data.js";

/** A run of letters of one writing system. Offsets in UTF-16 units. */
export interface ScriptRun {
  readonly script: ScriptName;
  readonly start: number;
  readonly end: number;
}

const NAMES = Object.keys(SCRIPTS) as ScriptName[];

const RUN = new RegExp(
  NAMES.map((name) => {
    const letters = SCRIPTS[name].map((script) => `\\p{Script=${script}}`).join("");
    return `([${letters}][${letters}\\p{M}]*)`;
  }).join("|"),
  "gu",
);

/** The letters of a text by writing system, in order. What lies between the runs belongs to none. */
export function scriptRuns(text: string): ScriptRun[] {
  return [...text.matchAll(RUN)].map((match) => {
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    return { script: NAMES[group - 1] as ScriptName, start: match.index, end: match.index + match[0].length };
  });
}

/** `en` of `en-US`. */
export function primaryOf(tag: string): string {
  return (tag.split(/[-_]/)[0] ?? "").toLowerCase();
}

export function isWrittenIn(tag: string, script: ScriptName): boolean {
  const scripts = SCRIPT_OF_LANGUAGE[primaryOf(tag)];
  return scripts === undefined ? script === "latin" : scripts.includes(script);
}
