import type { AudioFormat } from "../../contract/format.js";
import { untilAbort } from "../pcm/pull.js";
import { checkChunkRate } from "./rate.js";

/** The encoder of a format in which every chunk of samples becomes bytes by itself, without state or end. */
export function encodeSamplewise(toBytes: (samples: Float32Array) => Uint8Array): AudioFormat["encode"] {
  return async function* encode(pcm, rateHz, signal) {
    for await (const chunk of untilAbort(pcm, signal)) {
      checkChunkRate(chunk, rateHz);
      if (chunk.samples.length > 0) yield toBytes(chunk.samples);
    }
  };
}
