import type { Pcm } from "../../../contract/pcm.js";
import { ParlandoError } from "../../../contract/errors.js";
import { ByteReader } from "./bytes.js";
import { decodeWithLibrary } from "./library.js";
import { AUDIO_KINDS, type AudioKind } from "./signatures.data.js";
import { SNIFF_LENGTHS, id3Length, sniff } from "./sniff.js";
import { decodeWav } from "./wav.js";

export { type RawAudio, decodeRaw } from "./raw.js";

/**
 * Audio of any supported container as mono PCM at its own rate, decoded while its bytes arrive. What it is is told by its
 * first bytes alone. A file that was cut off gives what is there.
 * @throws ParlandoError `invalid_audio`, which says what was found instead.
 */
export async function* decodeAudio(
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  await using reader = new ByteReader(bytes, signal);
  await reader.skip(id3Length(await reader.peek(10)));
  const kind = await findKind(reader);
  yield* kind === "wav" ? decodeWav(reader) : decodeWithLibrary(kind, reader.rest());
}

/** @throws ParlandoError `invalid_audio` when it is no audio. */
async function findKind(reader: ByteReader): Promise<AudioKind> {
  let head = await reader.peek(1);
  if (head.length === 0) throw new ParlandoError("invalid_audio", "The audio is empty: not a single byte came.");
  for (const length of SNIFF_LENGTHS) {
    head = await reader.peek(length);
    const isLast = head.length < length || length === SNIFF_LENGTHS.at(-1);
    const found = sniff(head, isLast);
    if (found?.kind !== undefined) return found.kind;
    if (found === undefined) continue;
    const supported = Object.values(AUDIO_KINDS).join(", ");
    throw new ParlandoError("invalid_audio", `This looks like ${found.description}. Send audio: ${supported}.`);
  }
  throw new ParlandoError("internal", "The audio's kind stayed undecided.");
}
