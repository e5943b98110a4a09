import type { LoadOptions, Step, TtsEngine, TtsModel, Utterance } from "../../../contract/engine.js";
import { ParlandoError, throwIfAborted } from "../../../contract/errors.js";
import type { Manner } from "../../../contract/manner.js";
import { openEspeak } from "../../../text/phonemes/espeak.js";
import type { Espeak } from "../../../text/phonemes/espeak.js";
import { divide } from "./clauses.js";
import type { EspeakUtterance } from "./clauses.js";
import { speakUtterance } from "./sound.js";
import { toVoices } from "./voices.js";
import type { EspeakVoice } from "./voices.js";

/** eSpeak NG inside the process: over a hundred languages without a download. */
export const espeakEngine: TtsEngine = {
  id: "espeak",
  async load(_directory: string, _options: LoadOptions, signal: AbortSignal): Promise<TtsModel> {
    throwIfAborted(signal);
    const model = new EspeakModel(await openEspeak());
    await model.warmUp(signal);
    return model;
  },
};

class EspeakModel implements TtsModel {
  readonly voices: readonly EspeakVoice[];
  private readonly espeak: Espeak;
  private readonly byId: ReadonlyMap<string, EspeakVoice>;

  constructor(espeak: Espeak) {
    this.espeak = espeak;
    this.voices = toVoices(espeak.languages);
    this.byId = new Map(this.voices.map((voice) => [voice.id, voice]));
  }

  async prepare(sentence: string, voiceId: string, manner: Manner): Promise<readonly Utterance[]> {
    const voice = this.byId.get(voiceId);
    if (voice === undefined) {
      throw new ParlandoError("unknown_voice", `espeak has no voice "${voiceId}".`, { field: "voice" });
    }
    return this.isSilent(sentence, voice) ? [] : divide(sentence, voice, manner);
  }

  synthesize(utterance: Utterance, signal: AbortSignal): AsyncIterable<Step> {
    return speakUtterance(this.espeak, utterance as EspeakUtterance, signal);
  }

  /** Some signs are read ("&", "%", emoji), most are not: without letters or digits only espeak can tell. */
  private isSilent(sentence: string, voice: EspeakVoice): boolean {
    if (/[\p{L}\p{N}]/u.test(sentence)) return false;
    const ipa = this.espeak.ipa(sentence.slice(0, MOST_SIGNS), voice.identifier);
    return ipa.every((clause) => clause.trim() === "");
  }

  /** The very first call compiles what all calls need; a replaced host must be back before the next calls pay off. */
  async warmUp(signal: AbortSignal): Promise<void> {
    const manner = { speed: 1, pitch: 1, volume: 1 };
    for (const utterance of await this.prepare("Warm.", "espeak:en-us", manner)) {
      for await (const step of this.synthesize(utterance, signal)) void step;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // The machine belongs to the process: other engines read its phonemes.
  }
}

/** Of a text of signs alone so many are looked at. */
const MOST_SIGNS = 2000;
