import type { Piece } from "../lexicon/pieces.js";
import { fold } from "./fold.js";
import type { Found, Rewrite, Rule, Said } from "./types.js";

const WORD = /[\p{L}\p{M}\p{N}]/u;
const CONTEXT_CHARACTERS = 40;

/**
 * What the rules make of a text, asked once each in their order.
 * @param language BCP-47 tag, handed to the rules.
 */
export function findRewrites(text: string, rules: readonly Rule[], language: string): Rewrite[] {
  const folded = fold(text);
  const taken = new Uint8Array(folded.length);
  const rewrites: Rewrite[] = [];
  const known = new Map<RegExp, boolean>();
  const region = /[-_]([a-z]{2})\b/iu.exec(language)?.[1]?.toUpperCase() ?? "";
  for (const rule of rules) {
    if (rule.needs !== undefined && !holds(rule.needs, folded, known)) continue;
    const { pattern } = rule;
    pattern.lastIndex = 0;
    for (let match = pattern.exec(folded); match !== null; match = pattern.exec(folded)) {
      const end = match.index + match[0].length;
      if (end === match.index) pattern.lastIndex = end + 1;
      const free = firstFree(taken, match.index, end);
      if (free > match.index) {
        pattern.lastIndex = free;
        continue;
      }
      const said = ask(rule, match, folded, { language, region });
      if (said === undefined || firstFree(taken, said.start, said.end) > said.start) continue;
      taken.fill(1, said.start, said.end);
      pattern.lastIndex = Math.max(said.end, match.index + 1);
      const original = text.slice(said.start, said.end);
      if (said.spoken !== original) rewrites.push({ ...said, original, rule: rule.name });
    }
  }
  return rewrites.sort((a, b) => a.start - b.start);
}

/** Whether the text has what a rule needs; asked once for all rules that need the same. */
function holds(needs: RegExp, text: string, known: Map<RegExp, boolean>): boolean {
  let answer = known.get(needs);
  if (answer === undefined) {
    answer = needs.test(text);
    known.set(needs, answer);
  }
  return answer;
}

/** `start` if nothing from there to `end` is taken; else where to look on, behind the last place taken. */
function firstFree(taken: Uint8Array, start: number, end: number): number {
  const last = taken.subarray(start, end).lastIndexOf(1);
  return last < 0 ? start : start + last + 1;
}

function ask(
  rule: Rule,
  match: RegExpExecArray,
  text: string,
  place: Pick<Found, "language" | "region">,
): Said | undefined {
  const start = match.index;
  const end = start + match[0].length;
  const found: Found = {
    text,
    start,
    end,
    match: match[0],
    group: (name) => match.groups?.[name] ?? "",
    before: (length = CONTEXT_CHARACTERS) => text.slice(Math.max(0, start - length), start),
    after: (length = CONTEXT_CHARACTERS) => text.slice(end, end + length),
    ...place,
  };
  const said = rule.say(found);
  if (said === undefined) return undefined;
  return withPeriod(typeof said === "string" ? { spoken: said, start, end } : said, text);
}

/** The period of an abbreviation at the end of a text also ends its sentence: there it stays. */
function withPeriod(said: Said, text: string): Said {
  const { spoken, end } = said;
  const isLost = text[end - 1] === "." && WORD.test(spoken.at(-1) ?? "") && text.slice(end, end + 9).trim() === "";
  return isLost && text.slice(end).trim() === "" ? { ...said, spoken: `${spoken}.` } : said;
}

/** The text with its rewrites in place, as pieces that know where they come from; words never run together. */
export function toPieces(text: string, rewrites: readonly Rewrite[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let last = "";
  for (const [index, { start, end, spoken }] of rewrites.entries()) {
    if (start > at) {
      pieces.push({ text: text.slice(at, start), start: at, end: start, isReplaced: false });
      last = text[start - 1] ?? "";
    }
    const next = rewrites[index + 1]?.start === end ? "" : (text[end] ?? "");
    const before = WORD.test(last) && WORD.test(spoken[0] ?? "") ? " " : "";
    const after = WORD.test(spoken.at(-1) ?? "") && WORD.test(next) ? " " : "";
    pieces.push({ text: before + spoken + after, start, end, isReplaced: true });
    last = after === "" ? (spoken.at(-1) ?? last) : after;
    at = end;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), start: at, end: text.length, isReplaced: false });
  return pieces;
}
