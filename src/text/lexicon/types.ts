/** How one word, or a few in a row, are to be said. */
export interface LexiconEntry {
  /** As it stands in texts; upper and lower case are the same unless `matchCase`. */
  readonly written: string;
  /** Spelled so that it is read right. Used where there is no `ipa`. */
  readonly spoken?: string;
  readonly ipa?: string;
  readonly matchCase?: boolean;
}

/** A part of a text after the lexicon. Pieces are in order and cover the text. */
export interface LexiconPiece {
  /** What is spoken: the text itself, or the entry's spelling in its place. Empty for sounds without a word. */
  readonly text: string;
  /** UTF-16 offsets of what it stands for in the text that was given. */
  readonly start: number;
  readonly end: number;
  /** The text is not what stood there: offsets inside it have no place of their own. */
  readonly isReplaced: boolean;
  /** Sounds of the whole piece. */
  readonly ipa?: string;
}
