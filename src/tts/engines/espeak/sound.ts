import type { Step, StepMark } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { ESPEAK_RATE_HZ } from "../../../text/phonemes/espeak.js";
import type { Espeak, EspeakEvent } from "../../../text/phonemes/espeak.js";
import type { EspeakUtterance } from "./clauses.js";

/** Speaks an utterance: one synchronous call, given out as steps of up to 100 ms. */
export async function* sound(espeak: Espeak, utterance: EspeakUtterance, signal: AbortSignal): AsyncGenerator<Step> {
  throwIfAborted(signal);
  const { sentence, span, call, volume } = utterance;
  const chunks: Int16Array[] = [];
  const events: EspeakEvent[] = [];
  espeak.synthesize(sentence.slice(span.start, span.end), call, (samples, heard) => {
    chunks.push(samples);
    events.push(...heard);
    return false;
  });
  const totalSamples = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const marks = wordMarks(events, sentence, span.start, (totalSamples * 1000) / ESPEAK_RATE_HZ);
  let isFirst = true;
  for (const chunk of chunks) {
    if (chunk.length === 0) continue;
    throwIfAborted(signal);
    const pcm = {
      samples: Float32Array.from(chunk, (sample) => (sample * volume) / 32768),
      sampleRateHz: ESPEAK_RATE_HZ,
    };
    yield isFirst ? { pcm, marks, totalSamples } : { pcm };
    isFirst = false;
  }
}

/** One mark per word as written: espeak's own words ("12" is two of them) that begin in the same run of non-space. */
function wordMarks(events: readonly EspeakEvent[], sentence: string, offset: number, totalMs: number): StepMark[] {
  const marks: StepMark[] = [];
  for (const event of events) {
    if (event.kind !== "word") continue;
    const start = offset + event.start;
    const last = marks.at(-1);
    if (last !== undefined && start < last.span.end) continue;
    const text = /^\S+/u.exec(sentence.slice(start))?.[0] ?? "";
    if (text === "") continue;
    if (last !== undefined) marks[marks.length - 1] = { ...last, endMs: event.atMs };
    marks.push({ kind: "word", text, span: { start, end: start + text.length }, startMs: event.atMs, endMs: totalMs });
  }
  return marks;
}
