import type { Clock } from "../async/clock.js";
import type { AsrModel, LoadOptions, TtsModel } from "../contract/engine.js";
import { ParlandoError } from "../contract/errors.js";
import type { SentenceEvent } from "../contract/hosts.js";
import { PROTOCOL, type HostJob, type HostServices } from "../link/services.js";
import { speaksInTurns } from "../scheduler/model.js";
import { Turns } from "../scheduler/turns.js";
import type { HostConfig, HostKind, ModelEntry } from "./config.js";
import type { Engines } from "./engines.js";
import { Hearing } from "./hearing.js";
import { Models, toEngineError } from "./models.js";

export interface ServeParts {
  readonly config: Pick<HostConfig, "id" | "threads">;
  /** The list as it is now: models come and go while the host runs. */
  readonly models: () => readonly ModelEntry[];
  readonly engines: Engines;
  readonly clock: Clock;
}

interface Loader<M> {
  load(directory: string, options: LoadOptions, signal: AbortSignal): Promise<M>;
}

const NEVER = new AbortController().signal;

function entryOf(models: readonly ModelEntry[], id: string): ModelEntry {
  const entry = models.find((model) => model.id === id);
  if (entry !== undefined) return entry;
  throw new ParlandoError("unknown_model", `The engine host has no model "${id}".`, { field: "model" });
}

function openModels<M>(
  { config, clock, models }: ServeParts,
  kind: HostKind,
  engines: Readonly<Record<string, () => Promise<Loader<M>>>>,
): Models<M> {
  return new Models(clock, async (id) => {
    const entry = entryOf(models(), id);
    const open = entry.kind === kind ? engines[entry.engine] : undefined;
    if (open === undefined) {
      throw new ParlandoError("engine_failed", `There is no ${kind} engine "${entry.engine}" for the model "${id}".`);
    }
    try {
      return await (await open()).load(entry.directory, { threads: config.threads }, NEVER);
    } catch (error) {
      throw toEngineError(error, id);
    }
  });
}

/** The work of an engine host: models loaded when wanted, their steps run one at a time. */
export function hostServices(parts: ServeParts): HostServices {
  const { config, clock, models } = parts;
  const turns = new Turns({ clock });
  const speaking = openModels<TtsModel>(parts, "tts", parts.engines.tts);
  const hearing = new Hearing(openModels<AsrModel>(parts, "asr", parts.engines.asr), turns, config.threads);
  let needsRecycling = false;

  return {
    hello: () => Promise.resolve({ host: config.id, pid: process.pid, protocol: PROTOCOL }),
    ping: () => Promise.resolve({ stepMs: turns.currentStepMs, needsRecycling }),
    async load(model, signal) {
      if (entryOf(models(), model).kind === "tts") await speaking.get(model, signal);
      else await hearing.models.get(model, signal);
    },
    voices: async (model, signal) => (await speaking.get(model, signal)).voices,
    recognisers: async (model, signal) => [await hearing.describe(entryOf(models(), model), signal)],
    status: () =>
      Promise.resolve({
        pid: process.pid,
        rssBytes: process.memoryUsage.rss(),
        waitingSteps: turns.waiting,
        models: [...speaking.loaded(), ...hearing.models.loaded()],
      }),
    async *speak(job, signal) {
      const model = await speaking.get(job.model, signal);
      try {
        yield* speak(model, job, turns, signal);
      } catch (error) {
        throw toEngineError(error, job.model);
      } finally {
        needsRecycling ||= model.needsRecycling === true;
      }
    },
    listen: (audio, options, signal) => hearing.listen(audio, options, signal),
  };
}

async function* speak(
  model: TtsModel,
  job: HostJob,
  turns: Turns,
  signal: AbortSignal,
): AsyncGenerator<SentenceEvent, void, undefined> {
  const voice = model.voices.find(({ id }) => id === job.voiceId);
  if (voice === undefined) {
    throw new ParlandoError("unknown_voice", `The model ${job.model} has no voice "${job.voiceId}".`, {
      field: "voice",
    });
  }
  const { prepare, synthesize } = speaksInTurns(
    model,
    turns.taker(job.priority, job.slackMs === undefined ? {} : { slackMs: job.slackMs }),
  );
  for (const utterance of await prepare(job.sentence, job.voiceId, job.manner)) {
    const { span, expectedMs } = utterance;
    yield { type: "utterance", span, expectedMs, sampleRateHz: voice.sampleRateHz };
    for await (const step of synthesize(utterance, signal)) yield { type: "step", ...step };
  }
}
