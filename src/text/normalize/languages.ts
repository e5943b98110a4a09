import { german } from "./de/index.js";
import { english } from "./en/index.js";
import { spanish } from "./es/index.js";
import { french } from "./fr/index.js";
import { italian } from "./it/index.js";
import { portuguese } from "./pt/index.js";
import { russian } from "./ru/index.js";
import type { LanguageRules } from "./types.js";

/** Languages with rules, by primary subtag. */
export const LANGUAGES: Readonly<Record<string, LanguageRules>> = {
  de: german,
  en: english,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
  ru: russian,
};
