import { basename } from "node:path";
import { SYSTEM_CLOCK, type Clock } from "../../../async/clock.js";
import type { LoadOptions } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { PLAIN_MANNER } from "../../../contract/manner.js";
import { measureCosts } from "./costs.js";
import { configOf, graphIn } from "./files.js";
import { PIPER_DEFAULTS, PiperModel, type PiperOptions } from "./model.js";
import { openVoice } from "./voice.js";

export { PIPER_DEFAULTS, type PiperModel, type PiperOptions } from "./model.js";

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
