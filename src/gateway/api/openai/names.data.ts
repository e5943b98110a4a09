/** Names of OpenAI's models that speak; each stands for whatever speaks the voice asked for. */
export const SPEECH_MODEL_ALIASES: readonly string[] = [
  "tts-1",
  "tts-1-hd",
  "gpt-4o-mini-tts",
  "gpt-4o-mini-tts-2025-12-15",
];

/** Names of OpenAI's models that listen; each stands for the best recogniser installed. */
export const LISTENING_MODEL_ALIASES: readonly string[] = [
  "whisper-1",
  "gpt-4o-transcribe",
  "gpt-4o-mini-transcribe",
  "gpt-4o-transcribe-diarize",
];

/** Names of OpenAI's voices; the synthesis knows which voice each stands for. */
export const OPENAI_VOICES: readonly string[] = [
  "alloy",
  "ash",
  "ballad",
  "cedar",
  "coral",
  "echo",
  "fable",
  "marin",
  "nova",
  "onyx",
  "sage",
  "shimmer",
  "verse",
];
