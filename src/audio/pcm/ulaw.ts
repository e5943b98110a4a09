import { toInt16 } from "./int16.js";

/** G.711 adds this before it looks for the segment, so that every segment starts at a power of two. */
const BIAS = 0x84;
/** Loudest 16-bit magnitude that still fits after the bias. */
const CLIP = 32635;

/** A 16-bit sample as one mu-law byte (ITU-T G.711, bits inverted as on the wire). */
function encodeSample(integer: number): number {
  const sign = integer < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(integer), CLIP) + BIAS;
  const segment = 24 - Math.clz32(magnitude);
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff;
}

function decodeUlaw(byte: number): number {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits >> 4) & 7)) - BIAS;
  return (bits & 0x80) === 0 ? magnitude : 0 - magnitude;
}

function decodeAlaw(byte: number): number {
  const bits = byte ^ 0x55;
  const segment = (bits >> 4) & 7;
  const step = ((bits & 0x0f) << 4) + 8;
  const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
  return (bits & 0x80) === 0 ? 0 - magnitude : magnitude;
}

function tableOf(decode: (byte: number) => number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, byte) => decode(byte) / 32768);
}

const ULAW_TABLE = tableOf(decodeUlaw);
const ALAW_TABLE = tableOf(decodeAlaw);

function lookUp(table: Float32Array, bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const samples = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) samples[i] = table[bytes[i]!]!;
  return samples;
}

/** Samples as mu-law bytes, one each. */
export function toUlaw(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length);
  for (let i = 0; i < samples.length; i++) bytes[i] = encodeSample(toInt16(samples[i]!));
  return bytes;
}

/** mu-law bytes as samples in (-1, 1). */
export function fromUlaw(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return lookUp(ULAW_TABLE, bytes);
}

/** A-law bytes as samples in (-1, 1). */
export function fromAlaw(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return lookUp(ALAW_TABLE, bytes);
}
