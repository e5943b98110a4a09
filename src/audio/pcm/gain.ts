import type { Pcm } from "../../contract/pcm.js";

/** Multiplies samples in place by a linear gain; what leaves [-1, 1] is clipped only when it becomes integers. */
export function applyGain(samples: Float32Array, factor: number): Float32Array {
  if (factor === 1) return samples;
  for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! * factor;
  return samples;
}

/** A stream made louder or softer. @param factor linear, >= 0. */
export async function* gain(pcm: AsyncIterable<Pcm>, factor: number): AsyncGenerator<Pcm, void, undefined> {
  for await (const chunk of pcm) yield { ...chunk, samples: applyGain(chunk.samples, factor) };
}
