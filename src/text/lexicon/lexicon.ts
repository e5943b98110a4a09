import { ParlandoError } from "../../contract/errors.js";
import type { LexiconEntry } from "./types.js";

/** Longest written form, UTF-16 units: bounds the work for each word of a text. */
const LONGEST_ENTRY = 200;

/** A letter of the tree: entries that end here, and the letters that may follow. */
interface Node {
  readonly next: Map<string, Node>;
  entries: LexiconEntry[];
}

export interface Match {
  readonly entry: LexiconEntry;
  /** UTF-16 offset behind the match. */
  readonly end: number;
}

/** What is part of a word in scripts that put spaces between words. */
const WORD = /^[\p{L}\p{M}\p{N}_]$/u;
const SPACELESS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

/** Whether a character must not be parted from a letter beside it. */
export function isWordCharacter(character: string): boolean {
  return WORD.test(character) && !SPACELESS.test(character);
}

/** Lower case, unless that would change the length and so the offsets. */
function fold(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === character.length ? lower : character;
}

/** Entries as a tree of letters, so that a text is searched once, however many entries there are. */
export class Lexicon {
  private readonly root: Node = { next: new Map(), entries: [] };
  /** Number of entries. */
  readonly size: number;

  /**
   * @param entries of equal written forms, the last counts: a request's entries go behind its profile's.
   * @throws ParlandoError `invalid_request` for an entry that is empty, too long, or says nothing.
   */
  constructor(entries: readonly LexiconEntry[]) {
    for (const entry of entries) this.add(entry);
    this.size = entries.length;
  }

  /** The longest entry that stands at an offset; of two, the one in the very same letters, then the later one. */
  find(text: string, start: number): Match | undefined {
    let node: Node | undefined = this.root;
    let match: Match | undefined;
    for (let at = start; at < text.length;) {
      const character = String.fromCodePoint(text.codePointAt(at) as number);
      node = node.next.get(fold(character));
      if (node === undefined) break;
      at += character.length;
      if (node.entries.length > 0 && !isInsideWord(text, at, character)) {
        const entry = bestOf(node.entries, text.slice(start, at));
        if (entry !== undefined) match = { entry, end: at };
      }
    }
    return match;
  }

  private add(entry: LexiconEntry): void {
    const { written } = entry;
    const field = "lexicon";
    if (written.trim() === "") throw new ParlandoError("invalid_request", "A lexicon entry has no word.", { field });
    if (written.length > LONGEST_ENTRY) {
      const message = `A lexicon entry has ${written.length} characters; the limit is ${LONGEST_ENTRY}.`;
      throw new ParlandoError("invalid_request", message, { field });
    }
    if (entry.ipa === undefined && entry.spoken === undefined) {
      const message = `The lexicon entry "${written}" has neither a spelling nor sounds: give it spoken or ipa.`;
      throw new ParlandoError("invalid_request", message, { field });
    }
    for (const form of new Set([written.normalize("NFC"), written.normalize("NFD"), written])) {
      let node = this.root;
      for (const character of form) {
        const key = fold(character);
        const next: Node = node.next.get(key) ?? { next: new Map(), entries: [] };
        node.next.set(key, next);
        node = next;
      }
      node.entries.push(entry);
    }
  }
}

function bestOf(entries: readonly LexiconEntry[], found: string): LexiconEntry | undefined {
  const isExact = ({ written }: LexiconEntry): boolean => written.normalize() === found.normalize();
  return entries.findLast(isExact) ?? entries.findLast(({ matchCase }) => matchCase !== true);
}

/** Whether a word goes on behind `at`. */
function isInsideWord(text: string, at: number, last: string): boolean {
  const codePoint = text.codePointAt(at);
  if (codePoint === undefined) return false;
  const next = String.fromCodePoint(codePoint);
  return /^\p{M}$/u.test(next) || (isWordCharacter(last) && isWordCharacter(next));
}
