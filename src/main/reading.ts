import { detectLanguage } from "../text/language/index.js";
import { normalize, NORMALIZED_LANGUAGES, type Normalized } from "../text/normalize/index.js";

const DEFAULT_LANGUAGE = "en";

/** How a text is read; in the language it looks like where none is told. */
export function readingOf(text: string, language?: string): Normalized {
  return normalize(text, language ?? detectLanguage(text, NORMALIZED_LANGUAGES) ?? DEFAULT_LANGUAGE);
}
