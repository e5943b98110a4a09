/** How a text is to be spoken. Every field is a factor of, or an addition to, the voice's own manner. */
export interface Manner {
  /** Speaking rate, 0.25 … 4; 1 = the voice's own. Longer durations, not resampling. */
  readonly speed: number;
  /** Fundamental frequency factor, 0.5 … 2; 1 = the voice's own. */
  readonly pitch: number;
  /** Linear gain, 0 … 2; 1 = as the engine made it. */
  readonly volume: number;
  /** Fixes the output of engines that sample; absent = a new draw each time. Integer, 0 … 2^32 - 1. */
  readonly seed?: number;
}

export const PLAIN_MANNER: Manner = { speed: 1, pitch: 1, volume: 1 };

/** Ranges of the numeric fields, inclusive; the one place where they are written down. */
export const MANNER_RANGES = {
  speed: { min: 0.25, max: 4 },
  pitch: { min: 0.5, max: 2 },
  volume: { min: 0, max: 2 },
  seed: { min: 0, max: 2 ** 32 - 1 },
} as const;
