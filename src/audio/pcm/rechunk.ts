import type { Pcm } from "../../contract/pcm.js";
import { msToSamples } from "../../contract/pcm.js";
import { untilAbort } from "./pull.js";

/**
 * A PCM stream cut into chunks of equal length; the last one, and the last before a change of rate, may be shorter.
 * Nothing is held back longer than a chunk takes to fill.
 * @param chunkMs length of a chunk, > 0; at least one sample.
 */
export async function* rechunk(
  pcm: AsyncIterable<Pcm>,
  chunkMs: number,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  let filling: Pcm | undefined;
  let filled = 0;
  for await (const chunk of untilAbort(pcm, signal)) {
    if (filling !== undefined && filling.sampleRateHz !== chunk.sampleRateHz) {
      yield { samples: filling.samples.slice(0, filled), sampleRateHz: filling.sampleRateHz };
      filling = undefined;
    }
    for (let at = 0; at < chunk.samples.length;) {
      if (filling === undefined) {
        const length = Math.max(1, msToSamples(chunkMs, chunk.sampleRateHz));
        filling = { samples: new Float32Array(length), sampleRateHz: chunk.sampleRateHz };
        filled = 0;
      }
      const part = chunk.samples.subarray(at, at + filling.samples.length - filled);
      filling.samples.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < filling.samples.length) continue;
      yield filling;
      filling = undefined;
    }
  }
  if (filling !== undefined) yield { samples: filling.samples.slice(0, filled), sampleRateHz: filling.sampleRateHz };
}
