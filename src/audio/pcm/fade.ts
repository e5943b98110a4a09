import type { Pcm } from "../../contract/pcm.js";
import { msToSamples } from "../../contract/pcm.js";
import { untilAbort } from "./pull.js";

/** Raised cosine from 0 at the start to 1 at the end of `length` samples: neither end has a corner that could be heard. */
function rise(index: number, length: number): number {
  return index >= length ? 1 : 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / length);
}

/**
 * Fades samples in, in place, as a part of a longer beginning.
 * @param at how many samples of the fade lie before these. @param length of the whole fade, in samples.
 */
export function fadeIn(samples: Float32Array, at: number, length: number): void {
  for (let i = 0; i < samples.length && at + i < length; i++) samples[i] = samples[i]! * rise(at + i, length);
}

/** Fades the last `length` samples out, in place. */
export function fadeOut(samples: Float32Array, length: number): void {
  const faded = Math.min(length, samples.length);
  for (let i = 1; i <= faded; i++) samples[samples.length - i] = samples[samples.length - i]! * rise(i - 1, length);
}

export interface FadeLengths {
  readonly inMs: number;
  readonly outMs: number;
}

/**
 * A stream without clicks at its ends: the beginning rises, the end falls. Holds back `outMs` of audio, because only the end
 * tells where it is. The stream's rate must stay the same.
 */
export async function* fadeEnds(
  pcm: AsyncIterable<Pcm>,
  lengths: FadeLengths,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  let held: Pcm | undefined;
  let at = 0;
  for await (const chunk of untilAbort(pcm, signal)) {
    const { sampleRateHz } = chunk;
    fadeIn(chunk.samples, at, msToSamples(lengths.inMs, sampleRateHz));
    at += chunk.samples.length;
    const samples = held === undefined ? chunk.samples : join(held.samples, chunk.samples);
    const ready = Math.max(0, samples.length - msToSamples(lengths.outMs, sampleRateHz));
    if (ready > 0) yield { samples: samples.slice(0, ready), sampleRateHz };
    held = { samples: samples.slice(ready), sampleRateHz };
  }
  if (held === undefined || held.samples.length === 0) return;
  fadeOut(held.samples, msToSamples(lengths.outMs, held.sampleRateHz));
  yield held;
}

function join(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
