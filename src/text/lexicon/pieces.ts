/** A part of a text made from another: kept as it stood there, or put in the place of something. */
export interface Piece {
  readonly text: string;
  /** UTF-16 offsets in the source of what it stands for. */
  readonly start: number;
  readonly end: number;
  /** The text is not what stood there: offsets inside it have no place of their own. */
  readonly isReplaced: boolean;
}

export function joined(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join("");
}

/**
 * Where a part of the joined text came from: the smallest stretch of the source that holds it.
 * @param from and `to` UTF-16 offsets into the joined text; 0 <= from <= to.
 */
export function sourceRange(pieces: readonly Piece[], from: number, to: number): { start: number; end: number } {
  let at = 0;
  let start: number | undefined;
  let end = 0;
  for (const piece of pieces) {
    const pieceFrom = at;
    at += piece.text.length;
    const isTouched = at > from && (pieceFrom < to || (pieceFrom === from && from === to));
    if (!isTouched) {
      if (pieceFrom >= to && start !== undefined) break;
      if (start === undefined) end = piece.end;
      continue;
    }
    const inside = (offset: number, edge: number): number =>
      piece.isReplaced ? edge : piece.start + offset - pieceFrom;
    start ??= from <= pieceFrom ? piece.start : inside(from, piece.start);
    end = to >= at ? piece.end : inside(to, piece.end);
  }
  return { start: start ?? end, end: Math.max(end, start ?? end) };
}
