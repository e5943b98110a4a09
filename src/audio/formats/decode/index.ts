import type { Pcm } from "../../../contract/pcm.js";
import { ParlandoError } from "../../../contract/errors.js";
import { ByteReader } from "./bytes.js";
import { decodeWav } from "./wav.js";

export { type RawAudio, decodeRaw } from "./raw.js";

/**
 * Audio of any supported container as mono PCM at its own rate.
 * @throws ParlandoError `invalid_audio`.
 */
export async function* decodeAudio(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  await using reader = new ByteReader(bytes, signal);
  const head = await reader.peek(4096);
  if (head.length === 0) throw new ParlandoError("invalid_audio", "The audio is empty.");
  if (new TextDecoder("latin1").decode(head.subarray(0, 4)) === "RIFF") yield* decodeWav(reader);
  else throw new ParlandoError("invalid_audio", "Unknown audio.");
}
