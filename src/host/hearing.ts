import { once } from "../async/once.js";
import type { AsrModel } from "../contract/engine.js";
import type { Recogniser, TranscriptEvent } from "../contract/listening.js";
import type { Pcm } from "../contract/pcm.js";
import type { HostListenOptions } from "../link/services.js";
import type { Turns } from "../scheduler/turns.js";
import type { ModelEntry } from "./config.js";
import { toEngineError, type Models } from "./models.js";

/** The recognising half of a host. What it needs beside a model is read from disk with the first audio. */
export class Hearing {
  readonly models: Models<AsrModel>;
  private readonly turns: Turns;
  private readonly openParts: () => Promise<Parts>;

  constructor(models: Models<AsrModel>, turns: Turns, threads: number) {
    this.models = models;
    this.turns = turns;
    this.openParts = once(() => openParts(threads));
  }

  /** Reads the voice detector and the pipeline, so that the first audio need not wait for them. */
  async warmUp(): Promise<void> {
    await this.openParts();
  }

  async describe(entry: ModelEntry, signal: AbortSignal): Promise<Recogniser> {
    const { languages } = await this.models.get(entry.id, signal);
    return { id: entry.id, engine: entry.engine, name: entry.name ?? entry.id, languages, isAvailable: true };
  }

  async *listen(
    audio: AsyncIterable<Pcm>,
    options: HostListenOptions,
    signal: AbortSignal,
  ): AsyncGenerator<TranscriptEvent, void, undefined> {
    const model = await this.models.get(options.model, signal);
    const { transcribe, vad } = await this.openParts();
    const taker = this.turns.taker("normal");
    try {
      yield* transcribe({ model, vad, turn: (work) => taker.run(work, signal) }, audio, options, signal);
    } catch (error) {
      throw toEngineError(error, options.model);
    }
  }
}

type Parts = Awaited<ReturnType<typeof openParts>>;

/** Imported only here: a host that only speaks must not load the graph runtime for it. */
async function openParts(threads: number) {
  const { transcribe } = await import("../asr/transcribe.js");
  const { SileroVad } = await import("../asr/vad/silero.js");
  return { transcribe, vad: await SileroVad.open({ threads }) };
}
