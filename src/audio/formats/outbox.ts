/**
 * Bytes that a muxer pushes, kept until the reader takes them.
 *
 *   muxer ──▶ WritableStream ──▶ [ bytes bytes ] ──▶ take
 *
 * It has no limit of its own and needs none: the reader takes all there is before it gives the muxer more audio.
 */
export class Outbox {
  readonly writable: WritableStream<Uint8Array>;
  private parts: Uint8Array[] = [];
  private wake: (() => void) | undefined;

  constructor() {
    this.writable = new WritableStream<Uint8Array>({
      write: (bytes) => {
        this.parts.push(bytes);
        this.wake?.();
      },
    });
  }

  take(): Uint8Array[] {
    const taken = this.parts;
    this.parts = [];
    return taken;
  }

  /** Gives bytes as they arrive, until the promise settles, however it settles. Its result is the caller's business. */
  async *takeUntil(settled: Promise<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
    let isSettled = false;
    const settle = (): void => {
      isSettled = true;
      this.wake?.();
    };
    settled.then(settle, settle);
    for (;;) {
      yield* this.take();
      if (isSettled) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        if (this.parts.length > 0) resolve();
      });
      this.wake = undefined;
    }
  }
}
