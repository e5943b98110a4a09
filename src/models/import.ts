import { copyFile, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ParlandoError, throwIfAborted, toParlandoError } from "../contract/errors.js";
import { findEntry } from "./catalogue/index.js";
import { checkFiles } from "./digest.js";
import { checkRoom, toStorageError } from "./disk.js";
import { findModels, type Found } from "./found.js";
import { writeManifest, type Manifest } from "./manifest.js";
import { checkId } from "./names.js";
import type { InstallOptions } from "./pull.js";
import type { Workplace } from "./workplace.js";

export interface ImportOptions extends InstallOptions {
  /** Another id than the file's stem or the folder's name; only where one model is imported. */
  readonly id?: string;
}

/**
 * Copies models into the store: an `.onnx` file with its `.onnx.json`, or a folder.
 * @throws ParlandoError `invalid_request`, `engine_failed` saying what does not fit; then none of them is installed but those before.
 */
export async function importPath(
  path: string,
  place: Workplace,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<readonly Manifest[]> {
  const found = await findModels(path);
  if (options.id !== undefined && found.length > 1) {
    throw new ParlandoError("invalid_request", `${path} holds ${found.length} models: one id cannot name them all.`);
  }
  const imported: Manifest[] = [];
  for (const model of found) {
    const id = checkId(options.id ?? model.id);
    const copy = (directory: string): Promise<Manifest> =>
      importOne({ ...model, id }, directory, place, options, signal);
    imported.push(
      await place
        .locked(id, () => place.withNew(id, copy))
        .catch((error: unknown) => {
          throwIfAborted(signal);
          throw toParlandoError(toStorageError(error, place.folder));
        }),
    );
  }
  return imported;
}

/** A Piper voice is named after its files, so a voice under another id gets files of that name. */
function nameIn({ engine, id, files }: Found, name: string): string {
  const graph = files.find((file) => file.endsWith(".onnx"));
  if (engine !== "piper" || graph === undefined || !name.startsWith(graph)) return name;
  return `${id}.onnx${name.slice(graph.length)}`;
}

async function importOne(
  model: Found,
  directory: string,
  place: Workplace,
  { check, onEvent }: InstallOptions,
  signal: AbortSignal,
): Promise<Manifest> {
  const { id, engine, kind } = model;
  const sizes = await Promise.all(model.files.map(async (name) => (await stat(join(model.directory, name))).size));
  const totalBytes = sizes.reduce((sum, size) => sum + size, 0);
  onEvent?.({ type: "source", source: model.directory, totalBytes });
  await checkRoom(place.folder, totalBytes);
  let doneBytes = 0;
  for (const [at, name] of model.files.entries()) {
    throwIfAborted(signal);
    const copy = join(directory, nameIn(model, name));
    await mkdir(dirname(copy), { recursive: true });
    await copyFile(join(model.directory, name), copy);
    doneBytes += sizes[at] ?? 0;
    onEvent?.({ type: "bytes", doneBytes });
  }
  onEvent?.({ type: "checking" });
  const names = model.files.map((name) => [nameIn(model, name), {}] as const);
  const files = await checkFiles(directory, Object.fromEntries(names), signal);
  await check?.({ id, engine, kind, directory }, signal);
  throwIfAborted(signal);
  const known = findEntry(id, []);
  const about = known?.engine === engine ? known : undefined;
  const manifest: Manifest = {
    id,
    engine,
    kind,
    ...(about === undefined ? {} : { name: about.name, licence: about.licence }),
    ...(about === undefined || about.languages.length === 0 ? {} : { languages: about.languages }),
    ...(about?.credit === undefined ? {} : { credit: about.credit }),
    files,
    source: `path ${model.directory}`,
    pulledAt: new Date().toISOString(),
  };
  await writeManifest(directory, manifest);
  await place.install(id, directory);
  return manifest;
}
