import type { Clock } from "../../async/clock.js";

/** Why a segment ends where it ends. */
export type SegmentEnd =
  | "paragraph"
  | "sentence"
  /** At a mark such as a comma: the sentence was too long, or the first audio was waited for. */
  | "clause"
  /** Between two words of a sentence that was too long. */
  | "word"
  /** Inside a run without spaces that was too long. */
  | "run"
  /** A FLUSH came. */
  | "flush"
  /** It had waited `maxWaitMs`. */
  | "wait"
  /** The text ended. */
  | "end";

/** A part of a text, to be spoken in one go. The segments of a text, joined, are the text. */
export interface Segment {
  /** Exactly what was written, white space included (mostly at its end). May be white space only. */
  readonly text: string;
  /** UTF-16 offsets into the whole text. */
  readonly start: number;
  readonly end: number;
  readonly endsBy: SegmentEnd;
}

export interface SegmentOptions {
  /** BCP-47 tag, for abbreviations. */
  readonly language?: string;
  /** Longest segment in UTF-16 units, white space at its end not counted; an integer >= 16. */
  readonly maxCharacters: number;
  /** The first segment may end at a clause that is at least so long; absent = only at a sentence. */
  readonly firstClauseCharacters?: number;
}

export interface StreamOptions extends SegmentOptions {
  /** Longest time a character waits for what follows it, in ms; absent = until the text goes on, a FLUSH or its end. */
  readonly maxWaitMs?: number;
  readonly clock?: Clock;
}

export const DEFAULT_MAX_CHARACTERS = 400;
