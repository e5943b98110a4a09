import { joined, type Piece } from "../lexicon/pieces.js";
import { findRewrites, toPieces } from "./rewrite.js";
import type { Rewrite, Rule } from "./types.js";

/** Passes after which a text counts as read, even if rules would still change it. */
const MOST_PASSES = 6;

/**
 * The rewrites after which the rules change nothing more. One pass does for nearly every text; where the words of a rewrite
 * and what stands beside them say something new, both become one rewrite.
 */
export function settle(text: string, rules: readonly Rule[], language: string): readonly Rewrite[] {
  let rewrites: readonly Rewrite[] = findRewrites(text, rules, language);
  for (let pass = 1; pass < MOST_PASSES && rewrites.length > 0; pass++) {
    const later = findRewrites(joined(toPieces(text, rewrites)), rules, language);
    if (later.length === 0) break;
    rewrites = compose(text, rewrites, later);
  }
  return rewrites;
}

/** A piece of the text between two passes: where it stands there, and where it comes from. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly piece: Piece;
  /** What the first pass did there; undefined where the text was kept. */
  readonly rewrite: Rewrite | undefined;
}

function placesOf(pieces: readonly Piece[], rewrites: readonly Rewrite[]): Place[] {
  let at = 0;
  let next = 0;
  return pieces.map((piece) => {
    const rewrite = piece.isReplaced ? rewrites[next++] : undefined;
    return { start: at, end: (at += piece.text.length), piece, rewrite };
  });
}

/**
 * `later` rewrites what `earlier` made of the text: the rewrites that do both at once. One sweep over both lists, which are
 * in the order of the text.
 */
function compose(text: string, earlier: readonly Rewrite[], later: readonly Rewrite[]): Rewrite[] {
  const pieces = toPieces(text, earlier);
  const middle = joined(pieces);
  const places = placesOf(pieces, earlier);
  const result: Rewrite[] = [];
  let at = 0;
  for (let index = 0; index < later.length;) {
    let { start, end } = later[index] as Rewrite;
    const { rule } = later[index] as Rewrite;
    const inside: Rewrite[] = [];
    for (; at < places.length && (places[at] as Place).end <= start; at++) keep(result, places[at]);
    const first = places[at];
    if (first?.rewrite !== undefined) start = first.start;
    let last = first;
    // Whatever reaches into a rewritten piece takes in all of it, and what else is rewritten there.
    for (;;) {
      for (; at < places.length && (places[at] as Place).start < end; at++) last = places[at];
      if (last?.rewrite !== undefined) end = Math.max(end, last.end);
      const next = later[index];
      if (next === undefined || next.start >= end) break;
      inside.push({ ...next, start: next.start - start, end: next.end - start });
      end = Math.max(end, next.end);
      index++;
    }
    if (first === undefined || last === undefined) continue;
    // A kept piece that goes on behind the stretch may be met by the next one.
    if (last.rewrite === undefined && last.end > end) at--;
    const source = { start: sourceOf(first, start), end: sourceOf(last, end) };
    const spoken = joined(toPieces(middle.slice(start, end), inside));
    result.push({ ...source, original: text.slice(source.start, source.end), spoken, rule });
  }
  for (; at < places.length; at++) keep(result, places[at]);
  return result;
}

function keep(result: Rewrite[], place: Place | undefined): void {
  if (place?.rewrite !== undefined) result.push(place.rewrite);
}

/** The place in the original of an offset between the passes, which lies at the edge of a rewritten piece or in a kept one. */
function sourceOf({ start, end, piece, rewrite }: Place, offset: number): number {
  if (rewrite === undefined) return piece.start + offset - start;
  return offset >= end ? piece.end : piece.start;
}
