/** Somebody who waits for a turn. */
export interface Waiter {
  readonly request: TurnRequest;
  /** True for the first turn of a stream: somebody waits for first audio. */
  readonly isArrival: boolean;
  /** When whoever listens has nothing left, ms on the clock of the turns. */
  readonly dryAtMs: number;
}

/** Who asks and how urgent it is. */
export interface TurnRequest {
  /** Whose request it is; for lines that look at it. */
  readonly tenant?: string;
  /** How long whoever listens can go on without this turn, ms >= 0; asked at each turn. Absent = he waits now. */
  readonly slackMs?: () => number;
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
 * Who runs dry first goes first; of equals, who came first. A stream that is far ahead of its listener lets all others pass,
 * so a new one does not wait behind those that only fill their buffers.
 */
export class DriestFirstLine<W extends Waiter> implements Line<W> {
  private readonly waiters: W[] = [];

  get size(): number {
    return this.waiters.length;
  }

  add(waiter: W): void {
    this.waiters.push(waiter);
  }

  take(): W | undefined {
    return this.takeDriest(() => true);
  }

  takeArrival(): W | undefined {
    return this.takeDriest((waiter) => waiter.isArrival);
  }

  remove(waiter: W): void {
    const at = this.waiters.indexOf(waiter);
    if (at >= 0) this.waiters.splice(at, 1);
  }

  private takeDriest(fits: (waiter: W) => boolean): W | undefined {
    let driest: W | undefined;
    for (const waiter of this.waiters) {
      if (fits(waiter) && (driest === undefined || waiter.dryAtMs < driest.dryAtMs)) driest = waiter;
    }
    if (driest !== undefined) this.remove(driest);
    return driest;
  }
}
