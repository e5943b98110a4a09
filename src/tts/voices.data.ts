import type { Voice } from "../contract/voice.js";

/** A voice by its kind: the n-th voice of that gender in the language, counted round. */
export interface VoiceWish {
  readonly gender: Voice["gender"];
  /** From 0. */
  readonly index: number;
}

/** OpenAI's voice names. Their own accents and characters cannot be had; their genders can, and that they differ. */
export const OPENAI_VOICES: Readonly<Record<string, VoiceWish>> = {
  alloy: { gender: "female", index: 0 },
  ash: { gender: "male", index: 0 },
  ballad: { gender: "male", index: 1 },
  coral: { gender: "female", index: 1 },
  echo: { gender: "male", index: 2 },
  fable: { gender: "male", index: 3 },
  nova: { gender: "female", index: 2 },
  onyx: { gender: "male", index: 4 },
  sage: { gender: "female", index: 3 },
  shimmer: { gender: "female", index: 4 },
  verse: { gender: "male", index: 5 },
  marin: { gender: "female", index: 5 },
  cedar: { gender: "male", index: 6 },
};

/** Model names of OpenAI's that mean "whatever speaks the voice". */
export const OPENAI_MODELS: ReadonlySet<string> = new Set(["tts-1", "tts-1-hd", "gpt-4o-mini-tts"]);

/** Engines by language, best first; `*` for the languages not named. Heavier engines speak only when asked for. */
export const FALLBACK_ENGINES: Readonly<Record<string, readonly string[]>> = {
  en: ["hibari", "kokoro", "piper", "melo", "espeak"],
  ru: ["piper", "espeak"],
  "*": ["piper", "kokoro", "melo", "espeak"],
};

/** Voices that come before their engine's others where a language is asked for and no voice. */
export const PREFERRED_VOICES: ReadonlySet<string> = new Set([
  "af_heart",
  "am_michael",
  "ru_RU-dmitri-medium",
  "espeak:en-us",
  "espeak:en-us+f3",
  "espeak:fr-fr",
  "espeak:cmn",
  "espeak:hy",
]);
