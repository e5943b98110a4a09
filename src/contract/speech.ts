import type { Manner } from "./manner.js";
import type { Pcm } from "./pcm.js";
import type { Voice } from "./voice.js";

/** Classes of urgency, most urgent first. */
export const PRIORITIES = ["critical", "high", "normal", "batch"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A wish to hear a text. */
export interface SpeakRequest {
  /** The text, whole or still arriving; pieces may end anywhere, also inside a word. */
  readonly text: AsyncIterable<TextPiece>;
  /** A voice's id, or an alias the pipeline knows. */
  readonly voice: string;
  /** Engine or model the caller insists on; absent = whatever speaks the voice. */
  readonly model?: string;
  /** BCP-47 tag of the text, where the caller knows it. */
  readonly language?: string;
  readonly manner: Manner;
  readonly priority: Priority;
  /** Shown in logs and traces of every process the request touches. */
  readonly requestId: string;
}

/** A piece of arriving text, or the wish to have all that has arrived spoken without waiting for a sentence's end. */
export type TextPiece = string | typeof FLUSH;
export const FLUSH: unique symbol = Symbol("flush");

/** Times are ms from the first sample of the whole answer; spans are UTF-16 offsets into the whole text. */
export type SpeakEvent =
  | SpeakStarted
  | { readonly type: "audio"; readonly pcm: Pcm }
  | SpeakMark
  | { readonly type: "end"; readonly durationMs: number; readonly characters: number };

/** Always the first event, and only once: who really speaks. All audio of the answer has this rate. */
export interface SpeakStarted {
  readonly type: "started";
  readonly voice: Voice;
  readonly sampleRateHz: number;
  /** True when another voice than the one asked for speaks (fallback). */
  readonly fellBack: boolean;
}

/** When something sounds. Never later than the audio it belongs to. */
export interface SpeakMark {
  readonly type: "mark";
  readonly kind: "sentence" | "word" | "phoneme" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly startMs: number;
  /** Absent for a sentence whose length is not yet known. */
  readonly endMs?: number;
}

/** What the gateway knows of synthesis. Implemented by `tts/speak`. */
export interface Speech {
  voices(signal: AbortSignal): Promise<readonly Voice[]>;
  /**
   * Pulled: nothing is computed ahead of the reader but a bounded few steps.
   * Ends with `end`, or throws a ParlandoError. Aborting the signal ends it at the next step.
   */
  speak(request: SpeakRequest, signal: AbortSignal): AsyncIterable<SpeakEvent>;
}
