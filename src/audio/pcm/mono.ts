/**
 * All channels of a piece of audio as one: their mean. One channel is handed through as it is.
 * @param channels planar, all of one length. @param length samples to read of each.
 */
export function toMono(channels: readonly Float32Array[], length = channels[0]?.length ?? 0): Float32Array {
  if (channels.length === 1 && channels[0]!.length === length) return channels[0]!;
  const mono = new Float32Array(length);
  for (const channel of channels) {
    for (let i = 0; i < length; i++) mono[i] = mono[i]! + channel[i]!;
  }
  for (let i = 0; i < length; i++) mono[i] = mono[i]! / channels.length;
  return mono;
}

/** The same for interleaved samples. */
export function interleavedToMono(samples: Float32Array, channels: number): Float32Array {
  if (channels === 1) return samples;
  const mono = new Float32Array(Math.floor(samples.length / channels));
  for (let i = 0, at = 0; i < mono.length; i++) {
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += samples[at++]!;
    mono[i] = sum / channels;
  }
  return mono;
}
