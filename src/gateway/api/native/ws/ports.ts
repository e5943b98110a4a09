import type { Listening } from "../../../../contract/listening.js";
import type { Pcm } from "../../../../contract/pcm.js";
import type { SpeakMark, SpeakRequest } from "../../../../contract/speech.js";
import type { Voice } from "../../../../contract/voice.js";
import type { Books } from "../../../socket/account.js";

/** How a task's audio is to be written. */
export interface SpeechOutput {
  /** A format's id. */
  readonly format: string;
  /** Absent = the voice's own rate, or the nearest the format carries. */
  readonly sampleRateHz?: number;
  /** Longest piece of sound encoded at a time, ms. */
  readonly chunkMs: number;
}

/** Speech on its way to a client: `started` first, `end` last. */
export type SpokenPiece =
  | {
      readonly type: "started";
      readonly voice: Voice;
      readonly fellBack: boolean;
      readonly contentType: string;
      /** Rate of the audio in the bytes. */
      readonly sampleRateHz: number;
    }
  | { readonly type: "bytes"; readonly bytes: Uint8Array }
  | SpeakMark
  | { readonly type: "end"; readonly durationMs: number; readonly characters: number };

/** Audio as a client sends it. */
export interface RecordingInput {
  /** A format's id; `pcm` is 16-bit little-endian mono. */
  readonly format: string;
  /** Rate of headerless audio. */
  readonly sampleRateHz: number;
}

export interface SessionWish {
  readonly sessionId?: string;
  readonly authToken?: string;
}

export interface OpenSession {
  readonly sessionId: string;
  /** Whether a session of this id was there before. */
  readonly resumed: boolean;
  /** Called once, when the connection ends. */
  readonly release: () => void;
}

export interface WsLimits {
  /** Largest message, bytes. */
  readonly messageBytes: number;
  /** Code points of one task's text. */
  readonly textCharacters: number;
  /** Tasks of one connection that speak or wait to. */
  readonly tasks: number;
  /** Transcriptions of one connection that are not finished. */
  readonly transcriptions: number;
  /** Audio a task with `stream:false` may come to, bytes. */
  readonly wholeAudioBytes: number;
  /** How long an open text or transcription may stay without a message, ms. */
  readonly openIdleMs: number;
}

/** Limits that are no settings of the server. */
export const WS_LIMITS = {
  tasks: 16,
  transcriptions: 4,
  wholeAudioBytes: 8 * 1024 * 1024,
  openIdleMs: 300_000,
} as const;

/** What the protocol needs of the house. */
export interface WsDeps extends Books {
  readonly listening: Listening;
  readonly limits: WsLimits;
  /** The voice of a task that names none. */
  readonly defaultVoice: string;
  /** Speaks and encodes; pulled, ends at the next step when aborted. */
  speak(request: SpeakRequest, output: SpeechOutput, signal: AbortSignal): AsyncIterable<SpokenPiece>;
  /** @throws ParlandoError `unsupported_format`, or `invalid_request` for a rate the format cannot carry. */
  checkOutput(output: SpeechOutput): void;
  /** @throws ParlandoError `unsupported_format`, at once or from the stream. */
  decode(bytes: AsyncIterable<Uint8Array>, input: RecordingInput, signal: AbortSignal): AsyncIterable<Pcm>;
  /** @throws ParlandoError `unauthorized`. */
  openSession(wish: SessionWish): Promise<OpenSession>;
}
