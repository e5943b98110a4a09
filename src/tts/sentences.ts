import type { Step, StepMark } from "../contract/engine.js";
import { ParlandoError, throwIfAborted, toParlandoError } from "../contract/errors.js";
import type { ErrorCode } from "../contract/errors.js";
import type { SentenceEvent, SpeechHosts } from "../contract/hosts.js";
import type { Log } from "../contract/log.js";
import { samplesToMs } from "../contract/pcm.js";
import type { SpeakRequest } from "../contract/speech.js";
import type { Voice } from "../contract/voice.js";
import { bareLanguage } from "./fallback.js";
import type { Playhead } from "./playhead.js";

/** A sentence of the answer, as the segmenter gives it. */
export interface Sentence {
  readonly text: string;
  /** UTF-16 offsets into the whole text. */
  readonly start: number;
  readonly end: number;
  /** Why it ends; decides the pause after it. */
  readonly endsBy?: string;
}

/** A sentence's words as they are spoken, with the way back. */
export interface Normalised {
  readonly text: string;
  /** Span in the sentence that a span of the words stands for, UTF-16. */
  toOriginal(start: number, end: number): { readonly start: number; readonly end: number };
}

export type Normalise = (sentence: string, language: string) => Normalised;

/** A step with all that is known around it. */
export interface SpokenStep {
  readonly voice: Voice;
  readonly sentence: Sentence;
  readonly words: Normalised;
  readonly utterance: Extract<SentenceEvent, { type: "utterance" }>;
  /** True for the first step of an utterance that sounds. */
  readonly opensUtterance: boolean;
  readonly step: Step;
}

/** Failures of an engine, as opposed to those of a request: another engine may do better. */
const ENGINE_FAILURES: ReadonlySet<ErrorCode> = new Set([
  "engine_failed",
  "host_lost",
  "internal",
  "timeout",
  "unknown_voice",
]);

export interface ReaderParts {
  readonly hosts: SpeechHosts;
  readonly normalise: Normalise;
  readonly log: Log;
  /** Where the listener of the answer is. */
  readonly playhead: Playhead;
}

/** Has the sentences of one answer spoken, by the voice asked for or, before the first sample, by the next in line. */
export class SentenceReader {
  private readonly parts: ReaderParts;
  private readonly request: SpeakRequest;
  /** Who speaks, then who would speak next. */
  private readonly line: Voice[];
  private readonly language: string;
  private hasSounded = false;

  /** @param line voices in order of preference, at least one. @param language of the text, BCP-47. */
  constructor(parts: ReaderParts, request: SpeakRequest, line: readonly Voice[], language: string) {
    this.parts = parts;
    this.request = request;
    this.line = [...line];
    this.language = language;
  }

  get voice(): Voice {
    const [voice] = this.line;
    if (voice === undefined) throw new ParlandoError("internal", "No voice is left to speak.");
    return voice;
  }

  async *read(sentences: AsyncIterable<Sentence>, signal: AbortSignal): AsyncGenerator<SpokenStep, void, undefined> {
    for await (const sentence of sentences) {
      if (sentence.text.trim() !== "") yield* this.persist(sentence, signal);
    }
  }

  /** Speaks a sentence; tries again as long as nothing of it has sounded and there is hope. */
  private async *persist(sentence: Sentence, signal: AbortSignal): AsyncGenerator<SpokenStep, void, undefined> {
    const attempt = { lostHosts: 0, hasSounded: false };
    for (;;) {
      throwIfAborted(signal);
      try {
        for await (const spoken of this.attempt(sentence, signal)) {
          attempt.hasSounded = true;
          this.hasSounded = true;
          yield spoken;
        }
        return;
      } catch (error) {
        const failure = toParlandoError(error);
        if (signal.aborted || attempt.hasSounded || !ENGINE_FAILURES.has(failure.code)) throw error;
        if (failure.code === "host_lost" && attempt.lostHosts++ === 0) continue;
        if (!this.fallBack(failure)) throw error;
      }
    }
  }

  /** False when something has sounded already, or nobody is left. */
  private fallBack(failure: ParlandoError): boolean {
    const [failed, next] = this.line;
    if (this.hasSounded || failed === undefined || next === undefined) return false;
    const { requestId } = this.request;
    const fields = { requestId, voice: failed.id, next: next.id, code: failure.code, err: failure };
    this.parts.log.warn(fields, "voice failed before its first sample, the next one speaks");
    this.line.shift();
    return true;
  }

  /** The steps of a sentence from its first sample on; marks that came before go with that. */
  private async *attempt(sentence: Sentence, signal: AbortSignal): AsyncGenerator<SpokenStep, void, undefined> {
    const { voice, request } = this;
    const words = this.parts.normalise(withoutControls(sentence.text), spokenLanguage(voice, this.language));
    const job = {
      voiceId: voice.id,
      sentence: words.text,
      manner: { ...request.manner, volume: 1 },
      priority: request.priority,
      requestId: request.requestId,
      slackMs: () => this.parts.playhead.slackMs(),
    };
    let utterance: SpokenStep["utterance"] | undefined;
    let opensUtterance = true;
    let early: Partial<Step> = {};
    for await (const event of this.parts.hosts.speakSentence(job, signal)) {
      if (event.type === "utterance") {
        utterance = event;
        opensUtterance = true;
        early = {};
        continue;
      }
      if (utterance === undefined)
        throw new ParlandoError("engine_failed", `"${voice.engine}" sent a step of nothing.`);
      const step = joinSteps(early, event);
      if (opensUtterance && (step.pcm === undefined || step.pcm.samples.length === 0)) {
        early = step;
        continue;
      }
      if (step.pcm !== undefined) {
        this.parts.playhead.given(samplesToMs(step.pcm.samples.length, step.pcm.sampleRateHz));
      }
      yield { voice, sentence, words, utterance, opensUtterance, step };
      opensUtterance = false;
      early = {};
    }
  }
}

/** The text's language if the voice speaks it, in the text's own accent or not; else the voice's. */
function spokenLanguage(voice: Voice, wanted: string): string {
  const speaks = voice.languages.some((tag) => bareLanguage(tag) === bareLanguage(wanted));
  return speaks ? wanted : (voice.languages[0] ?? wanted);
}

function joinSteps(early: Partial<Step>, late: Step): Step {
  const marks: readonly StepMark[] = [...(early.marks ?? []), ...(late.marks ?? [])];
  const totalSamples = late.totalSamples ?? early.totalSamples;
  return {
    ...(late.pcm === undefined ? {} : { pcm: late.pcm }),
    ...(marks.length === 0 ? {} : { marks }),
    ...(totalSamples === undefined ? {} : { totalSamples }),
  };
}

/** Controls and halves of surrogate pairs as spaces: one unit for one unit, so that offsets stay. */
function withoutControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cs}]/gu, " ");
}
