import { randomUUID } from "node:crypto";
import { formatById } from "../../../../src/audio/formats/index.js";
import type { Clock } from "../../../../src/async/clock.js";
import { throwIfAborted, ParlandoError } from "../../../../src/contract/errors.js";
import type { Listening, ListenOptions, TranscriptEvent } from "../../../../src/contract/listening.js";
import { SILENT_LOG } from "../../../../src/contract/log.js";
import { samplesToMs, type Pcm } from "../../../../src/contract/pcm.js";
import { FLUSH, type SpeakEvent, type SpeakRequest, type Speech } from "../../../../src/contract/speech.js";
import type { Voice } from "../../../../src/contract/voice.js";
import { decodeRecording } from "../../../../src/gateway/api/native/ws/decode.js";
import { parseFrames } from "../../../../src/gateway/api/native/ws/frames.js";
import type { Socket } from "../../../../src/gateway/socket/writer.js";
import { WS_LIMITS, type WsDeps } from "../../../../src/gateway/api/native/ws/ports.js";
import { speakBytes } from "../../../../src/gateway/api/native/ws/speech.js";

export const RATE_HZ = 16_000;
export const CHUNK_SAMPLES = 320;

export const VOICE: Voice = {
  id: "script:one",
  name: "One",
  engine: "script",
  model: "script",
  languages: ["en"],
  gender: "neutral",
  description: "Says a 20 ms tone for every word.",
  sampleRateHz: RATE_HZ,
  isAvailable: true,
};

/**
 * A speech by the letter of the contract: a tone for every word as the word arrives, a word mark before it.
 * The word `fail` throws. `gate` is awaited before each tone, so that a test holds the time.
 */
export class ScriptedSpeech implements Speech {
  gate: () => Promise<void> = () => Promise.resolve();
  readonly requests: SpeakRequest[] = [];
  /** Calls of `speak` that have not yet cleaned up. */
  open = 0;
  /** Tones made. */
  tones = 0;
  flushes = 0;

  async voices(): Promise<readonly Voice[]> {
    return [VOICE];
  }

  async *speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeakEvent, void, undefined> {
    this.requests.push(request);
    this.open++;
    try {
      if (request.voice !== "default" && request.voice !== VOICE.id) {
        throw new ParlandoError("unknown_voice", `There is no voice "${request.voice}".`, { field: "voice" });
      }
      yield { type: "started", voice: VOICE, sampleRateHz: RATE_HZ, fellBack: false };
      let samples = 0;
      let characters = 0;
      for await (const { word, start } of wordsOf(request.text, () => this.flushes++)) {
        await this.gate();
        throwIfAborted(signal);
        if (word === "fail") throw new ParlandoError("engine_failed", "The engine failed as it was told.");
        const startMs = samplesToMs(samples, RATE_HZ);
        yield { type: "mark", kind: "sentence", text: word, start, end: start + word.length, startMs };
        yield { type: "mark", kind: "word", text: word, start, end: start + word.length, startMs, endMs: startMs + 20 };
        this.tones++;
        samples += CHUNK_SAMPLES;
        characters = start + word.length;
        yield { type: "audio", pcm: { samples: tone(), sampleRateHz: RATE_HZ } };
      }
      yield { type: "end", durationMs: samplesToMs(samples, RATE_HZ), characters };
    } finally {
      this.open--;
    }
  }
}

function tone(): Float32Array {
  return Float32Array.from({ length: CHUNK_SAMPLES }, (_, i) => 0.5 * Math.sin((2 * Math.PI * 500 * i) / RATE_HZ));
}

async function* wordsOf(
  text: SpeakRequest["text"],
  onFlush: () => void,
): AsyncGenerator<{ word: string; start: number }> {
  let rest = "";
  let at = 0;
  const take = function* (isWhole: boolean): Generator<{ word: string; start: number }> {
    for (;;) {
      const match = (isWhole ? /\S+/ : /\S+(?=\s)/).exec(rest);
      if (match === null) return;
      yield { word: match[0], start: at + match.index };
      const used = match.index + match[0].length;
      at += used;
      rest = rest.slice(used);
    }
  };
  for await (const piece of text) {
    if (piece === FLUSH) {
      onFlush();
      yield* take(true);
      continue;
    }
    rest += piece;
    yield* take(false);
  }
  yield* take(true);
}

/** Hears how many samples it was given: `N samples at R Hz`, in one segment for each piece. */
export class ScriptedListening implements Listening {
  gate: () => Promise<void> = () => Promise.resolve();
  readonly options: ListenOptions[] = [];
  open = 0;

  async recognisers(): Promise<readonly []> {
    return [];
  }

  async *transcribe(
    audio: AsyncIterable<Pcm>,
    options: ListenOptions,
    signal: AbortSignal,
  ): AsyncGenerator<TranscriptEvent, void, undefined> {
    this.options.push(options);
    this.open++;
    try {
      yield { type: "started", model: "script" };
      let samples = 0;
      let rateHz = RATE_HZ;
      for await (const pcm of audio) {
        await this.gate();
        throwIfAborted(signal);
        const startMs = samplesToMs(samples, pcm.sampleRateHz);
        samples += pcm.samples.length;
        rateHz = pcm.sampleRateHz;
        const endMs = samplesToMs(samples, rateHz);
        yield { type: "segment", segment: { text: `${pcm.samples.length}`, startMs, endMs } };
      }
      const durationMs = samplesToMs(samples, rateHz);
      yield { type: "end", text: `${samples} samples at ${rateHz} Hz`, language: "en", durationMs };
    } finally {
      this.open--;
    }
  }
}

export type Json = Readonly<Record<string, unknown>>;

/** What a client saw, in order: JSON as it is, frames as `{ frame, bytes }`. */
export class FakeSocket implements Socket {
  readonly seen: Json[] = [];
  bufferedAmount = 0;
  readyState = 1;
  closedWith: { readonly code: number; readonly reason: string } | undefined;
  isTerminated = false;
  isPaused = false;
  pings = 0;
  /** While set, nothing is taken from the buffer. */
  isStuck = false;
  private waiting: (() => void)[] = [];

  send(data: string | Uint8Array, sent: (error?: Error | null) => void): void {
    if (typeof data === "string") this.seen.push(JSON.parse(data) as Json);
    else for (const frame of parseFrames(data)) this.seen.push({ frame: frame.type, bytes: frame.data.length });
    if (!this.isStuck) return queueMicrotask(() => sent());
    this.bufferedAmount += data.length;
    this.waiting.push(() => sent());
  }

  /** The client reads what has been waiting. */
  drain(): void {
    this.isStuck = false;
    this.bufferedAmount = 0;
    for (const sent of this.waiting.splice(0)) sent();
  }

  close(code: number, reason: string): void {
    this.closedWith = { code, reason };
    this.readyState = 3;
  }

  terminate(): void {
    this.isTerminated = true;
    this.readyState = 3;
  }

  ping(): void {
    this.pings++;
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }

  of(type: string): Json[] {
    return this.seen.filter((each) => each["type"] === type);
  }

  statuses(taskId: string): unknown[] {
    return this.of("status")
      .filter((each) => each["task_id"] === taskId)
      .map((each) => each["status"]);
  }

  get frames(): Json[] {
    return this.seen.filter((each) => "frame" in each);
  }
}

/** A clock that stands until it is moved. */
export class StandingClock implements Clock {
  private now = 0;
  private timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  nowMs(): number {
    return this.now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { atMs: this.now + ms, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  get waiting(): number {
    return this.timers.length;
  }

  move(ms: number): void {
    const endMs = this.now + ms;
    for (;;) {
      const due = this.timers.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.timers = this.timers.filter((each) => each !== due);
      this.now = due.atMs;
      due.callback();
    }
    this.now = endMs;
  }
}

export interface ScriptedDeps extends WsDeps {
  readonly speech: ScriptedSpeech;
  readonly listening: ScriptedListening;
  readonly clock: StandingClock;
  readonly counts: { streams: number; interrupted: number };
}

export function scriptedDeps(limits: Partial<WsDeps["limits"]> = {}): ScriptedDeps {
  const speech = new ScriptedSpeech();
  const counts = { streams: 0, interrupted: 0 };
  return {
    speech,
    counts,
    listening: new ScriptedListening(),
    clock: new StandingClock(),
    log: SILENT_LOG,
    metrics: {
      speechEnded() {},
      errorSeen() {},
      audioSent() {},
      interrupted: () => counts.interrupted++,
      streamOpened() {
        counts.streams++;
        return () => counts.streams--;
      },
    },
    limits: { ...WS_LIMITS, messageBytes: 64 * 1024, textCharacters: 1000, ...limits },
    defaultVoice: "default",
    speak: (request, output, signal) => speakBytes(speech, request, output, signal),
    checkOutput: ({ format }) => void formatById(format),
    decode: decodeRecording,
    async openSession({ sessionId, authToken }) {
      if (authToken === "wrong")
        throw new ParlandoError("unauthorized", "This token is not known here.", { field: "auth_token" });
      return { sessionId: sessionId ?? randomUUID(), resumed: false, release() {} };
    },
  };
}

/** Lets the event loop turn until `holds`; a test that waits for what never comes fails by itself, with what was seen. */
export async function until(holds: () => boolean, seen: () => unknown = () => ""): Promise<void> {
  for (let turn = 0; turn < 5000; turn++) {
    if (holds()) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`it never came; seen: ${JSON.stringify(seen(), null, 1)}`);
}

/** A gate that opens one tone at a time. */
export function turnstile(): { readonly gate: () => Promise<void>; readonly pass: (count?: number) => void } {
  let passes = 0;
  const waiting: (() => void)[] = [];
  return {
    gate() {
      if (passes > 0) {
        passes--;
        return Promise.resolve();
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    pass(count = 1) {
      for (let i = 0; i < count; i++) {
        const next = waiting.shift();
        if (next === undefined) passes++;
        else next();
      }
    },
  };
}
