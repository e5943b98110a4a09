import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import type { TtsEngine } from "../../../contract/engine.js";
import { configOf, graphIn } from "./files.js";
import { toVoices } from "./voices.js";

/** Piper's VITS voices, streamed inside the sentence. What runs graphs is read from disk when a voice is loaded. */
export const piperEngine: TtsEngine = {
  id: "piper",
  load: async (directory, options, signal) => (await import("./load.js")).loadPiper(directory, options, signal),
  async voicesIn(directory) {
    const names = await readdir(directory);
    if (!names.some((name) => name.endsWith(".onnx.json"))) return undefined;
    const graph = await graphIn(directory);
    return toVoices(basename(graph, ".onnx"), await configOf(graph), undefined);
  },
};
