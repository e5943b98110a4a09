import type { Pcm } from "../../../contract/pcm.js";
import { ParlandoError } from "../../../contract/errors.js";
import { fromS16le } from "../../pcm/int16.js";
import { interleavedToMono } from "../../pcm/mono.js";
import { fromAlaw, fromUlaw } from "../../pcm/ulaw.js";
import { ByteReader, concatBytes } from "./bytes.js";

/** How the bytes of one sample are to be read. All little-endian; `u8` is offset binary. */
export type SampleEncoding = "u8" | "s16le" | "s24le" | "s32le" | "f32le" | "f64le" | "ulaw" | "alaw";

function readEach(width: number, read: (view: DataView, at: number) => number): (bytes: Uint8Array) => Float32Array {
  return (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const samples = new Float32Array(Math.floor(bytes.length / width));
    for (let i = 0; i < samples.length; i++) samples[i] = read(view, i * width);
    return samples;
  };
}

interface SampleReader {
  readonly bytesPerSample: number;
  /** Bytes of whole samples as floats, nominally within [-1, 1]. */
  readonly read: (bytes: Uint8Array) => Float32Array;
}

export const SAMPLE_READERS: Readonly<Record<SampleEncoding, SampleReader>> = {
  u8: { bytesPerSample: 1, read: readEach(1, (view, at) => (view.getUint8(at) - 128) / 128) },
  s16le: { bytesPerSample: 2, read: fromS16le },
  s24le: {
    bytesPerSample: 3,
    read: readEach(3, (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 2 ** 23),
  },
  s32le: { bytesPerSample: 4, read: readEach(4, (view, at) => view.getInt32(at, true) / 2 ** 31) },
  f32le: { bytesPerSample: 4, read: readEach(4, (view, at) => finite(view.getFloat32(at, true))) },
  f64le: { bytesPerSample: 8, read: readEach(8, (view, at) => finite(view.getFloat64(at, true))) },
  ulaw: { bytesPerSample: 1, read: fromUlaw },
  alaw: { bytesPerSample: 1, read: fromAlaw },
};

/** Broken float files hold NaN and infinities; one of them would silence every filter behind. */
function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}

export interface RawLayout {
  readonly encoding: SampleEncoding;
  readonly sampleRateHz: number;
  /** Interleaved channels, >= 1. */
  readonly channels: number;
}

/** Longest piece given at once. Keeps a large chunk of bytes from becoming one large array. */
const MAX_PIECE_BYTES = 1 << 18;

/**
 * Interleaved samples as mono PCM, cut anywhere: a frame split between two chunks is put together again, an incomplete
 * last frame is left out.
 */
export async function* readFrames(
  bytes: AsyncIterable<Uint8Array>,
  layout: RawLayout,
): AsyncGenerator<Pcm, void, undefined> {
  const reader = SAMPLE_READERS[layout.encoding];
  const frameBytes = reader.bytesPerSample * layout.channels;
  const pieceBytes = Math.max(frameBytes, MAX_PIECE_BYTES - (MAX_PIECE_BYTES % frameBytes));
  let rest: Uint8Array = new Uint8Array(0);
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? chunk : concatBytes([rest, chunk]);
    const whole = all.length - (all.length % frameBytes);
    for (let at = 0; at < whole; at += pieceBytes) {
      const samples = reader.read(all.subarray(at, Math.min(whole, at + pieceBytes)));
      yield { samples: interleavedToMono(samples, layout.channels), sampleRateHz: layout.sampleRateHz };
    }
    // A copy: the sender owns the chunk again once the next one is asked for.
    rest = all.slice(whole);
  }
}

/** What a caller may declare about bytes that carry no header. */
export interface RawAudio {
  readonly format: "s16le" | "f32le" | "ulaw" | "alaw";
  readonly sampleRateHz: number;
  /** Interleaved channels, 1 … 16. */
  readonly channels: number;
}

/**
 * Bytes without a header, of a declared format, as mono PCM.
 * @throws ParlandoError `invalid_request` for a rate or channel count that cannot be; `invalid_audio` for no bytes at all.
 */
export async function* decodeRaw(
  bytes: AsyncIterable<Uint8Array>,
  declared: RawAudio,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  checkDeclared(declared);
  await using reader = new ByteReader(bytes, signal);
  let hasAudio = false;
  const layout = { encoding: declared.format, sampleRateHz: declared.sampleRateHz, channels: declared.channels };
  for await (const pcm of readFrames(reader.rest(), layout)) {
    hasAudio = true;
    yield pcm;
  }
  if (!hasAudio) throw new ParlandoError("invalid_audio", "The audio is empty. Send at least one sample.");
}

function checkDeclared(declared: RawAudio): void {
  const { sampleRateHz, channels } = declared;
  if (!Number.isInteger(sampleRateHz) || sampleRateHz < 1000 || sampleRateHz > 384_000) {
    throw new ParlandoError("invalid_request", `A rate of ${sampleRateHz} Hz cannot be; give 1000 to 384000.`, {
      field: "sample_rate",
    });
  }
  if (!Number.isInteger(channels) || channels < 1 || channels > 16) {
    throw new ParlandoError("invalid_request", `${channels} channels cannot be; give 1 to 16.`, { field: "channels" });
  }
}
