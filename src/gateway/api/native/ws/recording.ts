import { BoundedQueue } from "../../../../async/queue.js";
import { ParlandoError } from "../../../../contract/errors.js";

/** Unread audio at which the socket is no longer read: 8 s of 16-bit PCM at 16 kHz. */
const FULL_BYTES = 256 * 1024;

/** What a paused socket may still deliver, if its frames are tiny: its read buffer of 64 kB, and more. */
const WAITING_FRAMES = 20_000;

/**
 * A client's audio on its way to the recogniser. A client that sends faster than real time (a file) is held back by
 * not reading its socket; a microphone never gets there.
 */
export class Recording {
  private readonly queue = new BoundedQueue<Uint8Array>(WAITING_FRAMES);
  private readonly onFull: (isFull: boolean) => void;
  private unreadBytes = 0;
  private full = false;

  /** @param onFull told when reading should stop and when it may go on. */
  constructor(onFull: (isFull: boolean) => void) {
    this.onFull = onFull;
  }

  /** @throws ParlandoError `rate_limited`: the audio was not taken. */
  push(bytes: Uint8Array): void {
    if (!this.queue.tryPush(bytes)) {
      throw new ParlandoError("rate_limited", "Too many small frames of audio wait; send 20 ms or more in each.", {
        field: "frame",
      });
    }
    this.unreadBytes += bytes.length;
    this.watch();
  }

  end(): void {
    this.queue.close();
  }

  /** The bytes, once. Leaving early forgets what is unread. */
  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const bytes of this.queue) {
        this.unreadBytes -= bytes.length;
        this.watch();
        yield bytes;
      }
    } finally {
      this.unreadBytes = 0;
      this.watch();
    }
  }

  /** Forgets what is unread, whoever reads. */
  discard(): void {
    this.queue.close();
    this.unreadBytes = 0;
    this.watch();
  }

  private watch(): void {
    const full = this.unreadBytes > (this.full ? FULL_BYTES / 2 : FULL_BYTES);
    if (full === this.full) return;
    this.full = full;
    this.onFull(full);
  }
}
