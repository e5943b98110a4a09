import type { PiperConfig } from "./config.js";
import { toIds } from "./ids.js";
import type { Phoneme, PiperSentence, ClauseEnd } from "./phonemes.js";

/** Where long sentences are divided, in ids. */
export interface DivideOptions {
  /** A sentence above this has its first clause divided off, so that its sound begins early. */
  readonly firstClauseAbove: number;
  /** What the clause divided off may have. */
  readonly firstClauseMin: number;
  readonly firstClauseMax: number;
  /** Nothing is spoken in one go above this: its text encoder would take too long a step. */
  readonly most: number;
}

/** Part of a sentence that is spoken in one go. */
export interface SentencePart extends PiperSentence {
  /** True when the sentence goes on after it: a seam where the whole has a pause between clauses. */
  readonly isDivided: boolean;
}

/** Ids of phonemes with their pads, the marks at the ends left out. */
function idsOf(phonemes: readonly Phoneme[], config: PiperConfig): number[] {
  return toIds(
    phonemes.map(({ text }) => text),
    config,
  ).ranges.map(({ end }) => end);
}

/** A sentence in one part, or in as few as its length allows, divided between clauses where there are any. */
export function divide(sentence: PiperSentence, config: PiperConfig, options: DivideOptions): SentencePart[] {
  const parts: SentencePart[] = [];
  let rest = sentence;
  for (let isFirst = true; ; isFirst = false) {
    const ends = idsOf(rest.phonemes, config);
    const cut = (ends.at(-1) ?? 0) > options.most || isFirst ? cutOf(rest, ends, options, isFirst) : undefined;
    if (cut === undefined) return [...parts, { ...rest, isDivided: false }];
    const [head, tail] = dividedAt(rest, cut);
    parts.push({ ...head, isDivided: true });
    rest = tail;
  }
}

/** Where the next part ends; undefined to speak all that is left. */
function cutOf(
  { phonemes, words, clauseEnds }: PiperSentence,
  ends: readonly number[],
  options: DivideOptions,
  isFirst: boolean,
): ClauseEnd | undefined {
  const total = ends.at(-1) ?? 0;
  const idsAt = (cut: ClauseEnd): number => ends[cut.phonemes - 1] ?? 0;
  const says = (from: number, to: number): boolean => phonemes.slice(from, to).some(({ word }) => word >= 0);
  const between = clauseEnds.filter((cut) => says(0, cut.phonemes) && says(cut.phonemes, phonemes.length));
  if (isFirst && total > options.firstClauseAbove) {
    const atMost = Math.min(options.firstClauseMax, options.most);
    const early = between.find((cut) => idsAt(cut) >= options.firstClauseMin && idsAt(cut) <= atMost);
    if (early !== undefined) return early;
  }
  if (total <= options.most) return undefined;
  const last = between.findLast((cut) => idsAt(cut) <= options.most);
  if (last !== undefined) return last;
  // No clause is short enough: between words, and within one only where it is longer than all that may be spoken.
  const fits = phonemes.findLastIndex((_, at) => at > 0 && (ends[at - 1] ?? 0) <= options.most);
  for (let at = fits; at > 0; at--) {
    const next = phonemes[at]?.word ?? -1;
    if (next >= 0 && phonemes[at - 1]?.word !== next && says(0, at)) {
      return { phonemes: at, offset: words[next]?.span.start ?? 0 };
    }
  }
  const word = phonemes[fits]?.word ?? -1;
  const span = words[word]?.span;
  if (fits <= 0 || span === undefined) return undefined;
  const own = phonemes.filter((phoneme) => phoneme.word === word).length;
  const before = phonemes.slice(0, fits).filter((phoneme) => phoneme.word === word).length;
  return { phonemes: fits, offset: span.start + Math.max(1, Math.floor(((span.end - span.start) * before) / own)) };
}

function dividedAt(sentence: PiperSentence, cut: ClauseEnd): [PiperSentence, PiperSentence] {
  const { span, phonemes, words, clauseEnds } = sentence;
  let end = cut.phonemes;
  while (end > 0 && phonemes[end - 1]?.text === " ") end--;
  const head: PiperSentence = {
    span: { start: span.start, end: cut.offset },
    phonemes: phonemes.slice(0, end),
    words,
    clauseEnds: clauseEnds.filter(({ phonemes: count }) => count <= cut.phonemes),
  };
  const tail: PiperSentence = {
    span: { start: cut.offset, end: span.end },
    phonemes: phonemes.slice(cut.phonemes),
    words,
    clauseEnds: clauseEnds
      .filter(({ phonemes: count }) => count > cut.phonemes)
      .map(({ phonemes: count, offset }) => ({ phonemes: count - cut.phonemes, offset })),
  };
  return [head, tail];
}
