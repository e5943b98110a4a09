import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { ParlandoError } from "../../../contract/errors.js";
import { parseConfig, type PiperConfig } from "./config.js";

/** A voice's graph in a folder, or the file itself. @throws ParlandoError `engine_failed`. */
export async function graphIn(directory: string): Promise<string> {
  if (directory.endsWith(".onnx")) return directory;
  let names: string[];
  try {
    names = await readdir(directory);
  } catch (cause) {
    throw new ParlandoError("engine_failed", `The voice's folder ${directory} cannot be read.`, { cause });
  }
  const graphs = names.filter((name) => name.endsWith(".onnx"));
  const [graph] = graphs;
  if (graph !== undefined && graphs.length === 1) return join(directory, graph);
  const found = graphs.length === 0 ? "no .onnx file" : `${graphs.length} .onnx files (${graphs.join(", ")})`;
  throw new ParlandoError(
    "engine_failed",
    `A Piper voice is one .onnx file with its .onnx.json; ${directory} holds ${found}.`,
  );
}

/** What the file beside a graph says. @throws ParlandoError `engine_failed`. */
export async function configOf(graph: string): Promise<PiperConfig> {
  const path = `${graph}.json`;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ParlandoError(
      "engine_failed",
      `${basename(path)} is missing: a Piper voice is the .onnx file and the .onnx.json beside it. Fetch both.`,
      { cause },
    );
  }
  return parseConfig(text, basename(path));
}
