import type { Pcm } from "../../contract/pcm.js";
import { type PolyphaseTable, polyphaseTable } from "./polyphase.js";
import { untilAbort } from "./pull.js";

const EMPTY = new Float32Array(0);

/**
 * Changes the sample rate of a stream with a Kaiser-windowed polyphase filter.
 *
 *   input   ──┬──┬──┬──[ taps ]──┬──┬──▶   one output sample = one row of the table · the input around it
 *   output  ────┬────┬────┬────┬────▶      row = how far the output lies behind its input sample
 *
 * Output k lies exactly at input time k * from / to (no delay left to compensate), its value does not depend on how the
 * input is cut, and n input samples give round(n * to / from). Holds `taps` input samples between calls.
 */
export class Resampler {
  readonly fromHz: number;
  readonly toHz: number;
  private readonly table: PolyphaseTable;
  /** Input not yet done with, after `taps / 2 - 1` zeros for the time before the first sample. */
  private held: Float32Array = EMPTY;
  private heldLength: number;
  /** First input sample of the next output within `held`. */
  private start = 0;
  /** Where the next output lies behind its input sample, in 1 / up of an input sample. */
  private phase = 0;
  private pushed = 0;
  private given = 0;

  /** @param fromHz @param toHz integers > 0. */
  constructor(fromHz: number, toHz: number) {
    for (const rate of [fromHz, toHz]) {
      if (!Number.isInteger(rate) || rate <= 0)
        throw new RangeError(`a sample rate must be an integer > 0, got ${rate}`);
    }
    this.fromHz = fromHz;
    this.toHz = toHz;
    this.table = polyphaseTable(fromHz, toHz);
    this.heldLength = this.table.taps / 2 - 1;
  }

  /** Takes samples, gives those that are ready. With equal rates the very array that came in. */
  push(samples: Float32Array): Float32Array {
    if (this.fromHz === this.toHz) return samples;
    this.pushed += samples.length;
    this.hold(samples);
    return this.emit(this.ready());
  }

  /** The rest of the output. The resampler starts anew afterwards. */
  flush(): Float32Array {
    if (this.fromHz === this.toHz) return EMPTY;
    const rest = Math.round((this.pushed * this.toHz) / this.fromHz) - this.given;
    this.hold(new Float32Array(this.table.taps));
    const output = this.emit(Math.max(0, rest));
    this.held = EMPTY;
    this.heldLength = this.table.taps / 2 - 1;
    this.start = this.phase = this.pushed = this.given = 0;
    return output;
  }

  private hold(samples: Float32Array): void {
    const kept = this.heldLength - this.start;
    if (this.held.length < kept + samples.length) {
      const room = new Float32Array(kept + samples.length + this.table.taps);
      room.set(this.held.subarray(this.start, this.heldLength));
      this.held = room;
    } else {
      this.held.copyWithin(0, this.start, this.heldLength);
    }
    this.held.set(samples, kept);
    this.heldLength = kept + samples.length;
    this.start = 0;
  }

  /** Outputs whose every input sample has arrived. */
  private ready(): number {
    const { up, down, taps } = this.table;
    const slack = this.heldLength - taps - this.start;
    return slack < 0 ? 0 : Math.floor(((slack + 1) * up - 1 - this.phase) / down) + 1;
  }

  private emit(count: number): Float32Array {
    const output = new Float32Array(count);
    const { table, held } = this;
    const wholeStep = Math.floor(table.down / table.up);
    const phaseStep = table.down % table.up;
    let { start, phase } = this;
    for (let k = 0; k < count; k++) {
      output[k] = table.isInterpolated
        ? interpolatedDot(table, held, start, phase)
        : dot(table.rows, phase * table.taps, held, start, table.taps);
      start += wholeStep;
      phase += phaseStep;
      if (phase >= table.up) {
        phase -= table.up;
        start++;
      }
    }
    this.start = start;
    this.phase = phase;
    this.given += count;
    return output;
  }
}

/** Two sums side by side are faster than one, and the order of addition is the same for every cut of the input. */
function dot(rows: Float64Array, row: number, input: Float32Array, at: number, taps: number): number {
  let a = 0;
  let b = 0;
  let i = 0;
  for (; i < taps - 3; i += 4) {
    a += rows[row + i]! * input[at + i]! + rows[row + i + 2]! * input[at + i + 2]!;
    b += rows[row + i + 1]! * input[at + i + 1]! + rows[row + i + 3]! * input[at + i + 3]!;
  }
  for (; i < taps; i++) a += rows[row + i]! * input[at + i]!;
  return a + b;
}

function interpolatedDot(table: PolyphaseTable, input: Float32Array, at: number, phase: number): number {
  const position = (phase * table.phases) / table.up;
  const row = Math.floor(position);
  const weight = position - row;
  const low = dot(table.rows, row * table.taps, input, at, table.taps);
  const high = dot(table.rows, (row + 1) * table.taps, input, at, table.taps);
  return low + (high - low) * weight;
}

/**
 * A PCM stream at another rate. Chunks already at that rate pass through; when the input's rate changes midway, the old
 * filter is flushed and a new one begins.
 * @param toHz integer > 0.
 */
export async function* resample(
  pcm: AsyncIterable<Pcm>,
  toHz: number,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  let resampler: Resampler | undefined;
  for await (const chunk of untilAbort(pcm, signal)) {
    if (resampler !== undefined && resampler.fromHz !== chunk.sampleRateHz) {
      const rest = resampler.flush();
      if (rest.length > 0) yield { samples: rest, sampleRateHz: toHz };
      resampler = undefined;
    }
    resampler ??= new Resampler(chunk.sampleRateHz, toHz);
    const samples = resampler.push(chunk.samples);
    if (samples.length > 0) yield { samples, sampleRateHz: toHz };
  }
  const rest = resampler?.flush() ?? EMPTY;
  if (rest.length > 0) yield { samples: rest, sampleRateHz: toHz };
}
