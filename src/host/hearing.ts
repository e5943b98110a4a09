import type { AsrModel } from "../contract/engine.js";
import { ParlandoError } from "../contract/errors.js";
import type { Recogniser, TranscriptEvent } from "../contract/listening.js";
import type { Pcm } from "../contract/pcm.js";
import type { HostListenOptions } from "../link/services.js";
import type { Turns } from "../scheduler/turns.js";
import type { ModelEntry } from "./config.js";
import type { Models } from "./models.js";

/** The recognising half of a host. */
export class Hearing {
  readonly models: Models<AsrModel>;
  readonly turns: Turns;

  constructor(models: Models<AsrModel>, turns: Turns) {
    this.models = models;
    this.turns = turns;
  }

  async describe(entry: ModelEntry, signal: AbortSignal): Promise<Recogniser> {
    const { languages } = await this.models.get(entry.id, signal);
    return { id: entry.id, engine: entry.engine, name: entry.name ?? entry.id, languages, isAvailable: true };
  }

  listen(_audio: AsyncIterable<Pcm>, options: HostListenOptions, _signal: AbortSignal): AsyncIterable<TranscriptEvent> {
    throw new ParlandoError("engine_failed", `The model ${options.model} cannot transcribe yet.`);
  }
}
