import { readFile } from "node:fs/promises";
import { ParlandoError } from "../../contract/errors.js";
import { nearestNames } from "../../contract/nearest.js";
import type { CatalogueEntry } from "../entry.js";
import { ENTRIES } from "./entries.data.js";
import type { PiperEntry } from "./piper.js";

export { DEFAULT_IDS, ENTRIES } from "./entries.data.js";
export { parsePiperList, type PiperEntry } from "./piper.js";

/** Entries of a user's own file come first: a company names its mirrors there. */
export async function readOwnEntries(path: string): Promise<readonly CatalogueEntry[]> {
  let content: string;
  try {
    content = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const { parseEntries } = await import("./own.js");
  return parseEntries(content, path);
}

/** The entry of an id among ours and a user's own. */
export function findEntry(id: string, own: readonly CatalogueEntry[]): CatalogueEntry | undefined {
  return own.find((entry) => entry.id === id) ?? ENTRIES.find((entry) => entry.id === id);
}

/** A voice of Piper's list by its key or an older name. */
export function findPiper(id: string, voices: readonly PiperEntry[]): PiperEntry | undefined {
  return voices.find((voice) => voice.id === id) ?? voices.find(({ aliases }) => aliases.includes(id));
}

/** @param ids all that are known. */
export function unknownModel(id: string, ids: Iterable<string>): ParlandoError {
  const near = nearestNames(id, ids);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(", ")}?` : "`parlando models list --all` shows those there are.";
  return new ParlandoError("unknown_model", `There is no model "${id.slice(0, 100)}". ${hint}`, { field: "id" });
}
