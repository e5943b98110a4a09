import { BoundedQueue } from "../../../../async/queue.js";
import { ParlandoError } from "../../../../contract/errors.js";
import { textTooLong } from "../../../limits.js";
import { FLUSH, type TextPiece } from "../../../../contract/speech.js";

/** Pieces that may wait for the pipeline; more means a client that sends single letters faster than anyone reads. */
const WAITING_PIECES = 10_000;

/**
 * A task's text on its way from the client to the pipeline. It refuses what is too much instead of holding the
 * socket back: an interrupt must get through.
 */
export class ArrivingText {
  private readonly queue = new BoundedQueue<TextPiece>(WAITING_PIECES);
  private readonly maxCharacters: number;
  private codePoints = 0;
  private units = 0;
  private open = true;

  constructor(maxCharacters: number) {
    this.maxCharacters = maxCharacters;
  }

  /** UTF-16 units taken so far. */
  get length(): number {
    return this.units;
  }

  /** Code points taken so far. */
  get characters(): number {
    return this.codePoints;
  }

  get isOpen(): boolean {
    return this.open;
  }

  get pieces(): AsyncIterable<TextPiece> {
    return this.queue;
  }

  /** @throws ParlandoError `text_too_long`, `rate_limited`; the piece is then not taken, the text stays open. */
  push(piece: string, field: "text" | "delta"): void {
    const total = this.codePoints + countCodePoints(piece);
    if (total > this.maxCharacters) {
      throw textTooLong(field, this.maxCharacters);
    }
    if (piece.length === 0) return;
    this.put(piece, field);
    this.codePoints = total;
    this.units += piece.length;
  }

  flush(): void {
    this.put(FLUSH, "flush");
  }

  end(): void {
    this.open = false;
    this.queue.close();
  }

  private put(piece: TextPiece, field: string): void {
    if (this.queue.tryPush(piece)) return;
    throw new ParlandoError(
      "rate_limited",
      `${WAITING_PIECES} pieces of text wait to be spoken; this one was not taken. Send fewer, larger pieces.`,
      { field, retryAfterMs: 1000 },
    );
  }
}

function countCodePoints(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    // The second half of a pair belongs to the character before it.
    const unit = text.charCodeAt(at);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}
