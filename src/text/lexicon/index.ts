export { applyLexicon, type LexiconOptions } from "./apply.js";
export { Lexicon } from "./lexicon.js";
export { joined, sourceRange, type Piece } from "./pieces.js";
export { entriesOf, parsePls, type PlsLexicon } from "./read.js";
export type { LexiconEntry, LexiconPiece } from "./types.js";
