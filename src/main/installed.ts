import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ASR_ENGINES } from "../asr/engines/index.js";
import { toParlandoError } from "../contract/errors.js";
import type { Log } from "../contract/log.js";
import type { Voice } from "../contract/voice.js";
import type { ModelEntry } from "../host/pool.js";
import type { Candidate, InstalledModel, ModelStore } from "../models/index.js";
import { TTS_ENGINES } from "../tts/engines/index.js";

/**
 * What hosts may be asked to run of the store: its models, and folders that somebody put there by hand. What cannot be read is
 * told in the log and left out: one broken voice must not keep the others from speaking.
 */
export async function installedModels(store: ModelStore, log: Log): Promise<ModelEntry[]> {
  const folders = await readdir(store.folder, { withFileTypes: true }).catch(() => []);
  const entries: ModelEntry[] = [];
  for (const { name } of folders.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))) {
    try {
      const model = await store.find(name);
      const entry = model === undefined ? await foundBy(join(store.folder, name)) : await entryOf(model);
      if (entry !== undefined) entries.push(entry);
    } catch (error) {
      log.warn({ model: name, err: toParlandoError(error) }, "an installed model cannot be read and is left out");
    }
  }
  return entries;
}

/** Undefined for a model of an engine that this version does not have. */
async function entryOf(model: InstalledModel): Promise<ModelEntry | undefined> {
  const { id, engine, kind, directory, pulledAt: revision, licence, name, languages } = model;
  const entry = { id, engine, kind, directory, revision };
  if (kind === "asr") {
    if (ASR_ENGINES[engine] === undefined) return undefined;
    return { ...entry, ...(name === undefined ? {} : { name }), ...(languages === undefined ? {} : { languages }) };
  }
  const open = TTS_ENGINES[engine];
  if (open === undefined) return undefined;
  const voices = await (await open()).voicesIn?.(directory);
  if (voices === undefined) return entry;
  const withLicence = (voice: Voice): Voice =>
    licence === undefined || voice.licence !== undefined ? voice : { ...voice, licence };
  return { ...entry, voices: voices.map(withLicence) };
}

async function foundBy(directory: string): Promise<ModelEntry | undefined> {
  for (const [engine, open] of Object.entries(TTS_ENGINES)) {
    const voices = await (await open()).voicesIn?.(directory);
    const model = voices?.[0]?.model;
    if (voices !== undefined && model !== undefined) return { id: model, engine, kind: "tts", directory, voices };
  }
  return undefined;
}

/** A change so young may be followed by another that the folder's time does not tell apart. */
const SETTLED_AFTER_MS = 2000;

/** Tells when the store's models are others than before; asked at every request, it costs one `stat`. */
export class InstalledNews {
  private readonly store: ModelStore;
  private readonly log: Log;
  private seen: { readonly changedAtMs: number; readonly isSettled: boolean; readonly entries: string } | undefined;
  private reading: Promise<readonly ModelEntry[] | undefined> | undefined;

  constructor(store: ModelStore, log: Log) {
    this.store = store;
    this.log = log;
  }

  /** The models, if they changed since the last call; undefined otherwise. */
  async read(): Promise<readonly ModelEntry[] | undefined> {
    const changedAtMs = await this.store.changedAtMs();
    if (this.seen?.changedAtMs === changedAtMs && this.seen.isSettled) return undefined;
    this.reading ??= this.compare(changedAtMs).finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async compare(changedAtMs: number): Promise<readonly ModelEntry[] | undefined> {
    const isSettled = Date.now() - changedAtMs > SETTLED_AFTER_MS;
    const models = await installedModels(this.store, this.log);
    const entries = JSON.stringify(models);
    const isNew = this.seen?.entries !== entries;
    this.seen = { changedAtMs, isSettled, entries };
    return isNew ? models : undefined;
  }
}

/**
 * Opens a model as its engine does, before it is installed: what does not load now would not load later. Engines leave beside
 * it what they make of it once. Models of engines that this version does not have are taken as they are.
 * @throws ParlandoError `engine_failed` saying what is wrong with the files.
 */
export async function checkModel({ engine, kind, directory }: Candidate, signal: AbortSignal): Promise<void> {
  const open = kind === "tts" ? TTS_ENGINES[engine] : ASR_ENGINES[engine];
  if (open === undefined) return;
  const model = await (await open()).load(directory, { threads: 1 }, signal);
  await model[Symbol.asyncDispose]();
}
