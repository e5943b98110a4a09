import { resample } from "../audio/pcm/resample.js";
import { rechunk } from "../audio/pcm/rechunk.js";
import type { AudioFormat } from "../contract/format.js";
import { samplesToMs, type Pcm } from "../contract/pcm.js";
import type { SpeakRequest, Speech } from "../contract/speech.js";

/** Filled while the sound is pulled; times are of `performance.now()`. */
export interface SayReport {
  readonly startedMs: number;
  firstAudioMs?: number;
  endedMs?: number;
  audioMs?: number;
  voice?: string;
}

export interface SoundOptions {
  readonly format: AudioFormat;
  readonly rateHz: number;
  readonly chunkMs: number | undefined;
  readonly report: SayReport;
}

/** Speech as bytes of a format. No byte, not even a header, comes before the first sample: a failure leaves no output. */
export async function* soundOf(
  speech: Speech,
  request: SpeakRequest,
  { format, rateHz, chunkMs, report }: SoundOptions,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const rate = format.rateFor(rateHz);
  const spoken = pcmOf(speech, request, report, signal);
  try {
    const first = await spoken.next();
    const pcm = resample(first.done === true ? spoken : startingWith(first.value, spoken), rate, signal);
    yield* format.encode(chunkMs === undefined ? pcm : rechunk(pcm, chunkMs, signal), rate, signal);
  } finally {
    await spoken.return();
  }
}

async function* startingWith<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  yield first;
  yield* rest;
}

async function* pcmOf(
  speech: Speech,
  request: SpeakRequest,
  report: SayReport,
  signal: AbortSignal,
): AsyncGenerator<Pcm, void, undefined> {
  report.audioMs = 0;
  for await (const event of speech.speak(request, signal)) {
    if (event.type === "started") report.voice = event.voice.id;
    if (event.type !== "audio") continue;
    report.firstAudioMs ??= performance.now();
    report.audioMs += samplesToMs(event.pcm.samples.length, event.pcm.sampleRateHz);
    yield event.pcm;
  }
  report.endedMs = performance.now();
}
