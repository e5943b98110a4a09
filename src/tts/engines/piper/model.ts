import type { Clock } from "../../../async/clock.js";
import type { PhonemizedText, Step, TtsModel, Utterance } from "../../../contract/engine.js";
import { ParlandoError } from "../../../contract/errors.js";
import type { Manner } from "../../../contract/manner.js";
import type { Voice } from "../../../contract/voice.js";
import type { PiperConfig } from "./config.js";
import { costMs, type VoiceCosts } from "./costs.js";
import type { DivideOptions } from "./divide.js";
import { Pace } from "./pace.js";
import { describe, toSentences } from "./phonemes.js";
import { speak, type SpeakOptions } from "./speak.js";
import { toUtterances, type PiperUtterance } from "./utterance.js";
import type { OpenVoice } from "./voice.js";
import { findSpeaker, toVoices } from "./voices.js";
import { speakWhole } from "./whole.js";

export interface PiperOptions extends SpeakOptions, Omit<DivideOptions, "most"> {
  /** Longest stretch spoken in one go, in ids, on any machine; on a slow one it is less, so that steps stay short. */
  readonly mostIds: number;
}

export const PIPER_DEFAULTS: PiperOptions = {
  sentenceSilenceMs: 0,
  // Measured: a comma inside a whole sentence pauses for 359 ms where the parts alone leave 219.
  seamMs: 350,
  trimsLeadingSilence: true,
  stepMs: 45,
  firstClauseAbove: 400,
  firstClauseMin: 40,
  firstClauseMax: 230,
  mostIds: 1200,
};

/** A voice that cannot be cut takes no more than this in one go: its run is as long as the sentence. */
const MOST_IDS_WHOLE = 400;
/** Frames that an id becomes in speech, where nothing was measured: 2.0 to 2.2 on a real voice. */
const MS_PER_ID = 25;

export interface ModelParts {
  readonly id: string;
  readonly config: PiperConfig;
  readonly voice: OpenVoice;
  /** Of a voice in parts. */
  readonly costs: VoiceCosts | undefined;
  readonly clock: Clock;
  readonly options: PiperOptions;
}

/** A Piper voice, loaded. */
export class PiperModel implements TtsModel {
  readonly voices: readonly Voice[];
  /** Why it speaks sentence by sentence, where it could not be cut. */
  readonly limitation: string | undefined;
  private readonly parts: ModelParts;
  private readonly divideOptions: DivideOptions;
  private readonly pace = new Pace();
  private streams = 0;

  constructor(parts: ModelParts) {
    this.parts = parts;
    this.limitation = parts.voice.kind === "whole" ? parts.voice.reason : undefined;
    this.voices = toVoices(parts.id, parts.config, this.limitation);
    this.divideOptions = { ...parts.options, most: mostIds(parts) };
  }

  async prepare(sentence: string, voiceId: string, manner: Manner): Promise<readonly PiperUtterance[]> {
    const { id, config } = this.parts;
    const speaker = findSpeaker(id, config, voiceId);
    return toUtterances(sentence, config, manner, { ...this.divideOptions, speaker, msPerId: MS_PER_ID });
  }

  async phonemize(text: string, voiceId: string): Promise<PhonemizedText> {
    const { id, config } = this.parts;
    findSpeaker(id, config, voiceId);
    return describe(await toSentences(text, config), config);
  }

  synthesize(utterance: Utterance, signal: AbortSignal): AsyncIterable<Step> {
    return this.counted(this.stream(utterance as PiperUtterance, signal));
  }

  private stream(utterance: PiperUtterance, signal: AbortSignal): AsyncGenerator<Step> {
    const { voice, costs, clock, options, config } = this.parts;
    const { sampleRateHz } = config;
    if (voice.kind === "whole") {
      return speakWhole(voice.session, utterance, sampleRateHz, options.sentenceSilenceMs, signal);
    }
    if (costs === undefined) throw new ParlandoError("engine_failed", `The voice ${this.parts.id} was not measured.`);
    const load = (): number => Math.max(1, this.streams);
    return speak(
      { graphs: voice.graphs, costs, sampleRateHz, clock, pace: this.pace, options, load },
      utterance,
      signal,
    );
  }

  private async *counted(steps: AsyncGenerator<Step>): AsyncGenerator<Step> {
    this.streams++;
    try {
      yield* steps;
    } finally {
      this.streams--;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { voice } = this.parts;
    await (voice.kind === "split" ? voice.graphs : voice.session)[Symbol.asyncDispose]();
  }
}

/** As many ids as one layer of the text encoder takes within a step. */
function mostIds({ voice, costs, options }: ModelParts): number {
  if (voice.kind === "whole" || costs === undefined) return Math.min(MOST_IDS_WHOLE, options.mostIds);
  let ids = options.mostIds;
  while (ids > 2 * options.firstClauseMax && costMs(costs.layer, ids) > options.stepMs) ids -= 20;
  return ids;
}
