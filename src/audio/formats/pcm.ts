import type { AudioFormat } from "../../contract/format.js";
import { toS16le } from "../pcm/int16.js";
import { plainRate } from "./rate.js";
import { encodeSamplewise } from "./samplewise.js";

/** Signed 16-bit little-endian mono without a header: what OpenAI calls `pcm`. */
export const PCM: AudioFormat = {
  id: "pcm",
  contentType: "audio/pcm",
  extension: "pcm",
  rateFor: plainRate,
  encode: encodeSamplewise(toS16le),
};
