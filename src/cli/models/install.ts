import { ParlandoError, toParlandoError } from "../../contract/errors.js";
import { checkModel } from "../../main/installed.js";
import { DEFAULT_IDS, type InstalledModel, type PullEvent } from "../../models/index.js";
import { openProgress, type Progress } from "../progress.js";
import type { ModelsContext } from "../models.js";

const MB = 1e6;

/** Draws a bar for each source; sources that fail are told in a line. */
class Watch {
  private bar: Progress | undefined;
  private readonly label: string;

  constructor(label: string) {
    this.label = label;
  }

  on(event: PullEvent): void {
    if (event.type === "bytes") return this.bar?.update(event.doneBytes / MB);
    this.stop();
    if (event.type === "source") this.bar = openProgress(this.label, (event.totalBytes ?? 0) / MB, "MB");
    if (event.type === "failed") process.stderr.write(`${this.label}: ${event.source} failed: ${event.reason}\n`);
  }

  stop(): void {
    this.bar?.stop();
    this.bar = undefined;
  }
}

function describe({ id, files, licence, credit, source }: InstalledModel): string {
  const bytes = Object.values(files).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const thanks = credit === undefined ? "" : `, ${credit}`;
  return `${id}: installed, ${(bytes / MB).toFixed(1)} MB, licence ${licence ?? "unknown"}${thanks} (${source})\n`;
}

/** Fetches each; those that cannot be had do not keep the others from coming. */
export async function pullModels(
  { store, settings, signal }: ModelsContext,
  wanted: readonly string[],
  { force }: { readonly force?: unknown },
): Promise<void> {
  const ids = new Set(wanted.flatMap((id) => (id === "defaults" ? DEFAULT_IDS : [id])));
  const failures: ParlandoError[] = [];
  for (const id of ids) {
    const watch = new Watch(id);
    try {
      const there = force === true ? undefined : await store.find(id);
      if (there !== undefined) {
        process.stdout.write(`${id}: is installed already (--force fetches it again)\n`);
        continue;
      }
      const entry = await store.entryOf(id, settings.offline, signal);
      const onEvent = (event: PullEvent): void => watch.on(event);
      const model = await store.pull(entry, { isOffline: settings.offline, check: checkModel, onEvent }, signal);
      watch.stop();
      process.stdout.write(describe(model));
    } catch (error) {
      watch.stop();
      if (signal.aborted) throw error;
      failures.push(toParlandoError(error));
    }
  }
  throwAll(failures);
}

export async function importModels(
  { store, signal }: ModelsContext,
  paths: readonly string[],
  { id }: { readonly id?: unknown },
): Promise<void> {
  if (typeof id === "string" && paths.length > 1) {
    throw new ParlandoError("invalid_request", "--id names one model: import one path at a time with it.");
  }
  for (const path of paths) {
    const watch = new Watch(path);
    const onEvent = (event: PullEvent): void => watch.on(event);
    try {
      const options = { check: checkModel, onEvent, ...(typeof id === "string" ? { id } : {}) };
      for (const model of await store.import(path, options, signal)) process.stdout.write(describe(model));
    } finally {
      watch.stop();
    }
  }
}

function throwAll(failures: readonly ParlandoError[]): void {
  const [first, ...more] = failures;
  if (first === undefined) return;
  if (more.length === 0) throw first;
  throw new ParlandoError(first.code, failures.map(({ message }) => message).join("\n"), { cause: first });
}
