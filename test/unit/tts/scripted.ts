import { SYSTEM_CLOCK } from "../../../src/async/clock.js";
import { streamOf } from "../../../src/async/iterate.js";
import { throwIfAborted } from "../../../src/contract/errors.js";
import type { SentenceEvent, SentenceJob, SpeechHosts } from "../../../src/contract/hosts.js";
import { SILENT_LOG } from "../../../src/contract/log.js";
import { PLAIN_MANNER } from "../../../src/contract/manner.js";
import type { SpeakEvent, SpeakRequest, Speech, TextPiece } from "../../../src/contract/speech.js";
import type { Voice } from "../../../src/contract/voice.js";
import { segment } from "../../../src/text/segment/index.js";
import { createSpeech } from "../../../src/tts/speak.js";
import type { SpeechParts } from "../../../src/tts/speak.js";

export const RATE_HZ = 1000;

export function voice(id: string, engine: string, language: string, more: Partial<Voice> = {}): Voice {
  const rest = { model: engine, gender: "female", description: "", sampleRateHz: RATE_HZ, isAvailable: true } as const;
  return { id, name: id, engine, languages: [language], ...rest, ...more };
}

export const VOICES = [
  voice("best", "piper", "en-US"),
  voice("other", "kokoro", "en"),
  voice("espeak:en-us", "espeak", "en-US", { gender: "male" }),
  voice("espeak:ru", "espeak", "ru", { gender: "male" }),
];

export type Script = (job: SentenceJob) => Iterable<SentenceEvent | Error>;

/** Hosts that play a script, and count what is open and what was asked of them. */
export class ScriptedHosts implements SpeechHosts {
  readonly jobs: SentenceJob[] = [];
  open = 0;
  steps = 0;

  constructor(
    private readonly script: Script,
    private readonly known: readonly Voice[] = VOICES,
  ) {}

  async voices(): Promise<readonly Voice[]> {
    return this.known;
  }

  async *speakSentence(job: SentenceJob, signal: AbortSignal): AsyncGenerator<SentenceEvent> {
    this.jobs.push(job);
    this.open++;
    try {
      for (const event of this.script(job)) {
        throwIfAborted(signal);
        if (event instanceof Error) throw event;
        if (event.type === "step") this.steps++;
        yield event;
      }
    } finally {
      this.open--;
    }
  }
}

/** An utterance of a whole sentence: a step of 100 samples for each word, all of one value, each with its mark. */
export function* wordByWord(job: SentenceJob, value = 0.5, sampleRateHz = RATE_HZ): Generator<SentenceEvent> {
  const words = [...job.sentence.matchAll(/[\p{L}\p{N}]+/gu)];
  if (words.length === 0) return;
  const span = { start: 0, end: job.sentence.length };
  yield { type: "utterance", span, expectedMs: words.length * 100, sampleRateHz };
  for (const [n, { 0: text, index }] of words.entries()) {
    const mark = { text, span: { start: index, end: index + text.length }, startMs: n * 100, endMs: n * 100 + 100 };
    const pcm = { samples: new Float32Array(sampleRateHz / 10).fill(value), sampleRateHz };
    yield { type: "step", pcm, marks: [{ kind: "word", ...mark }] };
  }
}

export function speechOver(hosts: SpeechHosts, more: Partial<SpeechParts> = {}): Speech {
  return createSpeech({
    hosts,
    segment: (pieces, language, signal) => segment(pieces, { language, maxCharacters: 400 }, signal),
    clock: SYSTEM_CLOCK,
    log: SILENT_LOG,
    ...more,
  });
}

export function request(text: string | AsyncIterable<TextPiece>, more: Partial<SpeakRequest> = {}): SpeakRequest {
  return {
    text: typeof text === "string" ? streamOf([text]) : text,
    voice: "best",
    manner: PLAIN_MANNER,
    priority: "normal",
    requestId: "r1",
    ...more,
  };
}

export function samplesOf(events: readonly SpeakEvent[]): Float32Array {
  const chunks = events.flatMap((event) => (event.type === "audio" ? [event.pcm.samples] : []));
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
