import type { ApiSurface, App } from "../../context.js";
import { takeUploads } from "../../upload.js";
import { addConvert } from "./convert.js";
import { addHealth } from "./health.js";
import { addMetrics } from "./metrics.js";
import { addNormalize } from "./normalize.js";
import { addStatus } from "./status.js";
import { addSynthesize } from "./synthesize.js";
import { addTranscribe } from "./transcribe.js";
import { addVoices } from "./voices.js";

/** Our own API under `/api/v1`, and the paths operators expect at the root. */
export const NATIVE_API: ApiSurface = {
  id: "native",
  async register(app, deps) {
    const hello = { name: "parlando", version: deps.version, documentation: "/docs" };
    app.get("/", { schema: { hide: true } }, async () => hello);
    for (const add of [addHealth, addMetrics, addStatus, addVoices, addNormalize, addSynthesize]) add(app, deps);
    await app.register(async (uploads: App) => {
      await takeUploads(uploads, deps.settings, true);
      addTranscribe(uploads, deps);
      addConvert(uploads, deps);
    });
  },
};
