import { untilAbort } from "../../pcm/pull.js";

const EMPTY = new Uint8Array(0);

/** Bytes of a stream, read in the lengths the reader wants. Holds one chunk, or what `peek` asked for. */
export class ByteReader implements AsyncDisposable {
  private readonly source: AsyncIterator<Uint8Array>;
  private held = EMPTY as Uint8Array;
  private isEnded = false;

  constructor(bytes: AsyncIterable<Uint8Array>, signal: AbortSignal) {
    this.source = untilAbort(bytes, signal);
  }

  /** The next `length` bytes without consuming them; fewer only at the end of the stream. */
  async peek(length: number): Promise<Uint8Array> {
    if (this.held.length < length && !this.isEnded) {
      const parts = [this.held];
      let total = this.held.length;
      while (total < length) {
        const part = await this.pull();
        if (part === undefined) break;
        parts.push(part);
        total += part.length;
      }
      this.held = parts.length === 1 ? this.held : concatBytes(parts);
    }
    return this.held.subarray(0, length);
  }

  /** The next `length` bytes; fewer only at the end of the stream. */
  async read(length: number): Promise<Uint8Array> {
    const bytes = await this.peek(length);
    this.held = this.held.subarray(bytes.length);
    return bytes;
  }

  /** Passes over bytes without holding them. */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0;) {
      const chunk = await this.readSome(left);
      if (chunk === undefined) return;
      left -= chunk.length;
    }
  }

  /** Whatever comes next, at most `limit` bytes; undefined at the end. Never empty. */
  async readSome(limit = Infinity): Promise<Uint8Array | undefined> {
    if (this.held.length === 0) this.held = (await this.pull()) ?? EMPTY;
    if (this.held.length === 0) return undefined;
    const chunk = this.held.subarray(0, Math.min(limit, this.held.length));
    this.held = this.held.subarray(chunk.length);
    return chunk;
  }

  /** All that is left, chunk by chunk. Leaving the loop early does not close the reader. */
  async *rest(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let chunk = await this.readSome(); chunk !== undefined; chunk = await this.readSome()) yield chunk;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.isEnded = true;
    this.held = EMPTY;
    await this.source.return?.();
  }

  private async pull(): Promise<Uint8Array | undefined> {
    while (!this.isEnded) {
      const step = await this.source.next();
      if (step.done === true) this.isEnded = true;
      else if (step.value.length > 0) return step.value;
    }
    return undefined;
  }
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
