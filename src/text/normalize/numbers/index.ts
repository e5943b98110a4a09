import { createRequire } from "node:module";
import type { WrittenRules } from "./rules.js";
import { NumberWords } from "./words.js";

export { NumberWords } from "./words.js";

type Written = Readonly<Record<string, Readonly<Record<string, WrittenRules>>>>;

const require = createRequire(import.meta.url);
const loaded = new Map<string, NumberWords>();

/**
 * Number words of a language of the CLDR, read when first asked for and then kept.
 * @param language file name there, such as `en` or `es-419`; throws if there is none.
 */
export function numberWords(language: string): NumberWords {
  let words = loaded.get(language);
  if (words === undefined) {
    const { rbnf } = require(`cldr-rbnf/rbnf/${language}.json`) as { rbnf: { rbnf: Written } };
    words = new NumberWords(language, { ...rbnf.rbnf["OrdinalRules"], ...rbnf.rbnf["SpelloutRules"] });
    loaded.set(language, words);
  }
  return words;
}
