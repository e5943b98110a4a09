import type { TtsEngine } from "../../contract/engine.js";

/** The engines by id; each is read from disk only when it is wanted. A new engine adds its line here. */
export const TTS_ENGINES: Readonly<Record<string, () => Promise<TtsEngine>>> = {
  espeak: async () => (await import("./espeak/index.js")).espeakEngine,
  piper: async () => (await import("./piper/index.js")).piperEngine,
};
