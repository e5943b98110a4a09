import type { AudioFormat } from "../../contract/format.js";
import { ParlandoError } from "../../contract/errors.js";
import { nearestNames } from "../../contract/nearest.js";
import { collect, streamOf } from "../../async/iterate.js";
import { once } from "../../async/once.js";
import { AAC } from "./aac.js";
import { F32 } from "./f32.js";
import { FLAC } from "./flac.js";
import { MP3 } from "./mp3.js";
import { OPUS } from "./opus.js";
import { PCM } from "./pcm.js";
import { ULAW } from "./ulaw.js";
import { WAV } from "./wav.js";

/** Every format audio can leave in. A new one gets its file and a line here. */
export const FORMATS: readonly AudioFormat[] = [MP3, OPUS, AAC, FLAC, WAV, PCM, ULAW, F32];

const FORMAT_IDS: readonly string[] = FORMATS.map((format) => format.id);

/**
 * The format a request names.
 * @param field the request field that named it, in the caller's spelling; goes into the error.
 * @throws ParlandoError `unsupported_format`.
 */
export function formatById(id: string, field = "format"): AudioFormat {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  const [nearest] = nearestNames(id, FORMAT_IDS);
  const hint = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  const message = `Unknown audio format "${id.slice(0, 40)}".${hint} Formats: ${FORMAT_IDS.join(", ")}.`;
  throw new ParlandoError("unsupported_format", message, { field });
}

/** Rate at which the encoders are tried out, Hz: one that all of them carry. */
const WARM_HZ = 24_000;

/** Runs a frame through every encoder once. Without it the first stream of a format pays 4 to 50 ms for loading and compiling. */
export const warmFormats: () => Promise<void> = once(async () => {
  for (const format of FORMATS) {
    const rateHz = format.rateFor(WARM_HZ);
    const pcm = streamOf([{ samples: new Float32Array(rateHz / 50), sampleRateHz: rateHz }]);
    await collect(format.encode(pcm, rateHz, new AbortController().signal));
  }
});
