import { ParlandoError, throwIfAborted, toParlandoError } from "../contract/errors.js";
import { checkFiles } from "./digest.js";
import { checkRoom, toStorageError } from "./disk.js";
import { installedBytes, sourceBytes, sourceName, type CatalogueEntry, type Source } from "./entry.js";
import { writeManifest, type Manifest } from "./manifest.js";
import { checkId } from "./names.js";
import { fetchSource } from "./sources/index.js";
import type { Told, Tools } from "./sources/tools.js";
import type { Workplace } from "./workplace.js";

/** What a pull tells of its progress, in this order for each source: `source`, `bytes`…, then `checking` or `failed`. */
export type PullEvent =
  /** `totalBytes` is absent where the size is not known before. */
  | { readonly type: "source"; readonly source: string; readonly totalBytes?: number }
  | { readonly type: "bytes"; readonly doneBytes: number }
  | { readonly type: "checking" }
  | { readonly type: "failed"; readonly source: string; readonly reason: string };

/** A model that is about to be installed. */
export interface Candidate {
  readonly id: string;
  readonly engine: string;
  readonly kind: Manifest["kind"];
  /** Folder of its files; files that the check leaves there are installed with it. */
  readonly directory: string;
}

export interface InstallOptions {
  /** Opens the model as its engine would. A rejection keeps it from being installed. */
  readonly check?: (candidate: Candidate, signal: AbortSignal) => Promise<void>;
  readonly onEvent?: (event: PullEvent) => void;
}

export interface PullOptions extends InstallOptions {
  /** Only sources on this machine may be used. */
  readonly isOffline?: boolean;
}

function needsNetwork({ origins }: Source): boolean {
  return origins.some(({ type }) => type !== "path");
}

export function offline(id: string): ParlandoError {
  return new ParlandoError(
    "forbidden",
    `${id} is not installed, and downloads are forbidden (PARLANDO_OFFLINE, --offline). ` +
      "Allow them, or bring it from another machine: `parlando models export` there, `parlando models import` here.",
  );
}

/**
 * Installs a model from the first of its sources that has it whole.
 * @throws ParlandoError `download_failed` naming what went wrong at each source; `storage_full`; `forbidden` when offline;
 *   `overloaded` when it is being installed already.
 */
export async function pull(
  entry: CatalogueEntry,
  place: Workplace,
  tools: Tools,
  options: PullOptions,
  signal: AbortSignal,
): Promise<Manifest> {
  const id = checkId(entry.id);
  const sources = options.isOffline === true ? entry.sources.filter((source) => !needsNetwork(source)) : entry.sources;
  if (sources.length === 0) throw offline(id);
  return place.locked(id, async () => {
    const failures: string[] = [];
    for (const source of sources) {
      try {
        return await place.withNew(id, (directory) =>
          pullFrom(source, entry, directory, place, tools, options, signal),
        );
      } catch (thrown) {
        throwIfAborted(signal);
        const error = toParlandoError(toStorageError(thrown, place.folder));
        if (error.code === "storage_full") await place.dropParts();
        if (error.code !== "download_failed" && error.code !== "engine_failed") throw error;
        options.onEvent?.({ type: "failed", source: sourceName(source), reason: error.message });
        failures.push(`  ${sourceName(source)}: ${error.message}`);
      }
    }
    throw new ParlandoError("download_failed", `${id} cannot be fetched.\n${failures.join("\n")}`);
  });
}

async function pullFrom(
  source: Source,
  entry: CatalogueEntry,
  directory: string,
  place: Workplace,
  tools: Tools,
  { onEvent, check }: PullOptions,
  signal: AbortSignal,
): Promise<Manifest> {
  const totalBytes = sourceBytes(source);
  onEvent?.({ type: "source", source: sourceName(source), ...(totalBytes === undefined ? {} : { totalBytes }) });
  await checkRoom(place.folder, installedBytes(source));
  const onBytes = (doneBytes: number): void => onEvent?.({ type: "bytes", doneBytes });
  const told = await fetchSource(source, directory, tools, onBytes, signal);
  onEvent?.({ type: "checking" });
  const files = await checkFiles(directory, withTold(source, told), signal);
  await check?.({ id: entry.id, engine: entry.engine, kind: entry.kind, directory }, signal);
  throwIfAborted(signal);
  const manifest: Manifest = {
    id: entry.id,
    engine: entry.engine,
    kind: entry.kind,
    name: entry.name,
    ...(entry.languages.length > 0 ? { languages: entry.languages } : {}),
    licence: entry.licence,
    ...(entry.credit === undefined ? {} : { credit: entry.credit }),
    files,
    source: sourceName(source),
    pulledAt: new Date().toISOString(),
  };
  await writeManifest(directory, manifest);
  await place.install(entry.id, directory);
  return manifest;
}

/** What is known beforehand, and where nothing is, what the origin told. */
function withTold({ files }: Source, told: Told): Source["files"] {
  return Object.fromEntries(
    Object.entries(files).map(([name, facts]) => {
      const sha256 = facts.sha256 ?? told[name];
      return [name, sha256 === undefined ? facts : { ...facts, sha256 }];
    }),
  );
}
