import { isWordCharacter, Lexicon } from "./lexicon.js";
import type { LexiconEntry, LexiconPiece } from "./types.js";

/** `[word](/ipa/)` and `[[ipa]]`, at most a line long. */
const INLINE = /\[\[([^[\]\n]{1,500})\]\]|\[([^[\]\n]{1,500})\]\(\/([^/\n]{1,500})\/\)/gu;

export interface LexiconOptions {
  /** Whether sounds may be written into the text: `[word](/ipa/)`, `[[ipa]]`. */
  readonly inline: boolean;
}

/**
 * Divides a text into what is read as it stands and what the lexicon, or the text itself, says how to read.
 * The longest entry at a place counts; entries match whole words only, except in scripts without spaces.
 */
export function applyLexicon(
  text: string,
  entries: Lexicon | readonly LexiconEntry[],
  options: LexiconOptions = { inline: false },
): LexiconPiece[] {
  const lexicon = entries instanceof Lexicon ? entries : new Lexicon(entries);
  const pieces: LexiconPiece[] = [];
  let at = 0;
  if (options.inline) {
    for (const match of text.matchAll(INLINE)) {
      const [whole, sounds, word, soundsOfWord] = match;
      addWords(pieces, text, at, match.index, lexicon);
      at = match.index + whole.length;
      const ipa = (sounds ?? soundsOfWord ?? "").trim();
      pieces.push({ text: word ?? "", start: match.index, end: at, isReplaced: true, ipa });
    }
  }
  addWords(pieces, text, at, text.length, lexicon);
  return pieces;
}

/** Adds the pieces of `text` from `from` to `to`, where nothing is written inline. */
function addWords(pieces: LexiconPiece[], text: string, from: number, to: number, lexicon: Lexicon): void {
  const part = text.slice(from, to);
  let plainFrom = 0;
  const addPlain = (end: number): void => {
    if (end <= plainFrom) return;
    const plain = part.slice(plainFrom, end);
    pieces.push({ text: plain, start: from + plainFrom, end: from + end, isReplaced: false });
  };
  let wasWord = false;
  for (let at = 0; lexicon.size > 0 && at < part.length;) {
    const character = String.fromCodePoint(part.codePointAt(at) as number);
    const isWord = isWordCharacter(character);
    const match = wasWord && isWord ? undefined : lexicon.find(part, at);
    if (match === undefined) {
      at += character.length;
      wasWord = isWord;
      continue;
    }
    addPlain(at);
    const { ipa, spoken, written } = match.entry;
    const sounds = ipa === undefined ? {} : { ipa };
    const said = ipa === undefined ? (spoken ?? written) : part.slice(at, match.end);
    pieces.push({ text: said, start: from + at, end: from + match.end, isReplaced: ipa === undefined, ...sounds });
    at = plainFrom = match.end;
    wasWord = isWordCharacter(lastCharacter(part, at));
  }
  addPlain(part.length);
}

function lastCharacter(text: string, end: number): string {
  const low = text.charCodeAt(end - 1);
  return text.slice(low >= 0xdc00 && low < 0xe000 ? end - 2 : end - 1, end);
}
