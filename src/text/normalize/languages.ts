import { english } from "./en/index.js";
import { spanish } from "./es/index.js";
import { russian } from "./ru/index.js";
import type { LanguageRules } from "./types.js";

/** Languages with rules, by primary subtag. */
export const LANGUAGES: Readonly<Record<string, LanguageRules>> = { en: english, es: spanish, ru: russian };
