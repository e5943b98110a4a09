/** Runs whose times count: the latest few windows. */
const MEMORY = 0.96;
/** What was measured at load counts as this much, so that a single odd run changes little. */
const WEIGHT_MS = 100;
const RANGE = { min: 0.4, max: 4 };

/**
 * How much slower than at load the machine is now: loads fall together with other loads, cores are shared, clocks change.
 * The time that recent runs took, over the time that was predicted for them.
 */
export class Pace {
  private predictedMs = WEIGHT_MS;
  private tookMs = WEIGHT_MS;

  observe(predictedMs: number, tookMs: number): void {
    this.predictedMs = this.predictedMs * MEMORY + predictedMs;
    this.tookMs = this.tookMs * MEMORY + tookMs;
  }

  /** 1 = as at load, 2 = half as fast. */
  get factor(): number {
    return Math.min(RANGE.max, Math.max(RANGE.min, this.tookMs / this.predictedMs));
  }
}
