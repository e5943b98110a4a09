import { type AbbreviationRules, dotMeaning } from "./abbreviations.js";
import { CLASS, type CharacterClass, classOf, isLetter, isWhite } from "./characters.js";
import type { Stop } from "./stop.js";

/** A place between two words where a sentence may end. */
export interface Gap {
  readonly stop: Stop | undefined;
  /** Line breaks in the white space; CR LF counts once. */
  readonly lineBreaks: number;
  /** UTF-16 units of the line before the first of them. */
  readonly lineLength: number;
  /** Inside a fenced block of code, or on the line of a fence: lines count, stops do not. */
  readonly isCode: boolean;
}

export type Verdict = "paragraph" | "sentence" | "none" | "more";

/** Lines shorter than this were broken by their author, longer ones perhaps by the width of a page. */
const SHORT_LINE = 50;
/** Most units a verdict waits for. */
const LONGEST_LOOK_AHEAD = 24;

const LIST_MARK = /^(?:[>|•◦▪‣●○]|```|~~~|#{1,6}\s|(?:[-*+–—]|\p{L}[.)]|\d{1,3}[.)])\s)/u;
const LIST_MARK_BEGUN = /^(?:`{1,2}|~{1,2}|#{1,6}|[-*+–—]|\p{L}[.)]?|\d{1,3}[.)]?)$/u;

/** French sets its closing mark apart: « Oui. » Il part. German opens with the same mark, but then a letter follows. */
const CLOSING_GUILLEMET = /^[»›](?:\s|$)/u;

/**
 * Whether a sentence ends at the gap, from what follows it.
 * @param ahead what has arrived after the gap, at least one character, none of it white unless marks stand before it.
 * @param isAll nothing more will come.
 */
export function judge(gap: Gap, ahead: string, isAll: boolean, rules: AbbreviationRules): Verdict {
  if (gap.lineBreaks > 1) return "paragraph";
  if (gap.isCode) return gap.lineBreaks > 0 ? "sentence" : "none";
  if (gap.lineBreaks === 1) {
    if (LIST_MARK.test(ahead)) return "sentence";
    if (!isAll && LIST_MARK_BEGUN.test(ahead)) return "more";
  }
  if (gap.stop === undefined && gap.lineBreaks === 0) return "none";
  if (CLOSING_GUILLEMET.test(ahead)) return ahead.length === 1 && !isAll ? "more" : "none";
  const word = firstWord(ahead, isAll);
  if (word === "more") return "more";
  if (gap.stop === undefined) return gap.lineLength < SHORT_LINE && word.kind !== CLASS.lower ? "sentence" : "none";
  return judgeStop(gap.stop, gap, word, rules);
}

interface FirstWord {
  /** Class of the first character that is not a bracket, quotation mark, dash or markup. */
  readonly kind: CharacterClass;
  readonly letters: string;
  readonly isComplete: boolean;
  readonly hasDash: boolean;
  /** One letter with a stop: of a name. */
  readonly isInitial: boolean;
}

function firstWord(ahead: string, isAll: boolean): FirstWord | "more" {
  let at = 0;
  let hasDash = false;
  const isFinal = isAll || ahead.length >= LONGEST_LOOK_AHEAD;
  while (at < ahead.length) {
    const codePoint = ahead.codePointAt(at) as number;
    const kind = classOf(codePoint);
    const isDash = kind === CLASS.dash || (codePoint === 0x2d && !isLetterAt(ahead, at + 1));
    hasDash ||= isDash;
    const isSkipped = isDash || kind === CLASS.opener || kind === CLASS.quote || kind === CLASS.markup || isWhite(kind);
    if (!isSkipped) return wordAt(ahead, at, kind, hasDash, isFinal);
    at += codePoint > 0xffff ? 2 : 1;
  }
  return isFinal ? { kind: CLASS.other, letters: "", isComplete: true, hasDash, isInitial: false } : "more";
}

function isLetterAt(text: string, at: number): boolean {
  const codePoint = text.codePointAt(at);
  return codePoint !== undefined && isLetter(classOf(codePoint));
}

function wordAt(ahead: string, at: number, kind: CharacterClass, hasDash: boolean, isFinal: boolean): FirstWord {
  const letters = /^[\p{L}\p{M}'’]*/u.exec(ahead.slice(at))?.[0] ?? "";
  const end = at + letters.length;
  const isInitial = letters.length === 1 && ahead[end] === ".";
  return { kind, letters, isComplete: isFinal || end < ahead.length, hasDash, isInitial };
}

function judgeStop(stop: Stop, gap: Gap, next: FirstWord, rules: AbbreviationRules): Verdict {
  if (stop.kind === "wide") return "sentence";
  const isLower = next.kind === CLASS.lower;
  if (stop.kind === "strong") return isLower && (stop.isClosed || next.hasDash) ? "none" : "sentence";
  if (isLower) return "none";
  return stop.kind === "ellipsis" ? "sentence" : judgeDot(stop, gap, next, rules);
}

function judgeDot(stop: Stop, gap: Gap, next: FirstWord, rules: AbbreviationRules): Verdict {
  const meaning = dotMeaning(stop.word, rules);
  if (meaning === "plain") return "sentence";
  if (meaning === "never") return "none";
  if (meaning === "starter") return gap.lineBreaks > 0 ? "sentence" : judgeStarter(next, rules);
  return next.kind === CLASS.digit ? "none" : "sentence";
}

/** Only a word that sentences begin with, or a script without capitals, tells an end from a name that follows. */
function judgeStarter(next: FirstWord, rules: AbbreviationRules): Verdict {
  if (next.kind !== CLASS.upper) return next.kind === CLASS.caseless || next.kind === CLASS.han ? "sentence" : "none";
  if (!next.isComplete) return "more";
  return !next.isInitial && rules.starters.has(next.letters.toLowerCase()) ? "sentence" : "none";
}
