import { SYSTEM_CLOCK } from "../../../src/async/clock.js";
import { ParlandoError } from "../../../src/contract/errors.js";
import type { ListenOptions, Listening, TranscriptEvent } from "../../../src/contract/listening.js";
import { samplesToMs, type Pcm } from "../../../src/contract/pcm.js";
import type { SpeakEvent, SpeakRequest, Speech } from "../../../src/contract/speech.js";
import type { Voice } from "../../../src/contract/voice.js";
import type { App, GatewayDeps, GatewaySettings } from "../../../src/gateway/context.js";
import { createGateway } from "../../../src/gateway/index.js";
import { createLog } from "../../../src/observe/log.js";
import { createMetrics } from "../../../src/observe/metrics.js";

export const RATE_HZ = 22_050;
const CHUNK_SAMPLES = 1102;

export const VOICE: Voice = {
  id: "sine",
  name: "Sine",
  engine: "test",
  model: "test-model",
  languages: ["en-US", "en"],
  gender: "neutral",
  description: "A tone.",
  sampleRateHz: RATE_HZ,
  isAvailable: true,
};

export interface Script {
  /** Settles before each chunk is computed; absent = at once. */
  readonly gate?: (chunk: number, signal: AbortSignal) => Promise<void>;
  /** Chunks of 50 ms for each answer; Infinity for one without end. */
  readonly chunks?: number;
  /** Thrown in place of this chunk. */
  readonly failAt?: number;
  readonly failure?: ParlandoError;
  readonly rateHz?: number;
}

/** Speaks a 440 Hz tone, and tells what was asked of it and how far it came. */
export class ScriptedSpeech implements Speech {
  readonly requests: (Omit<SpeakRequest, "text"> & { text: string })[] = [];
  /** Chunks computed over all requests. */
  computed = 0;
  /** Answers that were begun and not yet ended, by whatever way. */
  open = 0;
  /** Settles when an answer is over. */
  private readonly waiting: (() => void)[] = [];
  script: Script;

  constructor(script: Script = {}) {
    this.script = script;
  }

  async voices(): Promise<readonly Voice[]> {
    return [VOICE, { ...VOICE, id: "cosine", name: "Cosine", languages: ["es"], isAvailable: false }];
  }

  async *speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeakEvent, void, undefined> {
    this.open += 1;
    try {
      let text = "";
      for await (const piece of request.text) if (typeof piece === "string") text += piece;
      this.requests.push({ ...request, text });
      if (request.voice === "nobody") {
        throw new ParlandoError("unknown_voice", 'There is no voice "nobody". Did you mean "sine"?', {
          field: "voice",
        });
      }
      yield* this.sound(text, signal);
    } finally {
      this.open -= 1;
      for (const wake of this.waiting.splice(0)) wake();
    }
  }

  /** Waits until no answer is open. */
  async idle(): Promise<void> {
    while (this.open > 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private async *sound(text: string, signal: AbortSignal): AsyncGenerator<SpeakEvent, void, undefined> {
    const { chunks = 20, failAt, failure, rateHz = RATE_HZ } = this.script;
    yield { type: "started", voice: VOICE, sampleRateHz: rateHz, fellBack: false };
    for (let at = 0; at < chunks; at++) {
      await this.script.gate?.(at, signal);
      if (signal.aborted) throw signal.reason;
      if (at === failAt) throw failure ?? new ParlandoError("engine_failed", "The engine test failed.");
      const startMs = samplesToMs(at * CHUNK_SAMPLES, rateHz);
      if (at % 10 === 0)
        yield { type: "mark", kind: "word", text: "la", start: at, end: at + 2, startMs, endMs: startMs + 50 };
      this.computed += 1;
      yield { type: "audio", pcm: tone(at * CHUNK_SAMPLES, CHUNK_SAMPLES, rateHz) };
    }
    const durationMs = samplesToMs(chunks * CHUNK_SAMPLES, rateHz);
    yield { type: "end", durationMs, characters: text.length };
  }
}

/** A stretch of a 440 Hz tone, continuous over chunks. */
export function tone(from: number, length: number, rateHz: number): Pcm {
  const samples = Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 440 * (from + i)) / rateHz));
  return { samples, sampleRateHz: rateHz };
}

/** Hears two sentences in whatever it is given, and tells how much that was. */
export class ScriptedListening implements Listening {
  readonly requests: ListenOptions[] = [];
  heardMs = 0;

  async recognisers() {
    return [{ id: "scripted", engine: "test", name: "Scripted", languages: ["en"], isAvailable: true }];
  }

  async *transcribe(
    audio: AsyncIterable<Pcm>,
    options: ListenOptions,
    signal: AbortSignal,
  ): AsyncGenerator<TranscriptEvent, void, undefined> {
    this.requests.push(options);
    this.heardMs = 0;
    for await (const { samples, sampleRateHz } of audio) {
      signal.throwIfAborted();
      this.heardMs += samplesToMs(samples.length, sampleRateHz);
    }
    yield { type: "started", model: "scripted" };
    const first = {
      text: "Good morning.",
      startMs: 0,
      endMs: 1000,
      averageLogProbability: -0.2,
      noSpeechProbability: 0.01,
    };
    const words = [
      { text: "Good", startMs: 0, endMs: 400 },
      { text: "morning.", startMs: 400, endMs: 1000 },
    ];
    yield { type: "segment", segment: options.words ? { ...first, words } : first };
    yield { type: "segment", segment: { text: "How are you?", startMs: 1200, endMs: 2000 } };
    yield { type: "end", text: "Good morning. How are you?", language: "en", durationMs: this.heardMs };
  }
}

export interface OpenGateway extends AsyncDisposable {
  readonly url: string;
  readonly speech: ScriptedSpeech;
  readonly listening: ScriptedListening;
  /** Parsed lines of the log so far. */
  readonly lines: Record<string, unknown>[];
  readonly deps: GatewayDeps;
  readonly app: App;
  close(): Promise<void>;
}

/** The real server on a free port, in front of a scripted voice. */
export async function openGateway(script: Script = {}, settings: Partial<GatewaySettings> = {}): Promise<OpenGateway> {
  const speech = new ScriptedSpeech(script);
  const listening = new ScriptedListening();
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  const state = { status: "ready", loadedModels: ["test-model"], queueSize: 0 } as const;
  const deps: GatewayDeps = {
    speech,
    listening,
    status: async () => ({ tts: state, asr: { ...state, loadedModels: ["scripted"] } }),
    settings: {
      maxTextCharacters: 100_000,
      maxUploadBytes: 2 ** 20,
      maxFrameBytes: 2 ** 20,
      closeGraceMs: 100,
      ...settings,
    },
    log: createLog({ level: "info", destination }),
    metrics: createMetrics(),
    clock: SYSTEM_CLOCK,
    version: "1.2.3",
  };
  const gateway = await createGateway(deps);
  const url = await gateway.listen("127.0.0.1", 0);
  const close = (): Promise<void> => gateway.close();
  return { url, app: gateway.app, speech, listening, lines, deps, close, [Symbol.asyncDispose]: close };
}
