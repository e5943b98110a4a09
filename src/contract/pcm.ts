/** Mono PCM, nominal range [-1, 1]. Whoever receives a chunk owns its memory: nobody else reads or writes it afterwards. */
export interface Pcm {
  readonly samples: Float32Array;
  /** Samples per second, an integer > 0. */
  readonly sampleRateHz: number;
}

/** Playing time of a number of samples, in milliseconds. */
export function samplesToMs(samples: number, sampleRateHz: number): number {
  return (samples * 1000) / sampleRateHz;
}

/** Samples in a playing time, rounded to the nearest whole sample. */
export function msToSamples(ms: number, sampleRateHz: number): number {
  return Math.round((ms * sampleRateHz) / 1000);
}
