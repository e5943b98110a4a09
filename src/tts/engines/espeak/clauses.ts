import type { TextSpan, Utterance } from "../../../contract/engine.js";
import type { Manner } from "../../../contract/manner.js";
import { readClauses } from "../../../text/phonemes/clauses.js";
import type { EspeakCall } from "../../../text/phonemes/espeak.js";
import { toPlain } from "../../../text/phonemes/plain.js";
import type { EspeakVoice } from "./voices.js";

/** A clause of a sentence with the settings it is to be spoken with. */
export interface EspeakUtterance extends Utterance {
  readonly sentence: string;
  /** What espeak is given: the clause as it stands in the sentence, then the beginning of the next one. */
  readonly text: string;
  readonly call: EspeakCall;
  /** Factor of speed beyond what espeak itself can do; 1 for all but extreme speeds. */
  readonly stretch: number;
  /** Linear gain. */
  readonly volume: number;
  /** Whether somebody may be waiting for its first sound: true for the first of a sentence. */
  readonly isFirst: boolean;
}

const PLAIN_WORDS_PER_MINUTE = 175;
const RATE_RANGE = { min: 80, max: 450 };

/** Longest stretch spoken in one go at plain speed, UTF-16 units: some 6 s of audio, 20 ms of compute. */
const MAX_CLAUSE_CHARACTERS = 100;
const MIN_CLAUSE_CHARACTERS = 40;

/** Audio of a character at plain speed, ms: measured on prose, digits and Chinese. */
const MS_PER = { letter: 62, digit: 300, syllable: 230 };
const SYLLABLES = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * Divides a sentence at the ends of its clauses, as espeak itself would, and what is still too long between words.
 * Every clause but the last is given to espeak with the first word of the next: so it gets the melody and the pause it
 * has in the whole sentence.
 */
export function divide(sentence: string, voice: EspeakVoice, manner: Manner): readonly EspeakUtterance[] {
  const call = toCall(voice, manner);
  const speed = call.wordsPerMinute / PLAIN_WORDS_PER_MINUTE;
  const isExtreme = call.wordsPerMinute === RATE_RANGE.min || call.wordsPerMinute === RATE_RANGE.max;
  const stretch = isExtreme ? manner.speed / speed : 1;
  const most = Math.max(MIN_CLAUSE_CHARACTERS, Math.round(MAX_CLAUSE_CHARACTERS * speed));
  const parts = joinSilent(sentence, readClauses(toPlain(sentence, false).text)).flatMap((part) =>
    cutLong(sentence, part, most),
  );
  return parts.map((part, n) => {
    const next = parts[n + 1];
    const own = sentence.slice(part.start, part.end);
    const ahead = next === undefined ? "" : ` ${firstWord(sentence.slice(next.start))}`;
    return {
      sentence,
      span: part,
      text: part.isCut ? `${own},${ahead}` : own + ahead,
      expectedMs: expectedMs(own) / (speed * stretch),
      call,
      stretch,
      volume: manner.volume,
      isFirst: n === 0,
    };
  });
}

function toCall(voice: EspeakVoice, manner: Manner): EspeakCall {
  const wordsPerMinute = Math.round(PLAIN_WORDS_PER_MINUTE * manner.speed);
  return {
    voice: voice.identifier,
    wordsPerMinute: Math.min(RATE_RANGE.max, Math.max(RATE_RANGE.min, wordsPerMinute)),
    pitchLevel: Math.round(50 + 50 * Math.log2(manner.pitch)),
  };
}

interface Part extends TextSpan {
  /** True when it ends where espeak would have read on. */
  readonly isCut: boolean;
}

/** Clauses without white space around them; those with nothing to say (a closing quote) go with the one before. */
function joinSilent(sentence: string, clauses: readonly TextSpan[]): Part[] {
  const parts: Part[] = [];
  let pending: number | undefined;
  for (const clause of clauses) {
    const text = sentence.slice(clause.start, clause.end);
    if (text.trim() === "") continue;
    const start = pending ?? clause.start + text.length - text.trimStart().length;
    const end = clause.start + text.trimEnd().length;
    const last = parts.at(-1);
    if (/[\p{L}\p{N}]/u.test(text)) {
      parts.push({ start, end, isCut: false });
      pending = undefined;
    } else if (last === undefined) pending = start;
    else parts[parts.length - 1] = { ...last, end };
  }
  return parts.length > 0 || pending === undefined
    ? parts
    : [{ start: pending, end: sentence.trimEnd().length, isCut: false }];
}

/** A part in pieces of at most so many units, cut at spaces where there are any. */
function cutLong(sentence: string, part: Part, most: number): Part[] {
  const pieces: Part[] = [];
  let start = part.start;
  while (part.end - start > most) {
    const end = cutBefore(sentence, start, start + evenShare(part.end - start, most));
    pieces.push({ start, end, isCut: true });
    start = end + (/^\s*/u.exec(sentence.slice(end, part.end))?.[0].length ?? 0);
  }
  return [...pieces, { ...part, start }];
}

/** Length of the first of equal pieces, none longer than `most`: no last piece of one word. */
function evenShare(length: number, most: number): number {
  return Math.ceil(length / Math.ceil(length / most));
}

/** Where the last word that ends at or before `to` ends; `to` itself, or before half a surrogate pair, without spaces. */
function cutBefore(sentence: string, from: number, to: number): number {
  const space = /\s/u.test(sentence[to] ?? "") ? to : sentence.slice(from, to).search(/\s\S*$/u) + from;
  if (space > from) return from + sentence.slice(from, space).trimEnd().length;
  return /[\ud800-\udbff]/u.test(sentence[to - 1] ?? "") ? to - 1 : to;
}

function firstWord(text: string): string {
  return /^\S{1,40}/u.exec(text)?.[0] ?? "";
}

function expectedMs(text: string): number {
  const digits = text.match(/\d/gu)?.length ?? 0;
  const syllables = text.match(SYLLABLES)?.length ?? 0;
  const letters = text.length - digits - syllables;
  return letters * MS_PER.letter + digits * MS_PER.digit + syllables * MS_PER.syllable;
}
