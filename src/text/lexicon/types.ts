import type { Piece } from "./pieces.js";

/** How one word, or a few in a row, are to be said. */
export interface LexiconEntry {
  /** As it stands in texts; upper and lower case are the same unless `matchCase`. */
  readonly written: string;
  /** Spelled so that it is read right. Used where there is no `ipa`. */
  readonly spoken?: string;
  readonly ipa?: string;
  readonly matchCase?: boolean;
}

/** A part of a text after the lexicon. Pieces are in order and cover the text; one may be sounds without a word. */
export interface LexiconPiece extends Piece {
  /** Sounds of the whole piece. */
  readonly ipa?: string;
}
