/** Variants that stay intelligible in every language tried, of espeak's hundred. */
export const VARIANTS = [
  { name: "f2", gender: "female" },
  { name: "f3", gender: "female" },
  { name: "f4", gender: "female" },
  { name: "m3", gender: "male" },
  { name: "m7", gender: "male" },
] as const;

/** Languages listed with variants; all others are listed once. */
export const VARIED_LANGUAGES: ReadonlySet<string> = new Set([
  "ar",
  "cmn",
  "de",
  "en-gb",
  "en-us",
  "es",
  "es-419",
  "fr-fr",
  "hi",
  "it",
  "nl",
  "pl",
  "pt",
  "pt-br",
  "ru",
  "tr",
  "uk",
]);
