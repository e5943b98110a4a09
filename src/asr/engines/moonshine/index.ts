import type { AsrEngine, AsrModel, LoadOptions } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { openSession } from "../../../onnx/session.js";
import { Encoder } from "./encoder.js";
import { moonshineFiles } from "./files.js";
import { MoonshineModel } from "./model.js";

export const MOONSHINE: AsrEngine = {
  id: "moonshine",
  async load(directory: string, options: LoadOptions, signal: AbortSignal): Promise<AsrModel> {
    const files = await moonshineFiles(directory);
    throwIfAborted(signal);
    const encoder = await Encoder.open(files.encoder, options);
    try {
      throwIfAborted(signal);
      return new MoonshineModel(encoder, await openSession(files.decoder, { ...options, unpacksWeights: true }));
    } catch (error) {
      await encoder[Symbol.asyncDispose]();
      throw error;
    }
  },
};
