import { nearestNames } from "../contract/nearest.js";
import { ParlandoError } from "../contract/errors.js";
import type { Voice } from "../contract/voice.js";
import type { ModelEntry } from "./config.js";

export type AskVoices = (model: string, signal: AbortSignal) => Promise<readonly Voice[]>;

/** Which voices there are, and which model speaks each. Models are asked at most once. */
export class VoiceBook {
  private entries: readonly ModelEntry[] = [];
  private readonly warm: readonly string[];
  private readonly ask: AskVoices;
  private readonly voicesOf = new Map<string, readonly Voice[]>();
  private readonly modelOf = new Map<string, string>();

  constructor(entries: readonly ModelEntry[], warm: readonly string[], ask: AskVoices) {
    this.warm = warm;
    this.ask = ask;
    this.setEntries(entries, new Set());
  }

  /** Other models from now on. @param outdated ids of models whose voices are not what they were. */
  setEntries(entries: readonly ModelEntry[], outdated: ReadonlySet<string>): void {
    this.entries = entries.filter(({ kind }) => kind === "tts");
    for (const id of outdated) this.voicesOf.delete(id);
    this.modelOf.clear();
    for (const { id, voices } of this.entries) this.learn(id, voices ?? this.voicesOf.get(id));
  }

  /** All voices known without loading a model that is not loaded anyway. */
  async list(signal: AbortSignal): Promise<readonly Voice[]> {
    for (const { id } of this.unknown()) if (this.warm.includes(id)) await this.askFor(id, signal);
    return this.entries.flatMap(({ id }) => this.voicesOf.get(id) ?? []);
  }

  /** The model that speaks a voice. @throws ParlandoError `unknown_voice`, with the nearest names. */
  async modelFor(voiceId: string, signal: AbortSignal): Promise<string> {
    let model = this.modelOf.get(voiceId);
    for (const { id } of this.unknown()) {
      if (model !== undefined) break;
      await this.askFor(id, signal);
      model = this.modelOf.get(voiceId);
    }
    if (model !== undefined) return model;
    const near = nearestNames(voiceId, this.modelOf.keys());
    const hint = near.length > 0 ? `Did you mean ${near.join(", ")}?` : "GET /v1/voices lists all.";
    throw new ParlandoError("unknown_voice", `There is no voice "${voiceId}". ${hint}`, { field: "voice" });
  }

  /** Models never asked, warm ones first. */
  private unknown(): ModelEntry[] {
    const unknown = this.entries.filter(({ id }) => !this.voicesOf.has(id));
    return unknown.toSorted((a, b) => Number(this.warm.includes(b.id)) - Number(this.warm.includes(a.id)));
  }

  private async askFor(model: string, signal: AbortSignal): Promise<void> {
    try {
      this.learn(model, await this.ask(model, signal));
    } catch (error) {
      // A model that cannot be read has no voices; a host that was lost, or a caller who left, says nothing about it.
      if (!(error instanceof ParlandoError) || error.code !== "engine_failed") throw error;
      this.learn(model, []);
    }
  }

  private learn(model: string, voices: readonly Voice[] | undefined): void {
    if (voices === undefined) return;
    this.voicesOf.set(model, voices);
    for (const { id } of voices) if (!this.modelOf.has(id)) this.modelOf.set(id, model);
  }
}
