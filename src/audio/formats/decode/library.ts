import { setImmediate as nextTurn } from "node:timers/promises";
import decode, { type AudioData, type StreamDecoder } from "audio-decode";
import { type Pcm, samplesToMs } from "../../../contract/pcm.js";
import { ParlandoError } from "../../../contract/errors.js";
import { toMono } from "../../pcm/mono.js";
import { concatBytes } from "./bytes.js";
import { AUDIO_KINDS, type AudioKind } from "./signatures.data.js";

/**
 * Bytes decoded in one go: half a second of speech, a few ms of work, after which the event loop gets its turn. Small,
 * because silence compresses without limit: 4 kB of hostile FLAC or Opus become up to 90 MB.
 */
const SLICE_BYTES = 4096;

type LibraryKind = Exclude<AudioKind, "wav">;

const DECODERS: Readonly<Record<LibraryKind, () => Promise<StreamDecoder>>> = {
  mp3: decode.mp3,
  flac: decode.flac,
  oggFlac: decode.flac,
  opus: decode.opus,
  vorbis: decode.oga,
  aac: decode.aac,
  mp4: decode.m4a,
  webm: decode.webm,
  aiff: decode.aiff,
  caf: decode.caf,
};

/**
 * Compressed audio through a decoder of the `audio-decode` package, as its bytes arrive. A file that ends too early gives
 * what is there. @throws ParlandoError `invalid_audio`.
 */
export async function* decodeWithLibrary(
  kind: LibraryKind,
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<Pcm, void, undefined> {
  const decoder = await DECODERS[kind]();
  let heardMs = 0;
  try {
    for await (const slice of slices(kind, bytes, () => heardMs > 0)) {
      const pcm = await decodeSlice(decoder, slice, kind, heardMs);
      if (pcm === undefined) continue;
      heardMs += samplesToMs(pcm.samples.length, pcm.sampleRateHz);
      yield pcm;
      await nextTurn();
    }
    const pcm = await decodeEnd(decoder);
    if (pcm !== undefined) yield pcm;
    else if (heardMs === 0) throw noAudio(kind);
  } finally {
    decoder.free();
  }
}

async function decodeSlice(
  decoder: StreamDecoder,
  slice: Uint8Array,
  kind: LibraryKind,
  heardMs: number,
): Promise<Pcm | undefined> {
  try {
    return toPcm(await decoder(slice));
  } catch (error) {
    if (heardMs === 0) throw noAudio(kind, error);
    const message = `The ${AUDIO_KINDS[kind]} file is damaged after ${(heardMs / 1000).toFixed(1)} s.`;
    throw new ParlandoError("invalid_audio", message, { cause: error });
  }
}

/** The decoder's last samples. An error here says no more than that the file breaks off: what was heard stands. */
async function decodeEnd(decoder: StreamDecoder): Promise<Pcm | undefined> {
  return decoder().then(toPcm, () => undefined);
}

function noAudio(kind: AudioKind, cause?: unknown): ParlandoError {
  const message = `This looks like ${AUDIO_KINDS[kind]} but holds no audio track that can be decoded, or it was cut off before its audio.`;
  return new ParlandoError("invalid_audio", message, { cause });
}

function toPcm({ channelData, sampleRate }: AudioData): Pcm | undefined {
  if ((channelData[0]?.length ?? 0) === 0) return undefined;
  return { samples: toMono(channelData), sampleRateHz: sampleRate };
}

/**
 * Cuts bytes for the decoder. Until an MP4's index is found its decoder searches all bytes so far at every call, and
 * the index may stand last: so these first portions double in size, which keeps the search linear.
 */
async function* slices(
  kind: LibraryKind,
  bytes: AsyncIterable<Uint8Array>,
  hasAudio: () => boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let wantedBytes = kind === "mp4" ? SLICE_BYTES : 0;
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      const slice = chunk.subarray(at, at + SLICE_BYTES);
      if (wantedBytes === 0) {
        yield slice;
        continue;
      }
      held.push(slice);
      heldBytes += slice.length;
      if (heldBytes < wantedBytes) continue;
      yield concatBytes(held);
      held = [];
      heldBytes = 0;
      wantedBytes = hasAudio() ? 0 : wantedBytes * 2;
    }
  }
  if (heldBytes > 0) yield concatBytes(held);
}
