import type { AsrEngine } from "../../contract/engine.js";

/** The recognisers there are. Loaded when first used: an engine brings its own libraries and tables. */
export const ASR_ENGINES: Readonly<Record<string, () => Promise<AsrEngine>>> = {
  moonshine: async () => (await import("./moonshine/index.js")).MOONSHINE,
};
