import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { toParlandoError } from "../contract/errors.js";
import type { Log } from "../contract/log.js";
import type { ModelEntry } from "../host/pool.js";
import { TTS_ENGINES } from "../tts/engines/index.js";

/**
 * Models in a folder of models, one sub-folder each, whatever engine they are for. What cannot be read is told in the log
 * and left out: one broken voice must not keep the others from speaking.
 */
export async function installedModels(folder: string, log: Log): Promise<ModelEntry[]> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const entries: ModelEntry[] = [];
  for (const { name } of names.filter((entry) => entry.isDirectory())) {
    const directory = join(folder, name);
    try {
      const entry = await entryOf(directory);
      if (entry !== undefined) entries.push(entry);
    } catch (error) {
      log.warn({ directory, err: toParlandoError(error) }, "an installed model cannot be read and is left out");
    }
  }
  return entries;
}

async function entryOf(directory: string): Promise<ModelEntry | undefined> {
  for (const [engine, open] of Object.entries(TTS_ENGINES)) {
    const voices = await (await open()).voicesIn?.(directory);
    const model = voices?.[0]?.model;
    if (voices !== undefined && model !== undefined) return { id: model, engine, kind: "tts", directory, voices };
  }
  return undefined;
}
