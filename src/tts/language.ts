/** Scripts that name a language, or nearly so; the first that matches counts. */
const SCRIPTS: readonly (readonly [script: RegExp, language: string])[] = [
  [/[іїєґ]/iu, "uk"],
  [/\p{Script=Cyrillic}/u, "ru"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "ja"],
  [/\p{Script=Han}/u, "zh"],
  [/\p{Script=Hangul}/u, "ko"],
  [/\p{Script=Greek}/u, "el"],
  [/\p{Script=Arabic}/u, "ar"],
  [/\p{Script=Hebrew}/u, "he"],
  [/\p{Script=Devanagari}/u, "hi"],
  [/\p{Script=Bengali}/u, "bn"],
  [/\p{Script=Tamil}/u, "ta"],
  [/\p{Script=Telugu}/u, "te"],
  [/\p{Script=Thai}/u, "th"],
  [/\p{Script=Georgian}/u, "ka"],
  [/\p{Script=Armenian}/u, "hy"],
];

const LATIN = /\p{Script=Latin}/gu;
const LETTER = /\p{L}/gu;

/**
 * The language a text's letters tell of, for voices that speak whatever is asked; `en` where they tell nothing.
 * A text that is mostly Latin stays `en`, names in other scripts or not.
 */
export function guessLanguage(text: string): string {
  const letters = text.match(LETTER)?.length ?? 0;
  const latin = text.match(LATIN)?.length ?? 0;
  if (latin * 2 >= letters) return "en";
  return SCRIPTS.find(([script]) => script.test(text))?.[1] ?? "en";
}
