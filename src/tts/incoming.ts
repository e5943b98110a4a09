import { ParlandoError } from "../contract/errors.js";
import type { TextPiece } from "../contract/speech.js";

/** Enough of a text to tell its script by. */
const PEEK_CHARACTERS = 40;

type Pull = IteratorResult<TextPiece, unknown>;

/**
 * A request's text on its way in: counted, bounded, and looked at before it is read.
 * No generator, so that `return` reaches the source even while the source hangs in `next`.
 */
export class IncomingText implements AsyncIterableIterator<TextPiece> {
  /** UTF-16 units that have been read. */
  characters = 0;
  /** Whether anything but white space and controls has been read. */
  hasText = false;
  private readonly source: AsyncIterator<TextPiece, unknown>;
  private readonly maxCharacters: number;
  private readonly peeked: Pull[] = [];

  constructor(text: AsyncIterable<TextPiece>, maxCharacters: number) {
    this.source = text[Symbol.asyncIterator]();
    this.maxCharacters = maxCharacters;
  }

  /** The beginning of the text, up to its first letters; what follows is not read. */
  async peek(): Promise<string> {
    let seen = "";
    while (seen.length < PEEK_CHARACTERS && !/\p{L}.*\s/su.test(seen)) {
      const pull = await this.read();
      this.peeked.push(pull);
      if (pull.done === true || typeof pull.value === "symbol") break;
      seen += pull.value;
    }
    return seen;
  }

  async next(): Promise<IteratorResult<TextPiece, undefined>> {
    const pull = this.peeked.shift() ?? (await this.read());
    return pull.done === true ? { done: true, value: undefined } : pull;
  }

  async return(): Promise<IteratorResult<TextPiece, undefined>> {
    await this.source.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async read(): Promise<Pull> {
    const pull = await this.source.next();
    if (pull.done === true || typeof pull.value === "symbol") return pull;
    this.characters += pull.value.length;
    if (this.characters > this.maxCharacters) {
      throw new ParlandoError(
        "text_too_long",
        `The text is longer than ${this.maxCharacters} characters; send it in several requests.`,
        { field: "text" },
      );
    }
    this.hasText ||= /[^\s\p{C}]/u.test(pull.value);
    return pull;
  }
}
