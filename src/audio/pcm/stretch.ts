import type { Pcm } from "../../contract/pcm.js";
import { untilAbort } from "./pull.js";
import { Resampler } from "./resample.js";

/** Output made per step, ms: half a window. A window of 25 ms holds two periods of a deep voice. */
const HOP_MS = 12.5;
/** How far the matching segment is looked for, to either side, ms: together a period of 65 Hz. */
const SEARCH_MS = 7.5;
/** Step of the coarse search in time and in offsets; the fine search looks at every sample around its winner. */
const COARSE = 4;
/** Pitch is rounded to 1/400, under 5 cents, which keeps the resampler's table small. */
const PITCH_STEPS = 400;
const EMPTY = new Float32Array(0);

/**
 * Speaks faster or slower at the same pitch, by waveform similarity overlap-add (WSOLA; Verhelst and Roelands, 1993).
 *
 *   input    ····[ previous |·continues·]··············
 *                            [ search ± 7.5 ms ] the segment most like the continuation
 *   output   ───────────────[continues ╳ segment]────▶  cross-faded over one hop
 *
 * n samples give round(n / speed); the result does not depend on how the input is cut.
 */
export class Stretcher {
  private readonly speed: number;
  private readonly hop: number;
  private readonly search: number;
  private readonly rise: Float32Array;
  /** Input from sample `heldAt` on; later samples than `pushed` are not there yet. */
  private held: Float32Array = EMPTY;
  private heldLength = 0;
  private heldAt = 0;
  private pushed = 0;
  /** Steps done; step k makes output samples [k hop, (k + 1) hop). */
  private steps = 0;
  /** Input sample at which the segment chosen last began. */
  private segment = 0;
  private given = 0;

  /** @param speed 0.25 … 4; above 1 is faster. */
  constructor(sampleRateHz: number, speed: number) {
    if (!(speed >= 0.25 && speed <= 4)) throw new RangeError(`speed must be 0.25 … 4, got ${speed}`);
    this.speed = speed;
    this.hop = Math.max(COARSE, Math.round((sampleRateHz * HOP_MS) / 1000));
    this.search = Math.round((sampleRateHz * SEARCH_MS) / 1000);
    this.rise = Float32Array.from(
      { length: this.hop },
      (_, i) => 0.5 - 0.5 * Math.cos((Math.PI * (i + 0.5)) / this.hop),
    );
  }

  push(samples: Float32Array): Float32Array {
    if (this.speed === 1) return samples;
    this.hold(samples);
    this.pushed += samples.length;
    return this.run(Infinity);
  }

  /** The rest of the output. */
  flush(): Float32Array {
    if (this.speed === 1) return EMPTY;
    const total = Math.round(this.pushed / this.speed);
    const end = Math.ceil((total / this.hop + 2) * this.hop * this.speed) + 2 * (this.search + this.hop);
    this.hold(new Float32Array(Math.max(0, end - this.pushed)));
    return this.run(total);
  }

  /** Makes steps while their input is there, and gives output up to sample `limit`. */
  private run(limit: number): Float32Array {
    const parts: Float32Array[] = [];
    const first = this.given;
    while (this.given < limit && this.isReady()) {
      const part = this.step();
      const wanted = Math.min(part.length, limit - this.given);
      parts.push(part.subarray(0, wanted));
      this.given += wanted;
    }
    const output = new Float32Array(this.given - first);
    let at = 0;
    for (const part of parts) {
      output.set(part, at);
      at += part.length;
    }
    return output;
  }

  /** Where step k would take its segment if it did not look for a better one. */
  private nominal(): number {
    return Math.round(this.steps * this.hop * this.speed);
  }

  /** Whether the next step's input is there: all that it looks at, and all that its output stands for. */
  private isReady(): boolean {
    const furthest = Math.max(this.nominal() + this.search, this.segment + this.hop) + this.hop;
    const spoken = Math.ceil((this.steps + 1) * this.hop * this.speed);
    return Math.max(furthest, spoken) <= this.heldAt + this.heldLength;
  }

  private step(): Float32Array {
    const { hop, held, heldAt, rise } = this;
    const output = new Float32Array(hop);
    if (this.steps === 0) {
      output.set(held.subarray(0, hop));
    } else {
      const continued = this.segment + hop;
      this.segment = this.bestSegment(continued);
      const from = continued - heldAt;
      const to = this.segment - heldAt;
      for (let i = 0; i < hop; i++) output[i] = held[from + i]! + (held[to + i]! - held[from + i]!) * rise[i]!;
    }
    this.steps++;
    return output;
  }

  /** The start, near the nominal one, of the segment that correlates best with the continuation of the last. */
  private bestSegment(continued: number): number {
    const nominal = this.nominal();
    const low = Math.max(0, nominal - this.search);
    const high = nominal + this.search;
    const coarse = this.bestOf(continued, low, high, COARSE, nominal);
    return this.bestOf(continued, Math.max(low, coarse - COARSE + 1), Math.min(high, coarse + COARSE - 1), 1, coarse);
  }

  private bestOf(continued: number, low: number, high: number, stride: number, preferred: number): number {
    let best = preferred;
    let bestScore = this.likeness(continued, preferred, stride);
    for (let at = low; at <= high; at += stride) {
      const score = this.likeness(continued, at, stride);
      if (score > bestScore) {
        best = at;
        bestScore = score;
      }
    }
    return best;
  }

  /** Correlation of two segments over one hop, normalised by the second one's energy. */
  private likeness(a: number, b: number, stride: number): number {
    const { held, hop } = this;
    const from = a - this.heldAt;
    const to = b - this.heldAt;
    let product = 0;
    let energy = 1e-9;
    for (let i = 0; i < hop; i += stride) {
      const sample = held[to + i]!;
      product += held[from + i]! * sample;
      energy += sample * sample;
    }
    return product / Math.sqrt(energy);
  }

  /** Adds input, dropping what no later step can ask for. */
  private hold(samples: Float32Array): void {
    const needed = Math.max(this.heldAt, Math.min(this.nominal() - this.search, this.segment + this.hop));
    const kept = Math.max(0, this.heldAt + this.heldLength - needed);
    const start = this.heldLength - kept;
    if (this.held.length < kept + samples.length) {
      const room = new Float32Array(2 * kept + samples.length);
      room.set(this.held.subarray(start, this.heldLength));
      this.held = room;
    } else {
      this.held.copyWithin(0, start, this.heldLength);
    }
    this.held.set(samples, kept);
    this.heldAt += start;
    this.heldLength = kept + samples.length;
  }
}

async function* through(
  pcm: AsyncIterable<Pcm>,
  open: (sampleRateHz: number) => { push(samples: Float32Array): Float32Array; flush(): Float32Array },
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  let sampleRateHz = 0;
  let filter: ReturnType<typeof open> | undefined;
  for await (const chunk of untilAbort(pcm, signal)) {
    if (filter !== undefined && sampleRateHz !== chunk.sampleRateHz) {
      yield* nonEmpty(filter.flush(), sampleRateHz);
      filter = undefined;
    }
    sampleRateHz = chunk.sampleRateHz;
    filter ??= open(sampleRateHz);
    yield* nonEmpty(filter.push(chunk.samples), sampleRateHz);
  }
  if (filter !== undefined) yield* nonEmpty(filter.flush(), sampleRateHz);
}

function* nonEmpty(samples: Float32Array, sampleRateHz: number): Generator<Pcm, void, undefined> {
  if (samples.length > 0) yield { samples, sampleRateHz };
}

/** A stream spoken faster or slower at the same pitch. @param speed 0.25 … 4. */
export function stretch(pcm: AsyncIterable<Pcm>, speed: number, signal: AbortSignal): AsyncIterable<Pcm> {
  return through(pcm, (sampleRateHz) => new Stretcher(sampleRateHz, speed), signal);
}

/** Stretches by the factor and plays the result that much faster: another pitch, the same length. */
class PitchShifter {
  private readonly stretcher: Stretcher;
  private readonly resampler: Resampler;

  constructor(sampleRateHz: number, pitch: number) {
    const steps = Math.round(pitch * PITCH_STEPS);
    this.stretcher = new Stretcher(sampleRateHz, PITCH_STEPS / steps);
    this.resampler = new Resampler(steps, PITCH_STEPS);
  }

  push(samples: Float32Array): Float32Array {
    return this.resampler.push(this.stretcher.push(samples));
  }

  flush(): Float32Array {
    const parts = [this.resampler.push(this.stretcher.flush()), this.resampler.flush()] as const;
    const output = new Float32Array(parts[0].length + parts[1].length);
    output.set(parts[0]);
    output.set(parts[1], parts[0].length);
    return output;
  }
}

/**
 * A stream at another pitch and the same length, for engines that cannot do it themselves. Formants move along with the
 * pitch, as on a tape: fine for small changes. @param pitch factor of the fundamental, 0.5 … 2.
 */
export function shiftPitch(pcm: AsyncIterable<Pcm>, pitch: number, signal: AbortSignal): AsyncIterable<Pcm> {
  if (!(pitch >= 0.5 && pitch <= 2)) throw new RangeError(`pitch must be 0.5 … 2, got ${pitch}`);
  return through(pcm, (sampleRateHz) => new PitchShifter(sampleRateHz, pitch), signal);
}
