import { BRACKETS, CLAUSE_MARKS } from "./clauses.data.js";
import type { ClauseMark } from "./clauses.data.js";

/** A stretch of text that espeak speaks in one breath, with what ends it. */
export interface ClauseSpan {
  /** UTF-16 offsets; the end includes the mark and the space after it. */
  readonly start: number;
  readonly end: number;
  readonly terminator: string;
  readonly endsSentence: boolean;
}

/** espeak's buffer of a clause, in bytes of UTF-8: past the first it breaks between words, at the second anywhere. */
const SOFT_LIMIT_BYTES = 725;
const HARD_LIMIT_BYTES = 796;

const ELLIPSIS: ClauseMark = { terminator: "", endsSentence: false, needsNoSpace: true };
const PARAGRAPH: Ending = { terminator: "", endsSentence: true };
const SPACE = /\s/u;
const LOWER_CASE = /\p{Ll}/u;
const ALPHANUMERIC = /[\p{L}\p{N}]/u;

type Ending = Pick<ClauseSpan, "terminator" | "endsSentence">;

/**
 * Where espeak's reader ends its clauses in a text, by its rules: a mark counts where space, a bracket or the end follows;
 * a dot before a small letter is an abbreviation's; marks before the first letter are none; an empty line ends a clause.
 * Languages whose ordinals are written "2." differ slightly there.
 */
export function readClauses(text: string): readonly ClauseSpan[] {
  const reader = new ClauseReader(text);
  const clauses: ClauseSpan[] = [];
  for (let clause = reader.next(); clause !== undefined; clause = reader.next()) clauses.push(clause);
  return clauses;
}

class ClauseReader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  next(): ClauseSpan | undefined {
    const start = this.at;
    if (start >= this.text.length) return undefined;
    let heard = false;
    let bytes = 0;
    while (this.at < this.text.length) {
      const char = this.char(this.at);
      const isWord = ALPHANUMERIC.test(char);
      heard ||= isWord;
      if (isWord) this.at += char.length;
      const ending = isWord ? undefined : this.endAt(char, heard);
      if (ending !== undefined) return { start, end: this.at, ...ending };
      bytes += Buffer.byteLength(char);
      if (bytes >= HARD_LIMIT_BYTES || (bytes > SOFT_LIMIT_BYTES && !isWord)) {
        return { start, end: this.at, terminator: "", endsSentence: false };
      }
    }
    return { start, end: this.at, ...PARAGRAPH };
  }

  /** Moves past the character; what it ends, if it ends the clause: then past the space after it, too. */
  private endAt(char: string, heard: boolean): Ending | undefined {
    this.at += char.length;
    if (char === "\n") return this.skipSpace() > 0 ? PARAGRAPH : undefined;
    const mark = this.readMark(char);
    if (mark === undefined) return undefined;
    const next = this.char(this.at);
    const isFollowed = next === "" || SPACE.test(next) || BRACKETS.has(next) || mark.needsNoSpace;
    if (!isFollowed) return undefined;
    const afterMark = this.at;
    const newlines = this.skipSpace();
    const isDot = char === "." && mark !== ELLIPSIS;
    if (newlines === 0 && (!heard || (isDot && this.isAbbreviation()))) {
      this.at = afterMark;
      return undefined;
    }
    return newlines > 1 ? PARAGRAPH : { terminator: mark.terminator, endsSentence: mark.endsSentence };
  }

  /** The mark that the character begins; more marks right after it count as part of it. */
  private readMark(char: string): ClauseMark | undefined {
    let mark = CLAUSE_MARKS.get(char);
    if (mark === undefined) return undefined;
    if (char === "." && this.text.startsWith("..", this.at)) mark = ELLIPSIS;
    while (CLAUSE_MARKS.has(this.char(this.at))) this.at += this.char(this.at).length;
    return mark;
  }

  private isAbbreviation(): boolean {
    return LOWER_CASE.test(this.char(this.at)) || this.text.startsWith("'s", this.at);
  }

  /** Moves past white space; how many newlines there were. */
  private skipSpace(): number {
    let newlines = 0;
    for (let char = this.char(this.at); char !== "" && SPACE.test(char); char = this.char(this.at)) {
      if (char === "\n") newlines++;
      this.at += char.length;
    }
    return newlines;
  }

  /** The code point at an offset; empty past the end. */
  private char(at: number): string {
    const code = this.text.codePointAt(at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }
}
