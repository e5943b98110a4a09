import { PAD, SENTENCE_END, SENTENCE_START, type PiperConfig } from "./config.js";

/** Phonemes of a sentence as a voice's ids. */
export interface PhonemeIds {
  readonly ids: readonly number[];
  /** For each phoneme its ids, end exclusive, with the pad after them; empty (start = end) where the voice has none for it. */
  readonly ranges: readonly { readonly start: number; readonly end: number }[];
  /** Phonemes the voice does not know, each once. They are not spoken. */
  readonly unknown: readonly string[];
}

/** The phonemes a voice's map makes of one. */
function mapped(config: PiperConfig, phoneme: string): readonly string[] {
  return config.phonemeMap.get(phoneme) ?? [phoneme];
}

/** Start, pad, each phoneme with a pad after it, end: as the voices were trained. */
export function toIds(phonemes: readonly string[], config: PiperConfig): PhonemeIds {
  const idsOf = (mark: string): readonly number[] => config.phonemeIds.get(mark) ?? [];
  const pad = idsOf(PAD);
  const ids = [...idsOf(SENTENCE_START), ...pad];
  const unknown = new Set<string>();
  const ranges = phonemes.map((phoneme) => {
    const start = ids.length;
    for (const each of mapped(config, phoneme)) {
      const known = config.phonemeIds.get(each);
      if (known === undefined) unknown.add(each);
      else ids.push(...known, ...pad);
    }
    return { start, end: ids.length };
  });
  ids.push(...idsOf(SENTENCE_END));
  return { ids, ranges, unknown: [...unknown] };
}
