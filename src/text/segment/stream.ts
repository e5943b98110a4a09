import { type Clock, SYSTEM_CLOCK } from "../../async/clock.js";
import { orAbort } from "../../async/iterate.js";
import { throwIfAborted } from "../../contract/errors.js";
import { FLUSH, type TextPiece } from "../../contract/speech.js";
import { Scanner } from "./scanner.js";
import type { Segment, StreamOptions } from "./types.js";

/** The segments of a whole text. */
export function segmentText(text: string, options: StreamOptions): Segment[] {
  const scanner = new Scanner(options);
  return [...scanner.push(text), ...scanner.flush("end")];
}

/**
 * The segments of a text that is whole or still arriving. Pulled: reads no further than the next segment needs.
 * However the text is cut into pieces, the segments are the same; only a FLUSH and `maxWaitMs` cut at a point in time.
 * @throws ParlandoError the signal's reason once it aborts; whatever the pieces throw.
 */
export async function* segment(
  pieces: AsyncIterable<TextPiece>,
  options: StreamOptions,
  signal: AbortSignal,
): AsyncGenerator<Segment, void, undefined> {
  throwIfAborted(signal);
  const scanner = new Scanner(options);
  const wait = new Wait(scanner, options.maxWaitMs ?? Infinity, options.clock ?? SYSTEM_CLOCK);
  const iterator = pieces[Symbol.asyncIterator]();
  let next: Promise<IteratorResult<TextPiece, unknown>> | undefined;
  try {
    for (;;) {
      next ??= iterator.next();
      const result = await wait.forPiece(next, signal);
      if (result === "late") {
        yield* wait.releaseLate();
        continue;
      }
      next = undefined;
      if (result.done === true) break;
      if (result.value === FLUSH) yield* scanner.flush("flush");
      else {
        const segments = scanner.push(result.value);
        wait.noteArrival();
        yield* segments;
      }
    }
    yield* scanner.flush("end");
  } finally {
    // A source that hangs in `next` would hang in `return` too: it is told, not waited for.
    const returned = iterator.return?.().catch(() => undefined);
    if (next === undefined) await returned;
    else next.catch(() => undefined);
  }
}

/** How long the oldest unreleased text has waited. */
class Wait {
  private readonly arrivals: { readonly end: number; readonly atMs: number }[] = [];

  constructor(
    private readonly scanner: Scanner,
    private readonly maxWaitMs: number,
    private readonly clock: Clock,
  ) {}

  noteArrival(): void {
    if (this.maxWaitMs === Infinity) return;
    this.arrivals.push({ end: this.scanner.arrived, atMs: this.clock.nowMs() });
  }

  /** The next piece, or "late" when waiting text must be released before it comes. */
  async forPiece<T>(next: Promise<T>, signal: AbortSignal): Promise<T | "late"> {
    const leftMs = this.leftMs();
    if (leftMs === Infinity) return orAbort(next, signal);
    if (leftMs <= 0) return "late";
    let cancel: (() => void) | undefined;
    const late = new Promise<"late">((resolve) => {
      cancel = this.clock.after(leftMs, () => resolve("late"));
    });
    try {
      return await orAbort(Promise.race([next, late]), signal);
    } finally {
      cancel?.();
    }
  }

  releaseLate(): Segment[] {
    const dueMs = this.clock.nowMs() - this.maxWaitMs;
    const oldest = this.arrivals.findLast(({ atMs }) => atMs <= dueMs);
    return oldest === undefined ? [] : this.scanner.releaseTo(oldest.end);
  }

  private leftMs(): number {
    while (this.arrivals[0] !== undefined && this.arrivals[0].end <= this.scanner.released) this.arrivals.shift();
    const oldest = this.arrivals[0];
    if (oldest === undefined || !this.scanner.hasWords) return Infinity;
    return oldest.atMs + this.maxWaitMs - this.clock.nowMs();
  }
}
