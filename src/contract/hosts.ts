import type { TextSpan, Step } from "./engine.js";
import type { Manner } from "./manner.js";
import type { Priority } from "./speech.js";
import type { Voice } from "./voice.js";

/** One sentence to be spoken by one voice, with its text already normalised. */
export interface SentenceJob {
  readonly voiceId: string;
  readonly sentence: string;
  readonly manner: Manner;
  readonly priority: Priority;
  readonly requestId: string;
  /**
   * How long the listener can go on with what he has been given, ms >= 0; asked whenever a step is asked for. Between streams
   * of one priority the one that runs dry first goes first. Absent = he waits now.
   */
  readonly slackMs?: () => number;
}

/**
 * What a host sends for a sentence, in this order for each utterance:
 *   utterance, step, step, …
 * Spans count from the start of the sentence; times from the first sample of the utterance.
 */
export type SentenceEvent =
  | { readonly type: "utterance"; readonly span: TextSpan; readonly expectedMs: number; readonly sampleRateHz: number }
  | ({ readonly type: "step" } & Step);

/**
 * What the synthesis pipeline knows of the engine hosts: implemented by `host/pool`, where models live in child processes.
 * One pull computes at most one step (implementations may keep one step in flight, never more).
 */
export interface SpeechHosts {
  voices(signal: AbortSignal): Promise<readonly Voice[]>;
  /**
   * @throws ParlandoError `unknown_voice`; `engine_failed` when the model cannot be loaded or a step fails;
   *   `host_lost` when the host's process dies (the sentence cannot be continued, the next call gets another host).
   */
  speakSentence(job: SentenceJob, signal: AbortSignal): AsyncIterable<SentenceEvent>;
}
