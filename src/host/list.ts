import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { ModelEntry } from "./config.js";

/** Writes the list that hosts look models up in. Voices stay out: hosts know their own, and some models have hundreds. */
export function writeModels(file: string, models: readonly ModelEntry[]): void {
  const entries = models.map(({ id, engine, kind, directory }) => ({ id, engine, kind, directory }));
  writeFileSync(`${file}.new`, JSON.stringify(entries));
  renameSync(`${file}.new`, file);
}

export function readModels(file: string): readonly ModelEntry[] {
  return JSON.parse(readFileSync(file, "utf8")) as readonly ModelEntry[];
}

/** Ids of entries that are gone or whose files were replaced. */
export function outdated(before: readonly ModelEntry[], after: readonly ModelEntry[]): ReadonlySet<string> {
  const now = new Map(after.map((entry) => [entry.id, entry]));
  const isSame = (entry: ModelEntry): boolean => {
    const other = now.get(entry.id);
    return (
      other !== undefined &&
      other.engine === entry.engine &&
      other.directory === entry.directory &&
      other.revision === entry.revision
    );
  };
  return new Set(before.filter((entry) => !isSame(entry)).map(({ id }) => id));
}
