import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { create, extract } from "tar";
import { ParlandoError, throwIfAborted, toParlandoError } from "../contract/errors.js";
import { checkFiles } from "./digest.js";
import { systemCode, toStorageError } from "./disk.js";
import { MANIFEST, readManifest, type Manifest } from "./manifest.js";
import type { InstallOptions } from "./pull.js";
import type { Workplace } from "./workplace.js";

/**
 * Writes models into one tar file for machines without a network: a folder for each, its manifest first.
 * The file appears when it is whole.
 */
export async function exportBundle(models: readonly Manifest[], path: string, place: Workplace): Promise<void> {
  const file = resolve(path);
  const unfinished = join(dirname(file), `.${randomUUID()}.part`);
  const names = models.flatMap(({ id, files }) => [MANIFEST, ...Object.keys(files)].map((name) => `${id}/${name}`));
  try {
    await create({ file: unfinished, cwd: place.folder, portable: true, strict: true }, names);
    await rename(unfinished, file);
  } catch (error) {
    throw toStorageError(error, dirname(file));
  } finally {
    await rm(unfinished, { force: true });
  }
}

/**
 * Installs all models of a bundle. Each is compared with its manifest first: a damaged bundle installs nothing.
 * @throws ParlandoError `invalid_request` saying what is wrong with the file.
 */
export async function importBundle(
  path: string,
  place: Workplace,
  options: InstallOptions,
  signal: AbortSignal,
): Promise<readonly Manifest[]> {
  await place.open();
  const folder = place.keptFile(`bundle-${randomUUID()}`);
  await mkdir(folder);
  try {
    await unpack(path, folder);
    throwIfAborted(signal);
    const models = await checkModels(path, folder, options, signal);
    for (const { id } of models) await place.locked(id, () => place.install(id, join(folder, id)));
    return models;
  } catch (error) {
    throw toParlandoError(toStorageError(error, place.folder));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Plain files and folders only; the library itself refuses paths that lead elsewhere. */
async function unpack(path: string, folder: string): Promise<void> {
  try {
    await extract({
      file: path,
      cwd: folder,
      strict: true,
      filter: (_, entry) => "type" in entry && (entry.type === "File" || entry.type === "Directory"),
    });
  } catch (error) {
    if (systemCode(error) !== undefined && systemCode(error) !== "ENOENT") throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw damaged(path, why, error);
  }
}

async function checkModels(
  path: string,
  folder: string,
  { check, onEvent }: InstallOptions,
  signal: AbortSignal,
): Promise<readonly Manifest[]> {
  onEvent?.({ type: "checking" });
  const ids = await readdir(folder);
  if (ids.length === 0) throw damaged(path, "it holds no models");
  const models: Manifest[] = [];
  for (const id of ids) {
    const directory = join(folder, id);
    const manifest = await readManifest(directory).catch((error: unknown) => {
      throw damaged(path, `${id}/${MANIFEST} cannot be read`, error);
    });
    if (manifest.id !== id) throw damaged(path, `the folder ${id} says that it is ${manifest.id}`);
    await checkFiles(directory, manifest.files, signal).catch((error: unknown) => {
      throwIfAborted(signal);
      throw damaged(path, `${id}/${toParlandoError(error).message.replace(/\.$/, "")}`, error);
    });
    await removeOthers(directory, manifest);
    await check?.({ id, engine: manifest.engine, kind: manifest.kind, directory }, signal);
    models.push(manifest);
  }
  return models;
}

/** What the manifest does not name was not checked, so it does not come in. */
async function removeOthers(directory: string, { files }: Manifest): Promise<void> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(directory.length + 1).replaceAll("\\", "/");
    if (entry.isFile() && name !== MANIFEST && files[name] === undefined) await rm(path);
  }
}

function damaged(path: string, why: string, cause?: unknown): ParlandoError {
  return new ParlandoError(
    "invalid_request",
    `${path} is no bundle of models, or a damaged one: ${why}. Nothing was installed; export it once more.`,
    cause === undefined ? {} : { cause },
  );
}
