import type { Pcm } from "../../contract/pcm.js";
import { msToSamples } from "../../contract/pcm.js";

/** Longest single chunk of silence, ms: a pause of a minute does not become one array of megabytes. */
const PIECE_MS = 500;

/** Silence of a length, rounded to the nearest sample, in chunks of at most half a second. */
export function* silence(ms: number, sampleRateHz: number): Generator<Pcm, void, undefined> {
  const piece = msToSamples(PIECE_MS, sampleRateHz);
  for (let left = msToSamples(ms, sampleRateHz); left > 0; left -= piece) {
    yield { samples: new Float32Array(Math.min(left, piece)), sampleRateHz };
  }
}
