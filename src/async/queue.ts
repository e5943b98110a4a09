import { abortError } from "../contract/errors.js";

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * First in, first out, between one or more writers and one reader, with a bound.
 *
 *   push ──▶ [ item item item ] ──▶ for await
 *     └─ waits while full              └─ waits while empty
 *
 * `close` lets the reader drain what is there; `fail` throws at the reader after that; the reader's `return`
 * empties the queue and makes later pushes answer false. Every waiting promise settles on each of these ways out.
 */
export class BoundedQueue<T> implements AsyncIterable<T> {
  private readonly items: T[] = [];
  private readonly writers: Waiter[] = [];
  private readonly readers: Waiter[] = [];
  private state: "open" | "closed" | "abandoned" = "open";
  private failure: { readonly error: unknown } | undefined;
  readonly capacity: number;

  /** @param capacity items held before `push` waits; an integer >= 1. */
  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1) throw new RangeError(`capacity must be >= 1, got ${capacity}`);
    this.capacity = capacity;
  }

  get size(): number {
    return this.items.length;
  }

  /** Adds an item, waiting for room. False when the queue is closed or its reader has left: the writer should stop. */
  async push(item: T, signal?: AbortSignal): Promise<boolean> {
    while (this.state === "open" && this.items.length >= this.capacity) await this.wait(this.writers, signal);
    return this.tryPush(item);
  }

  /** Adds an item now; false when full, closed or abandoned. */
  tryPush(item: T): boolean {
    if (this.state !== "open" || this.items.length >= this.capacity) return false;
    this.items.push(item);
    this.readers.shift()?.resolve();
    return true;
  }

  /** No more items will come. The reader drains what is there and ends. */
  close(): void {
    if (this.state === "open") this.state = "closed";
    this.wakeAll();
  }

  /** No more items will come, for this reason: the reader drains what is there and then throws it. */
  fail(error: unknown): void {
    if (this.state !== "open") return;
    this.failure = { error };
    this.close();
  }

  /** Next item, or undefined at the end. */
  async take(signal?: AbortSignal): Promise<T | undefined> {
    for (;;) {
      if (this.items.length > 0) {
        const item = this.items.shift() as T;
        this.writers.shift()?.resolve();
        return item;
      }
      if (this.failure !== undefined) throw this.failure.error;
      if (this.state !== "open") return undefined;
      await this.wait(this.readers, signal);
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    try {
      for (;;) {
        const item = await this.take();
        if (item === undefined) return;
        yield item;
      }
    } finally {
      this.state = "abandoned";
      this.items.length = 0;
      this.wakeAll();
    }
  }

  private wakeAll(): void {
    for (const waiter of [...this.writers.splice(0), ...this.readers.splice(0)]) waiter.resolve();
  }

  private async wait(line: Waiter[], signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) throw abortError(signal);
    let onAbort: (() => void) | undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        const waiter = { resolve, reject };
        line.push(waiter);
        if (signal === undefined) return;
        onAbort = () => {
          const at = line.indexOf(waiter);
          if (at >= 0) line.splice(at, 1);
          reject(abortError(signal));
        };
        signal.addEventListener("abort", onAbort, { once: true });
      });
    } finally {
      if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
    }
  }
}
