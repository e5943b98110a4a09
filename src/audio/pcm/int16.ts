/**
 * One sample in [-1, 1) as a signed 16-bit integer: rounded to nearest, clipped at both ends, NaN as silence.
 * The scale is 2^15 both ways, so that 16-bit audio survives the round trip unchanged.
 */
export function toInt16(sample: number): number {
  const scaled = Math.round(sample * 32768);
  if (scaled >= 32767) return 32767;
  if (scaled <= -32768) return -32768;
  return scaled | 0;
}

/** Samples as signed 16-bit little-endian bytes, two per sample. */
export function toS16le(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * 2);
  for (let i = 0; i < samples.length; i++) {
    const value = toInt16(samples[i]!);
    bytes[2 * i] = value & 0xff;
    bytes[2 * i + 1] = (value >> 8) & 0xff;
  }
  return bytes;
}

/** Samples as 16-bit integers of this machine, for encoders that take an `Int16Array`. */
export function toInt16Array(samples: Float32Array): Int16Array<ArrayBuffer> {
  const integers = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) integers[i] = toInt16(samples[i]!);
  return integers;
}

/** 16-bit integers as samples in [-1, 1). */
export function fromInt16Array(integers: Int16Array): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(integers.length);
  for (let i = 0; i < integers.length; i++) samples[i] = integers[i]! / 32768;
  return samples;
}

/** Signed 16-bit little-endian bytes as samples in [-1, 1). A last odd byte is left out. */
export function fromS16le(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(bytes.length >> 1);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = (((bytes[2 * i + 1]! << 24) >> 16) | bytes[2 * i]!) / 32768;
  }
  return samples;
}
