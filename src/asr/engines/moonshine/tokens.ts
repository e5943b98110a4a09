import tokenizer from "llama-tokenizer-js";

/** First token fed to the decoder. */
export const START_TOKEN = 1;
/** The decoder's own end. */
export const END_TOKEN = 2;
/** Llama's vocabulary, which is the lower part of Moonshine's; ids from here on are special tokens without a text. */
const TEXT_TOKENS = 32_000;
const FIRST_TEXT_TOKEN = 3;

/**
 * Text of decoder ids: special tokens say nothing, byte tokens are joined to UTF-8, white space is trimmed, and a comma
 * that the model wrote twice stands once.
 */
export function textOfTokens(ids: readonly number[]): string {
  const spoken = ids.filter((id) => id >= FIRST_TEXT_TOKEN && id < TEXT_TOKENS);
  return tokenizer
    .decode([...spoken], false, false)
    .replaceAll(/\s+/gu, " ")
    .replaceAll(/,{2,}/gu, ",")
    .trim();
}
