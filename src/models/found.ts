import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { ParlandoError } from "../contract/errors.js";
import { systemCode } from "./disk.js";
import type { ModelKind } from "./entry.js";
import { LAYOUTS } from "./layouts.data.js";
import { MANIFEST } from "./manifest.js";
import { isFileName } from "./names.js";

/** A model found on the disk. */
export interface Found {
  readonly id: string;
  readonly engine: string;
  readonly kind: ModelKind;
  readonly directory: string;
  /** Paths in the directory. */
  readonly files: readonly string[];
}

function invalid(message: string): ParlandoError {
  return new ParlandoError("invalid_request", message, { field: "path" });
}

function piper(directory: string, graph: string, names: readonly string[]): Found {
  const config = `${graph}.json`;
  if (!names.includes(config)) {
    throw invalid(`${config} is missing beside ${join(directory, graph)}: a Piper voice is both files. Fetch it too.`);
  }
  const id = basename(graph, ".onnx");
  const cards = names.filter((name) => name === "MODEL_CARD" || name === `${id}.MODEL_CARD`);
  return { id, engine: "piper", kind: "tts", directory, files: [graph, config, ...cards] };
}

/** Files below a folder, as paths with `/`; folders that a program keeps for itself are left out. */
async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter(isFileName);
}

function inFolder(directory: string, names: readonly string[]): readonly Found[] {
  const layout = LAYOUTS.find(({ needs }) => needs.every((need) => names.some((name) => need.test(name))));
  if (layout !== undefined) {
    const files = names.filter((name) => layout.takes.test(name) && name !== MANIFEST);
    return [{ id: basename(directory), engine: layout.engine, kind: layout.kind, directory, files }];
  }
  const own = names.filter((name) => !name.includes("/"));
  const graphs = own.filter((name) => name.endsWith(".onnx"));
  const configs = own.filter((name) => name.endsWith(".onnx.json"));
  const lone = configs.find((config) => !own.includes(config.slice(0, -".json".length)));
  if (graphs.length === 0 && lone !== undefined) {
    throw invalid(`${lone.slice(0, -".json".length)} is missing beside ${join(directory, lone)}. Fetch it too.`);
  }
  return graphs.map((graph) => piper(directory, graph, own));
}

/**
 * The models at a path: an `.onnx` file is a Piper voice, a folder may hold several, or one of another known kind.
 * @throws ParlandoError `invalid_request` saying what is missing.
 */
export async function findModels(path: string): Promise<readonly Found[]> {
  const full = resolve(path);
  const about = await stat(full).catch((error: unknown) => {
    throw invalid(`${path} cannot be read (${systemCode(error) ?? "unknown"}).`);
  });
  if (about.isFile()) {
    const graph = full.endsWith(".onnx.json") ? full.slice(0, -".json".length) : full;
    if (!graph.endsWith(".onnx")) {
      throw invalid(`${path} is no model: an .onnx file, a folder of a model or a .tar bundle is wanted.`);
    }
    const names = await readdir(dirname(graph));
    if (!names.includes(basename(graph))) throw invalid(`${basename(graph)} is missing beside ${path}. Fetch it too.`);
    return [piper(dirname(graph), basename(graph), names)];
  }
  const found = inFolder(full, await filesBelow(full));
  if (found.length > 0) return found;
  throw invalid(
    `${path} holds no model that is known: a Piper voice (.onnx and .onnx.json), a Kokoro, hibari or Whisper folder.`,
  );
}
