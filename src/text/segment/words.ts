import type { DottedWord } from "./abbreviations.js";
import { CLASS, type CharacterClass } from "./characters.js";

/** No abbreviation is longer. */
const LONGEST_WORD = 24;

/** Where the words and lines of an arriving text begin and end. Offsets in UTF-16 units. */
export class WordTrack {
  private wordStart = 0;
  private previousStart = 0;
  private previousEnd = 0;
  private wordEnd = 0;
  private isAfterWhite = true;
  private lineStart = 0;
  private isFirstOfLine = true;
  private isLineEmpty = true;
  private fence: { readonly mark: number; length: number; isOver: boolean } | undefined;
  private isInFence = false;
  private lastCodePoint = 0;
  private lastTextCodePoint = 0;
  /** Line breaks since the last word; CR LF counts once. */
  lineBreaks = 0;
  private brokenLine = { length: 0, isCode: false };
  /** Class of the last character that is not white; closing marks do not hide the comma or stop before them. */
  lastTextKind: CharacterClass = CLASS.other;

  get isAfterReturn(): boolean {
    return this.lastCodePoint === 0x0d;
  }

  /** Whether the current line belongs to a fenced block of code. */
  get isCode(): boolean {
    return this.isInFence || this.isFenceLine;
  }

  get lineLength(): number {
    return this.lineBreaks > 0 ? this.brokenLine.length : this.wordEnd - this.lineStart;
  }

  /** Whether the line that ended with the last line break was code; without a break, the current one. */
  get wasCode(): boolean {
    return this.lineBreaks > 0 ? this.brokenLine.isCode : this.isCode;
  }

  white(kind: CharacterClass, codePoint: number, at: number): void {
    this.isAfterWhite = true;
    if (kind === CLASS.newline) {
      if (!(codePoint === 0x0a && this.isAfterReturn)) this.breakLine();
      this.lineStart = at + 1;
    }
    this.lastCodePoint = codePoint;
  }

  text(kind: CharacterClass, codePoint: number, at: number): void {
    if (this.isAfterWhite) this.beginWord(at);
    if (this.isLineEmpty || this.fence !== undefined) this.watchFence(codePoint);
    this.isLineEmpty = false;
    if (!isClosing(kind) || !isPause(this.lastTextKind)) this.lastTextKind = kind;
    this.lastCodePoint = this.lastTextCodePoint = codePoint;
    this.wordEnd = at + (codePoint > 0xffff ? 2 : 1);
  }

  /** The word that begins before `at`, where a full stop stands. @param start nothing before it is looked at. */
  word(slice: (from: number, to: number) => string, start: number, at: number): DottedWord {
    const from = Math.max(this.wordStart, start);
    const hasPrevious = this.previousStart >= start && this.previousEnd - this.previousStart <= LONGEST_WORD;
    return {
      text: at - from > LONGEST_WORD || this.isAfterWhite ? "" : slice(from, at),
      previous: hasPrevious ? slice(this.previousStart, this.previousEnd) : "",
      isFirstOfLine: this.isFirstOfLine,
    };
  }

  /** Whether the current word is a lone hyphen, written for a dash. */
  get isLoneHyphen(): boolean {
    return this.lastTextCodePoint === 0x2d && this.wordEnd - this.wordStart === 1;
  }

  /** Begins anew at `at`, as at the start of a text; only a fence goes on. */
  restart(at: number): void {
    this.wordStart = this.wordEnd = this.previousStart = this.previousEnd = this.lineStart = at;
    this.isAfterWhite = true;
    this.isFirstOfLine = this.isLineEmpty = true;
    this.lineBreaks = 0;
  }

  private get isFenceLine(): boolean {
    return this.fence !== undefined && this.fence.length >= 3;
  }

  private beginWord(at: number): void {
    this.previousStart = this.lineBreaks > 0 ? at : this.wordStart;
    this.previousEnd = this.lineBreaks > 0 ? at : this.wordEnd;
    this.isFirstOfLine = this.isLineEmpty;
    this.wordStart = at;
    this.isAfterWhite = false;
    this.lineBreaks = 0;
  }

  private breakLine(): void {
    if (this.lineBreaks === 0) {
      this.brokenLine = { length: this.wordEnd - this.lineStart, isCode: this.isCode };
    }
    if (this.isFenceLine) this.isInFence = !this.isInFence;
    this.lineBreaks++;
    this.isLineEmpty = true;
    this.fence = undefined;
  }

  /** A fence is a run of three or more marks that opens a line; backticks with backticks behind them are a span of code. */
  private watchFence(codePoint: number): void {
    const isMark = codePoint === 0x60 || codePoint === 0x7e;
    if (this.fence === undefined) {
      if (isMark) this.fence = { mark: codePoint, length: 1, isOver: false };
    } else if (codePoint !== this.fence.mark) this.fence.isOver = true;
    else if (!this.fence.isOver) this.fence.length++;
    else if (codePoint === 0x60) this.fence = undefined;
  }
}

function isClosing(kind: CharacterClass): boolean {
  return kind === CLASS.closer || kind === CLASS.quote || kind === CLASS.markup || kind === CLASS.extend;
}

function isPause(kind: CharacterClass): boolean {
  return kind >= CLASS.dot && kind <= CLASS.dash;
}
