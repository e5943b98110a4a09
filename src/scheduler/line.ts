/** Somebody who waits for a turn. */
export interface Waiter {
  readonly request: TurnRequest;
  /** True for the first turn of a stream: somebody waits for first audio. */
  readonly isArrival: boolean;
}

/** Who asks and how urgent it is. The optional fields are for lines that look at them; the plain line does not. */
export interface TurnRequest {
  /** Whose request it is. */
  readonly tenant?: string;
  /** When the result is wanted, ms on the clock of the turns. */
  readonly deadlineMs?: number;
}

/** The order of those of one priority. */
export interface Line<W extends Waiter> {
  readonly size: number;
  add(waiter: W): void;
  /** Takes out whose turn it is. */
  take(): W | undefined;
  /** Takes out the arrival whose turn it is, if any waits: the first turn of a stream. */
  takeArrival(): W | undefined;
  /** Somebody gives up waiting. */
  remove(waiter: W): void;
}

/**
 * First come, first served. A stream asks for its next turn only after the last one is over, so this is round robin
 * between running streams.
 */
export class FifoLine<W extends Waiter> implements Line<W> {
  private readonly waiters: W[] = [];

  get size(): number {
    return this.waiters.length;
  }

  add(waiter: W): void {
    this.waiters.push(waiter);
  }

  take(): W | undefined {
    return this.waiters.shift();
  }

  takeArrival(): W | undefined {
    const at = this.waiters.findIndex((waiter) => waiter.isArrival);
    return at < 0 ? undefined : this.waiters.splice(at, 1)[0];
  }

  remove(waiter: W): void {
    const at = this.waiters.indexOf(waiter);
    if (at >= 0) this.waiters.splice(at, 1);
  }
}
