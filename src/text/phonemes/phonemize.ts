import { readClauses } from "./clauses.js";
import type { ClauseSpan } from "./clauses.js";
import { openEspeak } from "./espeak.js";
import type { Espeak } from "./espeak.js";
import { toPlain } from "./plain.js";

/** A clause in IPA, with what ends it. */
export interface PhonemeClause extends ClauseSpan {
  /** Sounds, stress marks and spaces between words; no language flags, no ties, as espeak composes them (not NFD). */
  readonly ipa: string;
}

const LANGUAGE_FLAGS = /\([^)]+\)/gu;

/**
 * A text as IPA, clause by clause as espeak divides it; one synchronous call of about 0.5 ms per sentence.
 * The clauses cover the text from its start to its end.
 * @param language a name espeak knows: `en-us`, `ru`, `gmw/en-US`.
 * @throws ParlandoError `invalid_request` for an unknown language; `text_too_long` past 64 kB.
 */
export async function phonemize(text: string, language: string): Promise<readonly PhonemeClause[]> {
  return toClauses(await openEspeak(), text, language);
}

function toClauses(espeak: Espeak, text: string, language: string): readonly PhonemeClause[] {
  const spans = readClauses(toPlain(text, false).text);
  const spoken = espeak.ipa(text, language);
  if (spoken.length === spans.length) return spans.map((span, n) => ({ ...span, ipa: withoutFlags(spoken[n]) }));
  // The rules above missed a break of this language: clause by clause, each break is where they say.
  return spans.map((span) => {
    const ipa = espeak.ipa(text.slice(span.start, span.end), language).join(" ");
    return { ...span, ipa: withoutFlags(ipa) };
  });
}

function withoutFlags(ipa = ""): string {
  return ipa.replace(LANGUAGE_FLAGS, "");
}
