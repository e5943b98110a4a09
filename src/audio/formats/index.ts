import type { AudioFormat } from "../../contract/format.js";
import { ParlandoError } from "../../contract/errors.js";
import { once } from "../../async/once.js";
import { F32 } from "./f32.js";
import { MP3, warmMp3 } from "./mp3.js";
import { nearestWord } from "./nearest.js";
import { PCM } from "./pcm.js";
import { ULAW } from "./ulaw.js";
import { WAV } from "./wav.js";

/** Every format audio can leave in. A new one gets its file and a line here. */
export const FORMATS: readonly AudioFormat[] = [MP3, WAV, PCM, ULAW, F32];

const FORMAT_IDS: readonly string[] = FORMATS.map((format) => format.id);

/**
 * The format a request names.
 * @param field the request field that named it, in the caller's spelling; goes into the error.
 * @throws ParlandoError `unsupported_format`.
 */
export function formatById(id: string, field = "format"): AudioFormat {
  const format = FORMATS.find((candidate) => candidate.id === id);
  if (format !== undefined) return format;
  throw new ParlandoError(
    "unsupported_format",
    `Unknown audio format "${id.slice(0, 40)}". Did you mean "${nearestWord(id, FORMAT_IDS)}"? Formats: ${FORMAT_IDS.join(", ")}.`,
    { field },
  );
}

/** Loads and compiles every encoder once. Without it the first stream of a format pays 4 to 50 ms. */
export const warmFormats: () => Promise<void> = once(async () => {
  await warmMp3();
});
