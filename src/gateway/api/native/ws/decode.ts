import { decodeAudio, decodeRaw, type RawAudio } from "../../../../audio/formats/decode/index.js";
import { ParlandoError } from "../../../../contract/errors.js";
import type { Pcm } from "../../../../contract/pcm.js";
import type { RecordingInput } from "./ports.js";

/** What `transcribe` may call headerless audio. */
const RAW_FORMATS: Readonly<Record<string, RawAudio["format"]>> = {
  pcm: "s16le",
  f32: "f32le",
  ulaw: "ulaw",
  alaw: "alaw",
};

/** `auto` and the names of files: their header tells what they are. */
const FILE_FORMATS = ["auto", "wav", "mp3", "flac", "ogg", "opus", "m4a", "aac", "webm"];

/** @throws ParlandoError `unsupported_format`. */
export function decodeRecording(
  bytes: AsyncIterable<Uint8Array>,
  input: RecordingInput,
  signal: AbortSignal,
): AsyncIterable<Pcm> {
  const raw = RAW_FORMATS[input.format];
  if (raw !== undefined)
    return decodeRaw(bytes, { format: raw, sampleRateHz: input.sampleRateHz, channels: 1 }, signal);
  if (FILE_FORMATS.includes(input.format)) return decodeAudio(bytes, signal);
  throw new ParlandoError(
    "unsupported_format",
    `Audio cannot be read as "${input.format.slice(0, 40)}"; formats: ${[...Object.keys(RAW_FORMATS), ...FILE_FORMATS].join(", ")}.`,
    { field: "format" },
  );
}
