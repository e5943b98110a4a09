import type { Clock } from "../async/clock.js";
import { abortError } from "../contract/errors.js";
import { PRIORITIES, type Priority } from "../contract/speech.js";
import { DriestFirstLine, type TurnRequest, type Waiter } from "./line.js";

interface Place extends Waiter {
  readonly grant: () => void;
}

/**
 * Lets a bounded number through at once, the most urgent first: critical, high, normal, batch, and in each who runs dry
 * first. Stands in front of a host: what has been asked of it and not been taken in here is bounded, so that a new stream
 * does not wait behind a pile of steps of others that are far ahead of their listeners.
 */
export class Gate {
  private readonly clock: Clock;
  private readonly lines: ReadonlyMap<Priority, DriestFirstLine<Place>>;
  private free: number;

  /** @param permits an integer >= 1. */
  constructor(permits: number, clock: Clock) {
    if (!Number.isInteger(permits) || permits < 1) throw new RangeError(`permits must be >= 1, got ${permits}`);
    this.free = permits;
    this.clock = clock;
    this.lines = new Map(PRIORITIES.map((priority) => [priority, new DriestFirstLine<Place>()]));
  }

  /** How many wait to be let through. */
  get waiting(): number {
    let sum = 0;
    for (const line of this.lines.values()) sum += line.size;
    return sum;
  }

  /** Runs the work when it is let through. An aborted waiter leaves the line at once. */
  async pass<T>(priority: Priority, request: TurnRequest, work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    if (signal.aborted) throw abortError(signal);
    if (this.free > 0) this.free -= 1;
    else await this.queue(priority, request, signal);
    try {
      return await work();
    } finally {
      // Only in the next round: what has just come is taken in before more is asked for.
      setImmediate(() => this.handOn());
    }
  }

  private queue(priority: Priority, request: TurnRequest, signal: AbortSignal): Promise<void> {
    const line = this.lines.get(priority) as DriestFirstLine<Place>;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        line.remove(place);
        reject(abortError(signal));
      };
      const place: Place = {
        request,
        isArrival: false,
        dryAtMs: this.clock.nowMs() + (request.slackMs?.() ?? 0),
        grant() {
          signal.removeEventListener("abort", onAbort);
          resolve();
        },
      };
      line.add(place);
      signal.addEventListener("abort", onAbort, { once: true });
    });
  }

  private handOn(): void {
    for (const line of this.lines.values()) {
      const next = line.take();
      if (next !== undefined) return next.grant();
    }
    this.free += 1;
  }
}
