import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ParlandoError } from "../../../contract/errors.js";

export interface MoonshineFiles {
  readonly encoder: string;
  readonly decoder: string;
}

/** Folder of the English `tiny` model inside the npm package; nothing of the package's browser code is run. */
function packagedFolder(): string {
  return join(dirname(fileURLToPath(import.meta.resolve("@moonshine-ai/moonshine-js"))), "model/tiny/quantized");
}

/**
 * Paths of the two graphs.
 * @param directory a folder with both; empty = the model that comes with the npm package.
 * @throws ParlandoError `engine_failed` when one is missing.
 */
export async function moonshineFiles(directory: string): Promise<MoonshineFiles> {
  const folder = directory === "" ? packagedFolder() : directory;
  const files = { encoder: join(folder, "encoder_model.onnx"), decoder: join(folder, "decoder_model_merged.onnx") };
  for (const file of Object.values(files)) {
    await access(file).catch((cause: unknown) => {
      throw new ParlandoError("engine_failed", `Moonshine needs ${file}, which cannot be read.`, { cause });
    });
  }
  return files;
}
