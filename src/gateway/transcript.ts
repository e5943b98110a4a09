import { decodeAudio, decodeRaw, type RawAudio } from "../audio/formats/decode/index.js";
import { ParlandoError } from "../contract/errors.js";
import type { ListenOptions, TranscriptEvent, TranscriptSegment } from "../contract/listening.js";
import type { GatewayDeps } from "./context.js";
import type { Upload } from "./upload.js";

/** What is heard in an upload, which is let go when the hearing ends. `raw` tells how to read bytes without a header. */
export async function* hearUpload(
  upload: Upload<unknown>,
  options: ListenOptions,
  { listening }: Pick<GatewayDeps, "listening">,
  signal: AbortSignal,
  raw?: RawAudio,
): AsyncGenerator<TranscriptEvent, void, undefined> {
  await using held = upload;
  const bytes = held.file.bytes();
  const audio = raw === undefined ? decodeAudio(bytes, signal) : decodeRaw(bytes, raw, signal);
  yield* listening.transcribe(audio, options, signal);
}

/** What was heard, whole. */
export interface Transcript {
  readonly text: string;
  readonly language: string;
  readonly durationMs: number;
  readonly segments: readonly TranscriptSegment[];
}

export async function collectTranscript(events: AsyncIterable<TranscriptEvent>): Promise<Transcript> {
  const segments: TranscriptSegment[] = [];
  for await (const event of events) {
    if (event.type === "segment") segments.push(event.segment);
    if (event.type === "end")
      return { text: event.text, language: event.language, durationMs: event.durationMs, segments };
  }
  throw new ParlandoError("internal", "The transcription stopped without its end.");
}
