import type { Piece } from "../lexicon/pieces.js";
import { inlineMarks } from "./inline.js";
import { bodyOf, closesFence, type Fence, isMarksOnly, openingFence } from "./lines.js";

export interface MarkdownOptions {
  /** What becomes of fenced blocks of code. */
  readonly code: "skip" | "read";
  /** `[word](/ipa/)` and `[[ipa]]` are left for the lexicon. */
  readonly hasSounds: boolean;
}

export const MARKDOWN_OPTIONS: MarkdownOptions = { code: "skip", hasSounds: false };

/** What is read of a Markdown text: its words without its marks. Pieces in order; what was left out lies between them. */
export function readMarkdown(text: string, options: MarkdownOptions = MARKDOWN_OPTIONS): Piece[] {
  return new MarkdownReader(options).read(text);
}

/**
 * Reads a Markdown text in parts, such as the segments of a text that is still arriving. It remembers only whether
 * a block of code is open and whether a line has begun, so a part is read at once.
 */
export class MarkdownReader {
  private readonly options: MarkdownOptions;
  private fence: Fence | undefined;
  private isAtLineStart = true;

  constructor(options: MarkdownOptions = MARKDOWN_OPTIONS) {
    this.options = options;
  }

  /** @param part any part of the text; best cut at sentences or lines. Offsets count from its start. */
  read(part: string): Piece[] {
    const pieces = new PieceList(part);
    for (let at = 0; at < part.length;) {
      const found = part.indexOf("\n", at);
      const end = found < 0 ? part.length : found;
      this.readLine(pieces, part.slice(at, end).replace(/\r$/, ""), at);
      this.isAtLineStart = found >= 0;
      at = end;
      if (found < 0) break;
      pieces.keep(part[end - 1] === "\r" ? end - 1 : end, end + 1);
      at = end + 1;
    }
    return pieces.pieces;
  }

  private readLine(pieces: PieceList, line: string, offset: number): void {
    if (this.isAtLineStart && this.readFence(line)) return;
    if (this.fence !== undefined) {
      if (this.options.code === "read") pieces.keep(offset, offset + line.length);
      return;
    }
    if (this.isAtLineStart && isMarksOnly(line)) return;
    const { from, to, isTableRow } = this.isAtLineStart
      ? bodyOf(line)
      : { from: 0, to: line.length, isTableRow: false };
    let at = from;
    for (const mark of inlineMarks(line, from, to, isTableRow, this.options.hasSounds)) {
      pieces.keep(offset + at, offset + mark.start);
      if (mark.spoken !== "") pieces.replace(offset + mark.start, offset + mark.end, mark.spoken);
      at = mark.end;
    }
    pieces.keep(offset + at, offset + to);
  }

  /** Whether the line is a fence. */
  private readFence(line: string): boolean {
    if (this.fence === undefined) {
      this.fence = openingFence(line);
      return this.fence !== undefined;
    }
    if (!closesFence(line, this.fence)) return false;
    this.fence = undefined;
    return true;
  }
}

class PieceList {
  readonly pieces: Piece[] = [];
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  keep(start: number, end: number): void {
    if (end <= start) return;
    const last = this.pieces.at(-1);
    const isNext = last !== undefined && !last.isReplaced && last.end === start;
    if (isNext) this.pieces.pop();
    const from = isNext ? last.start : start;
    this.pieces.push({ text: this.source.slice(from, end), start: from, end, isReplaced: false });
  }

  replace(start: number, end: number, text: string): void {
    this.pieces.push({ text, start, end, isReplaced: true });
  }
}
