import type { ApiSurface, App } from "../../context.js";
import { takeUploads } from "../../upload.js";
import { OpenaiError, openaiErrorBody } from "./errors.js";
import { addModels } from "./models.js";
import { addSpeech } from "./speech.js";
import { addTranscriptions } from "./transcriptions.js";

/** What clients of OpenAI's audio API expect, under `/v1`. */
export const OPENAI_API: ApiSurface = {
  id: "openai",
  errors: { prefix: "/v1", toBody: openaiErrorBody, schema: OpenaiError },
  async register(app, deps) {
    const routes = async (scope: App): Promise<void> => {
      scope.addHook("onSend", async (request, reply) => {
        void reply.header("openai-processing-ms", String(Math.round(request.work.elapsedMs)));
      });
      // LiveKit warms its connections up here.
      const hello = { object: "api", name: "parlando", version: deps.version };
      scope.get("/", { schema: { hide: true } }, async () => hello);
      addSpeech(scope, deps);
      addModels(scope, deps);
      await scope.register(async (uploads: App) => {
        await takeUploads(uploads, deps.settings, false);
        addTranscriptions(uploads, deps);
      });
    };
    await app.register(routes, { prefix: "/v1" });
  },
};
