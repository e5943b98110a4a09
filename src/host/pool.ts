import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { SYSTEM_CLOCK, type Clock } from "../async/clock.js";
import type { SentenceEvent, SentenceJob, SpeechHosts } from "../contract/hosts.js";
import type { Listening, ListenOptions, TranscriptEvent } from "../contract/listening.js";
import { SILENT_LOG, type Log } from "../contract/log.js";
import { samplesToMs, type Pcm } from "../contract/pcm.js";
import type { HostKind, ModelEntry } from "./config.js";
import type { Gate } from "../scheduler/gate.js";
import { HostGroup } from "./group.js";
import { outdated, writeModels } from "./list.js";
import { listRecognisers, recogniserFor } from "./recognisers.js";
import { reportOf, type PoolStatus } from "./status.js";
import { VoiceBook } from "./voices.js";

export type { HostKind, ModelEntry } from "./config.js";
export type { HostReport, PoolStatus } from "./status.js";

/** Everything about the hosts of one kind; each field has a default. */
export interface KindOptions {
  /** How many processes; 0 or absent = one for each core (tts), one (asr). */
  readonly hosts?: number;
  /** A model nobody used for so long is unloaded by replacing its process. Default 15 min. */
  readonly idleTtlMs?: number;
  /** A compute step that takes longer gets its host killed. Default 15 s (tts), 60 s (asr). */
  readonly stepTimeoutMs?: number;
}

export interface HostPoolOptions {
  /** What hosts may be asked to run; the first recogniser is the default one. */
  readonly models: readonly ModelEntry[];
  /** Ids of models that every host of their kind loads at its start and never unloads. */
  readonly warm?: readonly string[];
  readonly tts?: KindOptions;
  readonly asr?: KindOptions;
  /** Threads of one graph run. Default 1: hosts are the parallelism. */
  readonly threads?: number;
  /** Longest load of a model, and longest start of a process. Default 60 s. */
  readonly loadTimeoutMs?: number;
  /** How long a request waits for a host to come back. Default 15 s. */
  readonly waitTimeoutMs?: number;
  /** How long running streams may go on when a host is replaced or the pool closes. Default 30 s. */
  readonly drainMs?: number;
  /** Between two looks at a host's health. Default 1 s. */
  readonly pingIntervalMs?: number;
  /** URLs of modules with more engines (`TTS_ENGINES`, `ASR_ENGINES`). */
  readonly engineModules?: readonly string[];
  readonly log?: Log;
  /** Time of idle models and of back-off. Health is watched on the system's clock: processes have no other. */
  readonly clock?: Clock;
}

/** The engine hosts, as the pipelines see them. */
export interface HostPool extends SpeechHosts, Listening {
  /** Resolves when every host answers and has its warm models. @throws ParlandoError `host_lost` when they do not start. */
  ready(signal?: AbortSignal): Promise<void>;
  status(signal?: AbortSignal): Promise<PoolStatus>;
  /** Other models from now on: new ones can be asked for at once, streams of those that went go on to their end. */
  setModels(models: readonly ModelEntry[]): void;
  /** No new work; running streams may go on for `drainMs`; then every process is ended. Never throws. */
  close(): Promise<void>;
}

const DEFAULTS = {
  idleTtlMs: 15 * 60_000,
  stepTimeoutMs: { tts: 15_000, asr: 60_000 },
  loadTimeoutMs: 60_000,
  waitTimeoutMs: 15_000,
  drainMs: 30_000,
  pingIntervalMs: 1000,
  killAfterMs: 2000,
};

/** What a character takes to say, until the engine knows better. */
const MS_PER_CHARACTER = 65;
/** Audio of unknown length is about a sentence. */
const UNKNOWN_AUDIO_MS = 5000;

const NEVER = new AbortController().signal;

const modelsFileIn = (folder: string): string => join(folder, "models.json");

function openGroup(kind: HostKind, options: HostPoolOptions, folder: string): HostGroup | undefined {
  const models = options.models.filter((model) => model.kind === kind);
  if (models.length === 0) return undefined;
  const own = options[kind] ?? {};
  const hosts = own.hosts ?? 0;
  return new HostGroup({
    kind,
    size: hosts > 0 ? hosts : kind === "tts" ? availableParallelism() : 1,
    modelsFile: modelsFileIn(folder),
    warm: (options.warm ?? []).filter((id) => models.some((model) => model.id === id)),
    threads: options.threads ?? 1,
    engineModules: options.engineModules ?? [],
    limits: {
      stepTimeoutMs: own.stepTimeoutMs ?? DEFAULTS.stepTimeoutMs[kind],
      loadTimeoutMs: options.loadTimeoutMs ?? DEFAULTS.loadTimeoutMs,
      pingIntervalMs: options.pingIntervalMs ?? DEFAULTS.pingIntervalMs,
      killAfterMs: DEFAULTS.killAfterMs,
    },
    idleTtlMs: own.idleTtlMs ?? DEFAULTS.idleTtlMs,
    waitTimeoutMs: options.waitTimeoutMs ?? DEFAULTS.waitTimeoutMs,
    drainMs: options.drainMs ?? DEFAULTS.drainMs,
    addressFor: (id) => join(folder, `${id}.sock`),
    clock: options.clock ?? SYSTEM_CLOCK,
    log: options.log ?? SILENT_LOG,
  });
}

class ProcessPool implements HostPool {
  private models: readonly ModelEntry[];
  /** Holds the sockets. Made with mode 0700: nobody else on the machine may speak to the hosts. */
  private readonly folder = mkdtempSync(join(tmpdir(), "parlando-"));
  private readonly groups: Partial<Record<HostKind, HostGroup>>;
  private readonly book: VoiceBook;

  constructor(options: HostPoolOptions) {
    this.models = options.models;
    writeModels(modelsFileIn(this.folder), this.models);
    const tts = openGroup("tts", options, this.folder);
    const asr = openGroup("asr", options, this.folder);
    this.groups = { ...(tts && { tts }), ...(asr && { asr }) };
    this.book = new VoiceBook(options.models, options.warm ?? [], (model, signal) => this.askVoices(model, signal));
  }

  async ready(signal = NEVER): Promise<void> {
    await Promise.all(this.list().map((group) => group.ready(signal)));
  }

  voices(signal: AbortSignal): ReturnType<SpeechHosts["voices"]> {
    return this.book.list(signal);
  }

  async *speakSentence(job: SentenceJob, signal: AbortSignal): AsyncGenerator<SentenceEvent, void, undefined> {
    const model = await this.book.modelFor(job.voiceId, signal);
    const lease = await this.group("tts").take(model, job.sentence.length * MS_PER_CHARACTER, signal);
    try {
      for await (const event of gated(lease.client.speak({ ...job, model }, signal), lease.gate, job, signal)) {
        const pcm = event.type === "step" ? event.pcm : undefined;
        if (pcm !== undefined) lease.delivered(samplesToMs(pcm.samples.length, pcm.sampleRateHz));
        yield event;
      }
    } catch (error) {
      lease.failed(error);
      throw error;
    } finally {
      lease.release();
    }
  }

  recognisers(): ReturnType<Listening["recognisers"]> {
    return Promise.resolve(listRecognisers(this.models));
  }

  async *transcribe(
    audio: AsyncIterable<Pcm>,
    options: ListenOptions,
    signal: AbortSignal,
  ): AsyncGenerator<TranscriptEvent, void, undefined> {
    const model = recogniserFor(options.model, this.models);
    const lease = await this.group("asr").take(model, UNKNOWN_AUDIO_MS, signal);
    try {
      yield* lease.client.listen(audio, { ...options, model }, signal);
    } catch (error) {
      lease.failed(error);
      throw error;
    } finally {
      lease.release();
    }
  }

  async status(signal = NEVER): Promise<PoolStatus> {
    const groups = Object.entries(this.groups) as [HostKind, HostGroup][];
    const reports = groups.map(([kind, group]) => group.hosts.map((host) => reportOf(kind, host, signal)));
    return {
      hosts: await Promise.all(reports.flat()),
      waitingRequests: this.list().reduce((sum, group) => sum + group.waitingRequests, 0),
      restarts: this.list().reduce((sum, group) => sum + group.restarts, 0),
    };
  }

  setModels(models: readonly ModelEntry[]): void {
    const old = outdated(this.models, models);
    // Before anybody can ask for them.
    writeModels(modelsFileIn(this.folder), models);
    this.models = models;
    this.book.setEntries(models, old);
    for (const group of this.list()) group.retire(old);
  }

  async close(): Promise<void> {
    await Promise.all(this.list().map((group) => group.close()));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async askVoices(model: string, signal: AbortSignal): ReturnType<SpeechHosts["voices"]> {
    const lease = await this.group("tts").take(model, 0, signal);
    try {
      return await lease.client.voices(model, signal);
    } catch (error) {
      lease.failed(error);
      throw error;
    } finally {
      lease.release();
    }
  }

  private group(kind: HostKind): HostGroup {
    const group = this.groups[kind];
    if (group === undefined) throw new Error(`no ${kind} hosts`);
    return group;
  }

  private list(): HostGroup[] {
    return Object.values(this.groups);
  }
}

/** The same events; each pull passes the gate. */
async function* gated(
  events: AsyncIterable<SentenceEvent>,
  gate: Gate,
  { priority, slackMs }: SentenceJob,
  signal: AbortSignal,
): AsyncGenerator<SentenceEvent, void, undefined> {
  const iterator = events[Symbol.asyncIterator]();
  const request = slackMs === undefined ? {} : { slackMs };
  try {
    for (;;) {
      const next = await gate.pass(priority, request, () => iterator.next(), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/** Starts the hosts and keeps them. The pool can be used at once: work waits for the first host that is ready. */
export function createHostPool(options: HostPoolOptions): HostPool {
  return new ProcessPool(options);
}
