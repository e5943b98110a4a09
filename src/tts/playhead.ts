import type { Clock } from "../async/clock.js";

/** Who has heard nothing yet can wait so long without noticing; a gap in the middle is heard at once. */
export const FIRST_SOUND_GRACE_MS = 50;

/**
 * Where a listener is who plays an answer as it comes, at the speed of life from the first sample on.
 *
 *   given   |————————————————————|
 *   played  |————————|  slack    |     a listener who ran dry waits: his clock stands until there is sound again
 */
export class Playhead {
  private readonly clock: Clock;
  private givenMs = 0;
  private startedMs: number | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** @param ms sound that is handed over now. */
  given(ms: number): void {
    if (ms <= 0) return;
    const nowMs = this.clock.nowMs();
    const dryForMs = this.startedMs === undefined ? 0 : nowMs - this.startedMs - this.givenMs;
    this.startedMs = (this.startedMs ?? nowMs) + Math.max(0, dryForMs);
    this.givenMs += ms;
  }

  /** How long the listener can go on with what was given, ms >= 0. */
  slackMs(): number {
    if (this.startedMs === undefined) return FIRST_SOUND_GRACE_MS;
    return Math.max(0, this.givenMs - (this.clock.nowMs() - this.startedMs));
  }
}
