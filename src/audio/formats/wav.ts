import type { AudioFormat } from "../../contract/format.js";
import { toS16le } from "../pcm/int16.js";
import { untilAbort } from "../pcm/pull.js";
import { checkChunkRate, plainRate } from "./rate.js";

/** Header of the plainest WAV: RIFF, `fmt ` of 16 bytes, `data`. Readers that skip a fixed 44 bytes rely on it. */
export const WAV_HEADER_BYTES = 44;
/** Said of a length that is not known yet; players read to the end. */
const UNKNOWN_BYTES = 0xffff_ffff;

/**
 * The 44 bytes before 16-bit mono samples.
 * @param dataBytes length of the samples; absent for a stream, whose end is not known.
 */
export function wavHeader(sampleRateHz: number, dataBytes?: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(WAV_HEADER_BYTES);
  const view = new DataView(header.buffer);
  const tag = (at: number, text: string): void => header.set(new TextEncoder().encode(text), at);
  tag(0, "RIFF");
  view.setUint32(4, dataBytes === undefined ? UNKNOWN_BYTES : dataBytes + WAV_HEADER_BYTES - 8, true);
  tag(8, "WAVE");
  tag(12, "fmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, "data");
  view.setUint32(40, dataBytes ?? UNKNOWN_BYTES, true);
  return header;
}

/** A whole WAV file with its true sizes: 16-bit mono. */
export function wavFile(samples: Float32Array, sampleRateHz: number): Uint8Array<ArrayBuffer> {
  const data = toS16le(samples);
  const file = new Uint8Array(WAV_HEADER_BYTES + data.length);
  file.set(wavHeader(sampleRateHz, data.length));
  file.set(data, WAV_HEADER_BYTES);
  return file;
}

/** 16-bit mono WAV of unknown length. The header is the first chunk, complete and alone, before any PCM is pulled. */
export const WAV: AudioFormat = {
  id: "wav",
  contentType: "audio/wav",
  extension: "wav",
  rateFor: plainRate,
  async *encode(pcm, rateHz, signal) {
    yield wavHeader(rateHz);
    for await (const chunk of untilAbort(pcm, signal)) {
      checkChunkRate(chunk, rateHz);
      if (chunk.samples.length > 0) yield toS16le(chunk.samples);
    }
  },
};
