/** How good a place is for a cut inside a sentence; the higher, the better. */
export const RANK = { word: 0, bracket: 1, comma: 2, semicolon: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/** A place inside a sentence where it may be cut. Offsets in UTF-16 units. */
export interface Place {
  /** Where the next word begins. */
  readonly at: number;
  /** Where the word before ends. */
  readonly textEnd: number;
  readonly rank: Rank;
}

/** A part of a sentence shorter than this share of the limit is not worth the pause a clause makes. */
const SHORTEST_CLAUSE = 1 / 4;

/** The best place to cut a sentence that outgrew the limit, if there is one. */
export function bestPlace(places: readonly Place[], start: number, maxCharacters: number): Place | undefined {
  let best: Place | undefined;
  for (const place of places) {
    if (place.textEnd - start > maxCharacters) break;
    if (place.rank > RANK.word && place.textEnd - start < maxCharacters * SHORTEST_CLAUSE) continue;
    if (best === undefined || place.rank >= best.rank) best = place;
  }
  return best;
}

/** The best place not before `offset`, the last among equals. */
export function bestPlaceFrom(places: readonly Place[], offset: number): Place | undefined {
  let best: Place | undefined;
  for (const place of places) {
    if (place.at >= offset && (best === undefined || place.rank >= best.rank)) best = place;
  }
  return best;
}

const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
const words = new Intl.Segmenter("und", { granularity: "word" });

/**
 * Where to cut a run without spaces: at a word in scripts that write none, else between two graphemes,
 * and inside a grapheme only if that alone is longer than the limit (never inside a surrogate pair).
 * @param run longer than `maxCharacters`. @returns units of the part before the cut, 1 … maxCharacters.
 */
export function cutOfRun(run: string, maxCharacters: number): number {
  const starts = new Set<number>();
  let last = 0;
  for (const { index } of graphemes.segment(run)) {
    if (index > maxCharacters) break;
    starts.add(index);
    last = index;
  }
  let word = 0;
  for (const { index } of words.segment(run)) {
    if (index > maxCharacters) break;
    if (starts.has(index)) word = index;
  }
  if (word > maxCharacters / 2) return word;
  if (last > 0) return last;
  const before = run.charCodeAt(maxCharacters - 1);
  return maxCharacters > 1 && before >= 0xd800 && before < 0xdc00 ? maxCharacters - 1 : maxCharacters;
}
