import { readFile, rename, stat } from "node:fs/promises";
import { ParlandoError, toParlandoError } from "../../contract/errors.js";
import { hubEndpoints, hubUrl } from "../sources/hub.js";
import type { Tools } from "../sources/tools.js";
import { download } from "../web/download.js";
import { parsePiperList, PIPER_LIST, PIPER_REPO, type PiperEntry } from "./piper.js";

/** New voices come a few times a year. */
const FRESH_MS = 24 * 60 * 60_000;

async function read(path: string): Promise<readonly PiperEntry[] | undefined> {
  try {
    return parsePiperList(await readFile(path, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Piper's list of voices: the copy in `path` if it is of today, else fetched anew; an old copy is better than none.
 * @throws ParlandoError `download_failed` when there is neither.
 */
export async function piperVoices(
  path: string,
  tools: Tools,
  isOffline: boolean,
  signal: AbortSignal,
): Promise<readonly PiperEntry[]> {
  const copy = await read(path);
  const ageMs = copy === undefined ? Infinity : Date.now() - (await stat(path)).mtimeMs;
  if (copy !== undefined && (isOffline || ageMs < FRESH_MS)) return copy;
  if (isOffline) return [];
  const failures: string[] = [];
  for (const endpoint of hubEndpoints(tools.environment)) {
    const url = hubUrl(endpoint, PIPER_REPO, "main", PIPER_LIST);
    const part = tools.partOf(url);
    try {
      await download({ url, path: part, onBytes: () => {} }, tools.web, tools.clock, signal);
      const list = parsePiperList(await readFile(part, "utf8"));
      await rename(part, path);
      return list;
    } catch (error) {
      if (signal.aborted) throw error;
      failures.push(toParlandoError(error).message);
    }
  }
  if (copy !== undefined) return copy;
  throw new ParlandoError("download_failed", `Piper's list of voices cannot be fetched: ${failures.join(" ")}`);
}
