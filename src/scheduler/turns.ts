import type { Clock } from "../async/clock.js";
import { abortError } from "../contract/errors.js";
import { PRIORITIES, type Priority } from "../contract/speech.js";
import { DriestFirstLine, type Line, type TurnRequest, type Waiter } from "./line.js";

/** Part of the time that a waiting class gets however busy the classes above it are. */
export const GUARANTEED_SHARE = 0.1;
/** A step that the clock cannot measure still counts. */
const LEAST_STEP_MS = 0.01;
/** Ten tenths of a step are a step, whatever floating point says. */
const ROUNDING_MS = 1e-6;

interface Place extends Waiter {
  readonly grant: () => void;
}

interface PriorityClass {
  readonly line: Line<Place>;
  /** Time this class has a right to and did not get; negative after it ran. */
  owedMs: number;
  /** What its next step will probably take: what its last one took. */
  stepMs: number | undefined;
}

export interface TurnsOptions {
  readonly clock: Clock;
  /** Lets the process look at its sockets between two turns; default: one round of the event loop. */
  readonly breathe?: () => Promise<void>;
  /** The order inside a class; default: who runs dry first. */
  readonly lineFor?: (priority: Priority) => Line<Waiter>;
}

/** One request's claim to turns: as many as it has steps, one after the other. */
export interface TurnTaker {
  /** Waits for a turn, runs the step in it, and hands on. An aborted waiter leaves the line at once. */
  run<T>(step: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/**
 * Whose compute step runs next: one at a time in a process.
 *
 *   new critical stream, next turn always
 *   then: the lowest class that is owed a step  (so nobody starves: each waiting class gets a tenth)
 *   then: critical, high, normal, batch; in each, who runs dry first
 */
export class Turns {
  private readonly clock: Clock;
  private readonly breathe: () => Promise<void>;
  private readonly classes: ReadonlyMap<Priority, PriorityClass>;
  private runningSinceMs: number | undefined;
  private lastStepMs = LEAST_STEP_MS;
  private isBusy = false;

  constructor(options: TurnsOptions) {
    this.clock = options.clock;
    this.breathe = options.breathe ?? nextRound;
    const lineFor = options.lineFor ?? (() => new DriestFirstLine<Waiter>());
    this.classes = new Map(
      PRIORITIES.map((priority) => [
        priority,
        { line: lineFor(priority) as Line<Place>, owedMs: 0, stepMs: undefined },
      ]),
    );
  }

  /** How long the step that runs now has been running; 0 between steps. */
  get currentStepMs(): number {
    return this.runningSinceMs === undefined ? 0 : this.clock.nowMs() - this.runningSinceMs;
  }

  /** How many wait for a turn. */
  get waiting(): number {
    let sum = 0;
    for (const { line } of this.classes.values()) sum += line.size;
    return sum;
  }

  taker(priority: Priority, request: TurnRequest = {}): TurnTaker {
    let isArrival = true;
    return {
      run: async (step, signal) => {
        await this.enter(priority, request, isArrival, signal);
        isArrival = false;
        this.runningSinceMs = this.clock.nowMs();
        try {
          return await step();
        } finally {
          this.leave(priority);
        }
      },
    };
  }

  private async enter(
    priority: Priority,
    request: TurnRequest,
    isArrival: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    if (signal.aborted) throw abortError(signal);
    if (!this.isBusy) {
      this.isBusy = true;
      return;
    }
    const { line } = this.classOf(priority);
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => {
        line.remove(place);
        reject(abortError(signal));
      };
      const place: Place = {
        request,
        isArrival,
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

  private leave(priority: Priority): void {
    const since = this.runningSinceMs ?? this.clock.nowMs();
    this.runningSinceMs = undefined;
    this.account(priority, Math.max(this.clock.nowMs() - since, LEAST_STEP_MS));
    if (this.waiting === 0) this.isBusy = false;
    else void this.breathe().then(() => this.handOn());
  }

  private handOn(): void {
    const next = this.choose();
    if (next === undefined) this.isBusy = false;
    else next.grant();
  }

  /** Who waited while another ran is owed a part of that time; who ran has had it. */
  private account(ran: Priority, stepMs: number): void {
    this.lastStepMs = stepMs;
    for (const [priority, part] of this.classes) {
      if (priority === ran) {
        part.owedMs -= stepMs;
        part.stepMs = stepMs;
      }
      if (priority === ran || part.line.size > 0) part.owedMs += stepMs * GUARANTEED_SHARE;
      else part.owedMs = Math.min(part.owedMs, 0);
    }
  }

  private choose(): Place | undefined {
    const critical = this.classOf("critical").line.takeArrival();
    if (critical !== undefined) return critical;
    for (const priority of PRIORITIES.toReversed()) {
      const { line, owedMs, stepMs } = this.classOf(priority);
      if (line.size > 0 && owedMs + ROUNDING_MS >= (stepMs ?? this.lastStepMs)) return line.take();
    }
    for (const { line } of this.classes.values()) if (line.size > 0) return line.take();
    return undefined;
  }

  private classOf(priority: Priority): PriorityClass {
    return this.classes.get(priority) as PriorityClass;
  }
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
