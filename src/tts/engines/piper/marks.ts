import type { StepMark } from "../../../contract/engine.js";
import type { PiperUtterance } from "./utterance.js";

/** Signs in a phoneme string that have no time of their own to speak of. */
const SOUNDLESS = /^[\s\p{P}\p{M}ˈˌːˑ|‖]$/u;

/**
 * When each word and phoneme sounds, from the frames of the ids; known before anything sounds.
 * @param durations frames of each id. @param frameMs playing time of a frame.
 * @param offsetMs added to every time; what would begin before 0 begins at 0.
 * @param lengthMs of the utterance; nothing ends later.
 */
export function marksOf(
  { phonemes, words, ranges, span }: PiperUtterance,
  durations: readonly number[],
  frameMs: number,
  offsetMs: number,
  lengthMs: number,
): StepMark[] {
  const ends: number[] = [0];
  for (const frames of durations) ends.push((ends.at(-1) ?? 0) + frames);
  const timeOf = (id: number): number => Math.min(lengthMs, Math.max(0, (ends[id] ?? 0) * frameMs + offsetMs));
  const marks: StepMark[] = [];
  const openWords = new Map<number, { startMs: number; endMs: number }>();
  for (const [at, { text, word }] of phonemes.entries()) {
    const { start, end } = ranges[at] ?? { start: 0, end: 0 };
    if (end === start) continue;
    const times = { startMs: timeOf(start), endMs: timeOf(end) };
    const known = openWords.get(word);
    if (word >= 0) openWords.set(word, { startMs: known?.startMs ?? times.startMs, endMs: times.endMs });
    if (!SOUNDLESS.test(text)) marks.push({ kind: "phoneme", text, span: words[word]?.span ?? span, ...times });
  }
  for (const [word, times] of openWords) {
    const spoken = words[word];
    if (spoken !== undefined) marks.push({ kind: "word", text: spoken.text, span: spoken.span, ...times });
  }
  // A word before the phoneme that begins it.
  const order = { word: 0, mark: 1, phoneme: 2 };
  return marks.toSorted((a, b) => a.startMs - b.startMs || order[a.kind] - order[b.kind]);
}
