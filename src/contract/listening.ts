import type { Pcm } from "./pcm.js";

export interface TranscriptWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  /** 0 … 1, where the model knows it. */
  readonly probability?: number;
}

/** A stretch of speech with its text. Times are ms from the start of the audio. */
export interface TranscriptSegment {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly words?: readonly TranscriptWord[];
  /** Mean log probability of the tokens, natural log, <= 0. */
  readonly averageLogProbability?: number;
  /** Probability that nobody speaks here, 0 … 1. */
  readonly noSpeechProbability?: number;
}

/** A recogniser as listings show it. */
export interface Recogniser {
  readonly id: string;
  readonly engine: string;
  readonly name: string;
  /** BCP-47 tags; empty = any. */
  readonly languages: readonly string[];
  readonly isAvailable: boolean;
}

export interface ListenOptions {
  /** A recogniser's id or an alias (`whisper-1`); absent = the best one installed. */
  readonly model?: string;
  readonly language?: string;
  readonly task: "transcribe" | "translate";
  readonly prompt?: string;
  /** 0 … 1. */
  readonly temperature: number;
  readonly words: boolean;
  readonly requestId: string;
}

export type TranscriptEvent =
  | { readonly type: "started"; readonly model: string }
  | { readonly type: "segment"; readonly segment: TranscriptSegment }
  | {
      readonly type: "end";
      /** All segments joined as a person would write them. */
      readonly text: string;
      readonly language: string;
      readonly durationMs: number;
    };

/** What the gateway knows of recognition. Implemented by `asr/transcribe`. */
export interface Listening {
  recognisers(signal: AbortSignal): Promise<readonly Recogniser[]>;
  /** Takes audio of any rate and length, cut anywhere; holds a bounded part of it at a time. */
  transcribe(audio: AsyncIterable<Pcm>, options: ListenOptions, signal: AbortSignal): AsyncIterable<TranscriptEvent>;
}
