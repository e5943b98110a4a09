import type { AudioFormat } from "../../contract/format.js";
import { plainRate } from "./rate.js";
import { encodeSamplewise } from "./samplewise.js";

function toF32le(samples: Float32Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 4);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) view.setFloat32(4 * i, samples[i]!, true);
  return bytes;
}

/** 32-bit little-endian floats, mono, without a header: what an AudioWorklet plays as it is. */
export const F32: AudioFormat = {
  id: "f32",
  contentType: "audio/x-f32",
  extension: "f32",
  rateFor: plainRate,
  encode: encodeSamplewise(toF32le),
};
