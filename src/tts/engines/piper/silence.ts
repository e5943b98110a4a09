/** Quieter than this, 5 ms at a time, nobody hears it: -50 dBFS. */
const AUDIBLE_RMS = 10 ** (-50 / 20);
const BLOCK_MS = 5;
/** Kept before the first sound, the second part of it faded in. */
const LEAD_IN_MS = 5;
const FADE_MS = 2;
/** Longer silence than this is not a voice's beginning but a pause that somebody wrote. */
const MOST_TRIMMED_MS = 400;

function blockSamples(sampleRateHz: number): number {
  return Math.round((BLOCK_MS * sampleRateHz) / 1000);
}

function isAudible(samples: Float32Array, from: number, to: number): boolean {
  let sum = 0;
  for (let at = from; at < to; at++) sum += (samples[at] ?? 0) ** 2;
  return sum > AUDIBLE_RMS ** 2 * (to - from);
}

/** Samples before the first audible block; all of them where there is none. */
export function silentHead(samples: Float32Array, sampleRateHz: number): number {
  const block = blockSamples(sampleRateHz);
  for (let at = 0; at < samples.length; at += block) {
    if (isAudible(samples, at, Math.min(samples.length, at + block))) return at;
  }
  return samples.length;
}

/** Samples after the last audible block; all of them where there is none. */
export function silentTail(samples: Float32Array, sampleRateHz: number): number {
  const block = blockSamples(sampleRateHz);
  for (let end = samples.length; end > 0; end -= block) {
    if (isAudible(samples, Math.max(0, end - block), end)) return samples.length - end;
  }
  return samples.length;
}

/** Takes the silence off the beginning of a stream of samples: whoever waits for a voice waits for sound. */
export class LeadingSilence {
  private readonly sampleRateHz: number;
  private isOver = false;
  /** Samples taken off so far. */
  trimmedSamples = 0;

  constructor(sampleRateHz: number) {
    this.sampleRateHz = sampleRateHz;
  }

  /** What is left of the next samples; empty while nothing has been heard. */
  take(samples: Float32Array): Float32Array {
    if (this.isOver || samples.length === 0) return samples;
    const lead = Math.round((LEAD_IN_MS * this.sampleRateHz) / 1000);
    const most = Math.round((MOST_TRIMMED_MS * this.sampleRateHz) / 1000) - this.trimmedSamples;
    const silent = silentHead(samples, this.sampleRateHz);
    this.isOver = silent < samples.length || most <= samples.length;
    const cut = Math.max(0, Math.min(this.isOver ? silent - lead : silent, most));
    this.trimmedSamples += cut;
    const rest = samples.slice(cut);
    if (this.isOver && cut > 0) fadeIn(rest, Math.round((FADE_MS * this.sampleRateHz) / 1000));
    return rest;
  }
}

function fadeIn(samples: Float32Array, length: number): void {
  for (let at = 0; at < Math.min(length, samples.length); at++) samples[at] = (samples[at] ?? 0) * (at / length);
}

/** Length of the silence at the end of what has passed. */
export class TrailingSilence {
  private readonly sampleRateHz: number;
  silentSamples = 0;

  constructor(sampleRateHz: number) {
    this.sampleRateHz = sampleRateHz;
  }

  pass(samples: Float32Array): void {
    const silent = silentTail(samples, this.sampleRateHz);
    this.silentSamples = silent < samples.length ? silent : this.silentSamples + silent;
  }
}
