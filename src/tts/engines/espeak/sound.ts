import { Stretcher } from "../../../audio/pcm/stretch.js";
import type { Step, StepMark } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import type { Pcm } from "../../../contract/pcm.js";
import { msToSamples } from "../../../contract/pcm.js";
import { ESPEAK_RATE_HZ } from "../../../text/phonemes/espeak.js";
import type { Espeak } from "../../../text/phonemes/espeak.js";
import type { EspeakUtterance } from "./clauses.js";
import { take } from "./take.js";
import type { Sound, Take } from "./take.js";

/** Complete words that are worth a call of their own when somebody waits for the first sound, ms of audio. */
const QUICK_MS = 100;
/** An utterance shorter than this is made in one go, ms of audio: the quick call would save 4 ms and cost 1. */
const SHORT_MS = 1200;
const STEP_SAMPLES = msToSamples(200, ESPEAK_RATE_HZ);

/**
 * Speaks an utterance. espeak cannot be stopped and resumed, but equal calls give equal samples: so the first words come
 * from a call that is stopped after them, and the second call, which makes the whole, goes on after those.
 *
 *   pull 1   [first words]
 *   pull 2   [first words, made again|200 ms]  pull 3 [200 ms]  …
 */
export async function* speakUtterance(
  espeak: Espeak,
  utterance: EspeakUtterance,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  throwIfAborted(signal);
  const isQuick = utterance.isFirst && utterance.expectedMs > SHORT_MS && utterance.stretch === 1;
  let taken = take(espeak, utterance, isQuick ? QUICK_MS : Infinity);
  let at = 0;
  let saidMs = 0;
  if (!taken.isWhole) {
    saidMs = taken.completeMs;
    at = msToSamples(saidMs, ESPEAK_RATE_HZ);
    yield { pcm: pcmOf(taken.pcm(utterance.volume), 0, at), marks: marksOf(taken, utterance, 0, saidMs) };
    throwIfAborted(signal);
    taken = take(espeak, utterance);
  }
  const samples = stretched(taken.pcm(utterance.volume), utterance.stretch);
  let marks: readonly StepMark[] | undefined = marksOf(taken, utterance, saidMs, Infinity);
  for (; at < samples.length; at += STEP_SAMPLES) {
    const pcm = pcmOf(samples, at, at + STEP_SAMPLES);
    yield marks === undefined ? { pcm } : { pcm, marks, totalSamples: samples.length };
    throwIfAborted(signal);
    marks = undefined;
  }
}

/** A chunk of its own memory. */
function pcmOf(samples: Float32Array, from: number, to: number): Pcm {
  return { samples: samples.slice(from, to), sampleRateHz: ESPEAK_RATE_HZ };
}

function stretched(samples: Float32Array, speed: number): Float32Array {
  if (speed === 1) return samples;
  const stretcher = new Stretcher(ESPEAK_RATE_HZ, speed);
  const [most, rest] = [stretcher.push(samples), stretcher.flush()];
  const all = new Float32Array(most.length + rest.length);
  all.set(most);
  all.set(rest, most.length);
  return all;
}

/** Marks of the words and phonemes that begin in a stretch of espeak's time, in order of time. */
function marksOf(taken: Take, utterance: EspeakUtterance, fromMs: number, toMs: number): readonly StepMark[] {
  const isWithin = ({ startMs }: { readonly startMs: number }): boolean => startMs >= fromMs && startMs < toMs;
  const words = wordMarks(taken.words, utterance);
  const phonemes = taken.phonemes.map((one): StepMark => toMark("phoneme", one, one.text, utterance));
  const { stretch } = utterance;
  return [...words, ...phonemes]
    .filter(isWithin)
    .toSorted((a, b) => a.startMs - b.startMs)
    .map((mark) => ({
      ...mark,
      startMs: mark.startMs / stretch,
      endMs: Math.min(mark.endMs, taken.durationMs) / stretch,
    }));
}

/** Scripts that put no spaces between words: there espeak's own words are all there is. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Myanmar}]/u;
/** What is not said at the end of a word. */
const SILENT_END = /(?<=[\p{L}\p{N}%‰°])[^\p{L}\p{N}\p{M}\p{Sc}%‰°]+$/u;

/** One mark per word as written: espeak's own words ("12" is two of them) that begin in the same run of non-space. */
function wordMarks(words: readonly Sound[], utterance: EspeakUtterance): StepMark[] {
  const marks: StepMark[] = [];
  const own = utterance.sentence.slice(utterance.span.start, utterance.span.end);
  for (const [n, word] of words.entries()) {
    const last = marks.at(-1);
    if (last !== undefined && utterance.span.start + word.start < last.span.end) {
      marks[marks.length - 1] = { ...last, endMs: word.endMs };
      continue;
    }
    const run = /^\S+/u.exec(own.slice(word.start))?.[0] ?? "";
    const toNext = own.slice(word.start, words.slice(n + 1).find(({ start }) => start > word.start)?.start);
    const text = (UNSPACED.test(run) && toNext.length < run.length ? toNext : run).replace(SILENT_END, "");
    if (text !== "") marks.push(toMark("word", { ...word, end: word.start + text.length }, text, utterance));
  }
  return marks;
}

function toMark(kind: "word" | "phoneme", one: Sound, text: string, { span }: EspeakUtterance): StepMark {
  const { startMs, endMs } = one;
  return { kind, text, span: { start: span.start + one.start, end: span.start + one.end }, startMs, endMs };
}
