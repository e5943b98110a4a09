import type { Step, StepMark } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { msToSamples, samplesToMs } from "../../../contract/pcm.js";
import { ESPEAK_RATE_HZ } from "../../../text/phonemes/espeak.js";
import type { Espeak } from "../../../text/phonemes/espeak.js";
import type { EspeakUtterance } from "./clauses.js";
import { take } from "./take.js";
import type { Sound, Take } from "./take.js";

/** Complete words that are worth a call of their own when somebody waits for the first sound, ms of audio. */
const QUICK_MS = 200;
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
  const isQuick = utterance.isFirst && utterance.expectedMs > SHORT_MS;
  let taken = take(espeak, utterance, isQuick ? QUICK_MS : Infinity);
  let at = 0;
  let saidMs = 0;
  if (!taken.isWhole) {
    saidMs = taken.completeMs;
    at = msToSamples(saidMs, ESPEAK_RATE_HZ);
    yield { pcm: pcmOf(taken, 0, at, utterance), marks: marksOf(taken, utterance, 0, saidMs) };
    throwIfAborted(signal);
    taken = take(espeak, utterance);
  }
  const { totalSamples } = taken;
  let marks: readonly StepMark[] | undefined = marksOf(taken, utterance, saidMs, Infinity);
  while (at < totalSamples) {
    const end = Math.min(totalSamples, at + STEP_SAMPLES);
    const pcm = pcmOf(taken, at, end, utterance);
    yield marks === undefined ? { pcm } : { pcm, marks, totalSamples };
    throwIfAborted(signal);
    marks = undefined;
    at = end;
  }
}

function pcmOf(taken: Take, from: number, to: number, { volume }: EspeakUtterance): Step["pcm"] & object {
  return { samples: taken.pcm(from, to, volume), sampleRateHz: ESPEAK_RATE_HZ };
}

/** Marks of the words and phonemes that begin in a stretch of time, in order of time. */
function marksOf(taken: Take, utterance: EspeakUtterance, fromMs: number, toMs: number): readonly StepMark[] {
  const isWithin = ({ startMs }: { readonly startMs: number }): boolean => startMs >= fromMs && startMs < toMs;
  const words = wordMarks(taken.words, utterance);
  const lastMs = samplesToMs(taken.totalSamples, ESPEAK_RATE_HZ);
  const phonemes = taken.phonemes.map((sound): StepMark => toMark("phoneme", sound, sound.text, utterance));
  return [...words, ...phonemes]
    .filter(isWithin)
    .map((mark) => ({ ...mark, endMs: Math.min(mark.endMs, lastMs) }))
    .toSorted((a, b) => a.startMs - b.startMs);
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

function toMark(kind: "word" | "phoneme", sound: Sound, text: string, { span }: EspeakUtterance): StepMark {
  const { startMs, endMs } = sound;
  return { kind, text, span: { start: span.start + sound.start, end: span.start + sound.end }, startMs, endMs };
}
