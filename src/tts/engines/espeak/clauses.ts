import type { Utterance } from "../../../contract/engine.js";
import type { Manner } from "../../../contract/manner.js";
import type { EspeakCall } from "../../../text/phonemes/espeak.js";
import type { EspeakVoice } from "./voices.js";

/** A stretch of a sentence with the settings it is to be spoken with. */
export interface EspeakUtterance extends Utterance {
  readonly sentence: string;
  readonly call: EspeakCall;
  /** Linear gain. */
  readonly volume: number;
}

const PLAIN_WORDS_PER_MINUTE = 175;
const RATE_RANGE = { min: 80, max: 450 };
/** Of English prose at 175 words per minute. */
const MS_PER_CHARACTER = 62;

/** Divides a sentence into what is spoken in one go. */
export function divide(sentence: string, voice: EspeakVoice, manner: Manner): readonly EspeakUtterance[] {
  if (!/[\p{L}\p{N}\p{S}]/u.test(sentence)) return [];
  const wordsPerMinute = Math.round(
    Math.min(RATE_RANGE.max, Math.max(RATE_RANGE.min, PLAIN_WORDS_PER_MINUTE * manner.speed)),
  );
  const call = { voice: voice.identifier, wordsPerMinute, pitchLevel: Math.round(50 + 50 * Math.log2(manner.pitch)) };
  const span = { start: 0, end: sentence.length };
  const expectedMs = (sentence.length * MS_PER_CHARACTER * PLAIN_WORDS_PER_MINUTE) / wordsPerMinute;
  return [{ sentence, span, expectedMs, call, volume: manner.volume }];
}
