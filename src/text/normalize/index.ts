import { joined, sourceRange } from "../lexicon/pieces.js";
import { LANGUAGES } from "./languages.js";
import { settle } from "./compose.js";
import { toPieces } from "./rewrite.js";
import type { Normalized } from "./types.js";

export type { Normalized, Rewrite } from "./types.js";

/** Primary subtags of the languages with rules; texts in others are left as they are. */
export const NORMALIZED_LANGUAGES: readonly string[] = Object.keys(LANGUAGES);

/**
 * The words a text is read in: numbers, dates, units, signs and abbreviations written out.
 * What has been written out stays as it is when it comes again. Takes time linear in the text.
 * @param language BCP-47 tag; the region decides the order of dates.
 */
export function normalize(text: string, language: string): Normalized {
  const rules = LANGUAGES[(language.split(/[-_]/u)[0] ?? "").toLowerCase()]?.rules ?? [];
  const rewrites = settle(text, rules, language);
  const pieces = toPieces(text, rewrites);
  return { language, text: joined(pieces), rewrites, toOriginal: (start, end) => sourceRange(pieces, start, end) };
}
