import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { SYSTEM_CLOCK, type Clock } from "../../../async/clock.js";
import type { LoadOptions, TtsEngine } from "../../../contract/engine.js";
import { ParlandoError, throwIfAborted } from "../../../contract/errors.js";
import { PLAIN_MANNER } from "../../../contract/manner.js";
import { parseConfig, type PiperConfig } from "./config.js";
import { measureCosts } from "./costs.js";
import { PIPER_DEFAULTS, PiperModel, type PiperOptions } from "./model.js";
import { toVoices } from "./voices.js";
import { openVoice } from "./voice.js";

export { PIPER_DEFAULTS, type PiperModel, type PiperOptions } from "./model.js";

/** Piper's VITS voices, streamed inside the sentence. */
export const piperEngine: TtsEngine = {
  id: "piper",
  load: (directory, options, signal) => loadPiper(directory, options, signal),
  async voicesIn(directory) {
    const names = await readdir(directory);
    if (!names.some((name) => name.endsWith(".onnx.json"))) return undefined;
    const graph = await graphIn(directory);
    return toVoices(basename(graph, ".onnx"), await configOf(graph), undefined);
  },
};

/** A voice's graph in a folder, or the file itself. @throws ParlandoError `engine_failed`. */
async function graphIn(directory: string): Promise<string> {
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

async function configOf(graph: string): Promise<PiperConfig> {
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

/**
 * Loads a voice: its parts are made the first time and kept beside it, warmed, and measured on this machine.
 * @param directory folder with one `.onnx` and its `.onnx.json`, or the path of the `.onnx`.
 * @throws ParlandoError `engine_failed` naming the file at fault.
 */
export async function loadPiper(
  directory: string,
  { threads }: LoadOptions,
  signal: AbortSignal,
  options: PiperOptions = PIPER_DEFAULTS,
  clock: Clock = SYSTEM_CLOCK,
): Promise<PiperModel> {
  const graph = await graphIn(directory);
  const config = await configOf(graph);
  throwIfAborted(signal);
  const voice = await openVoice(graph, config, { threads, keepsRunMemory: false });
  try {
    throwIfAborted(signal);
    const costs = voice.kind === "split" ? await measureCosts(voice.graphs, options.mostIds, clock) : undefined;
    throwIfAborted(signal);
    const model = new PiperModel({ id: basename(graph, ".onnx"), config, voice, costs, clock, options });
    await warmText(model);
    return model;
  } catch (error) {
    await (voice.kind === "split" ? voice.graphs : voice.session)[Symbol.asyncDispose]();
    throw error;
  }
}

/** Common words, so that the first listener does not wait for espeak to start and for code to be compiled. */
const WARM_TEXT =
  "It was the first of the month, and there is one of them who will be with us in the house; for a while, at least, " +
  "that is what they have been told by the people that he had sent to see if it could be done on the way to 25 others.";
const WARM_ROUNDS = 4;

async function warmText(model: PiperModel): Promise<void> {
  for (let round = 0; round < WARM_ROUNDS; round++)
    await model.prepare(WARM_TEXT, model.voices[0]?.id ?? "", PLAIN_MANNER);
}
