/** A speaker of an installed model, as every listing shows it. */
export interface Voice {
  /** Unique over all engines, e.g. `espeak:en-us`, `en_US-joe-medium`, `af_heart`. */
  readonly id: string;
  /** What a person would call it. */
  readonly name: string;
  /** The engine that speaks it: a key of `tts/engines`. */
  readonly engine: string;
  /** Model within the engine; equal to the engine's id where it has only one. */
  readonly model: string;
  /** BCP-47 tags, best first. At least one. */
  readonly languages: readonly string[];
  readonly gender: "female" | "male" | "neutral" | "unknown";
  readonly description: string;
  /** Rate of the audio the engine makes, before any resampling. */
  readonly sampleRateHz: number;
  /** False when the model is known but cannot speak now (not downloaded, failed to load). */
  readonly isAvailable: boolean;
  /** SPDX id of the voice's licence, where known. */
  readonly licence?: string;
}
