import type { AsrEngine, TtsEngine } from "../contract/engine.js";
import { ASR_ENGINES } from "../asr/engines/index.js";
import { TTS_ENGINES } from "../tts/engines/index.js";

type EngineList<E> = Readonly<Record<string, () => Promise<E>>>;

export interface Engines {
  readonly tts: EngineList<TtsEngine>;
  readonly asr: EngineList<AsrEngine>;
}

/** The engines that come with Parlando, and those of more modules. Nothing is loaded but the modules' lists. */
export async function gatherEngines(modules: readonly string[]): Promise<Engines> {
  let engines: Engines = { tts: TTS_ENGINES, asr: ASR_ENGINES };
  for (const url of modules) {
    const more = (await import(url)) as { TTS_ENGINES?: Engines["tts"]; ASR_ENGINES?: Engines["asr"] };
    engines = { tts: { ...engines.tts, ...more.TTS_ENGINES }, asr: { ...engines.asr, ...more.ASR_ENGINES } };
  }
  return engines;
}
