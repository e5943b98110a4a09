import type { Utterance } from "../../../contract/engine.js";
import type { Manner } from "../../../contract/manner.js";
import type { PiperConfig } from "./config.js";
import { divide, type DivideOptions, type SentencePart } from "./divide.js";
import type { SpokenIds } from "./graphs.js";
import { toIds, type PhonemeIds } from "./ids.js";
import { toSentences, type Phoneme } from "./phonemes.js";
import type { Word } from "./words.js";

/** Where a sentence was divided: how the part before ended is known to the part after it once that was spoken. */
export interface Seam {
  /** Silence at the end of the part before, in samples; undefined where it was not spoken. */
  tailSamples: number | undefined;
  /** When its listener has played it all, on the engine's clock. */
  dryAtMs: number | undefined;
}

/** A sentence, or a part of a long one, as a Piper voice speaks it. */
export interface PiperUtterance extends Utterance, PhonemeIds {
  readonly unknown: readonly string[];
  readonly spoken: SpokenIds;
  readonly phonemes: readonly Phoneme[];
  readonly words: readonly Word[];
  /** Linear gain. */
  readonly volume: number;
  /** Speaking rate, 1 = the voice's own. */
  readonly speed: number;
  /** The seam with the part before it, where a sentence was divided. */
  readonly before: Seam | undefined;
  /** The seam with the part after it. */
  readonly after: Seam | undefined;
}

export interface UtteranceOptions extends DivideOptions {
  readonly speaker: number;
  /** Playing time of an id at a length scale of 1. */
  readonly msPerId: number;
}

/** The text as the utterances a voice speaks; those without a word are left out. */
export async function toUtterances(
  text: string,
  config: PiperConfig,
  manner: Manner,
  options: UtteranceOptions,
): Promise<readonly PiperUtterance[]> {
  const sentences = await toSentences(text, config);
  const spoken = sentences.filter(({ phonemes }) => phonemes.some(({ word }) => word >= 0));
  const seed = manner.seed ?? Math.floor(Math.random() * 2 ** 32);
  const utterances: PiperUtterance[] = [];
  for (const sentence of spoken) {
    let before: Seam | undefined;
    for (const part of divide(sentence, config, options)) {
      const after: Seam | undefined = part.isDivided ? { tailSamples: undefined, dryAtMs: undefined } : undefined;
      const base = toUtterance(text, part, config, manner, options, mixed(seed, utterances.length));
      utterances.push({ ...base, before, after });
      before = after;
    }
  }
  return coverText(text, utterances);
}

/** A seed of its own for each utterance of a sentence (splitmix32). */
function mixed(seed: number, index: number): number {
  let hash = (seed + Math.imul(index, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
  hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97);
  return index === 0 ? seed : (hash ^ (hash >>> 15)) >>> 0;
}

function toUtterance(
  text: string,
  { span, phonemes, words }: SentencePart,
  config: PiperConfig,
  { speed, volume }: Manner,
  { speaker, msPerId }: UtteranceOptions,
  seed: number,
): PiperUtterance {
  const phonemeIds = toIds(
    phonemes.map((phoneme) => phoneme.text),
    config,
  );
  const { noiseScale, noiseW } = config.inference;
  const lengthScale = config.inference.lengthScale / speed;
  return {
    ...phonemeIds,
    span: trimmed(text, span.start, span.end),
    expectedMs: phonemeIds.ids.length * msPerId * lengthScale,
    spoken: { ids: phonemeIds.ids, speaker, noiseScale, lengthScale, noiseW, seed },
    phonemes,
    words,
    volume,
    speed,
    before: undefined,
    after: undefined,
  };
}

function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const piece = text.slice(start, end);
  return { start: start + piece.length - piece.trimStart().length, end: start + piece.trimEnd().length };
}

/** Marks that no utterance speaks (a closing quote, a lone dash) go with the one before them: nothing but space is between two. */
function coverText(text: string, utterances: readonly PiperUtterance[]): readonly PiperUtterance[] {
  return utterances.map((utterance, at) => {
    const start = at === 0 ? 0 : utterance.span.start;
    const end = utterances[at + 1]?.span.start ?? text.length;
    return { ...utterance, span: trimmed(text, start, end) };
  });
}
