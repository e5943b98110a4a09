import { readFile } from "node:fs/promises";
import type { AsrEngine, AsrModel, LoadOptions } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { openSession, type GraphSession } from "../../../onnx/session.js";
import { readModel, writeModel } from "../../../onnx/graph/model.js";
import { Encoder } from "./encoder.js";
import { moonshineFiles } from "./files.js";
import { MoonshineModel } from "./model.js";
import { withFastProjection } from "./projection.js";

/** Keeping the memory of runs costs 250 MB more and saves no time (measured). */
async function openDecoder(path: string, options: LoadOptions): Promise<GraphSession> {
  const model = withFastProjection(readModel(await readFile(path), path));
  return openSession(writeModel(model), { ...options, keepsRunMemory: false });
}

export const MOONSHINE: AsrEngine = {
  id: "moonshine",
  async load(directory: string, options: LoadOptions, signal: AbortSignal): Promise<AsrModel> {
    const files = await moonshineFiles(directory);
    throwIfAborted(signal);
    const encoder = await Encoder.open(files.encoder, options);
    try {
      throwIfAborted(signal);
      return new MoonshineModel(encoder, await openDecoder(files.decoder, options));
    } catch (error) {
      await encoder[Symbol.asyncDispose]();
      throw error;
    }
  },
};
