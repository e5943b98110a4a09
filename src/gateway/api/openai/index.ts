import type { ApiSurface } from "../../context.js";
import { openaiErrorBody } from "./errors.js";
import { addSpeech } from "./speech.js";

/** What clients of OpenAI's audio API expect, under `/v1`. */
export const OPENAI_API: ApiSurface = {
  id: "openai",
  errors: { prefix: "/v1", toBody: openaiErrorBody },
  async register(app, deps) {
    await app.register(
      async (scope: typeof app) => {
        scope.addHook("onSend", async (request, reply) => {
          void reply.header("openai-processing-ms", String(Math.round(request.work.elapsedMs)));
        });
        scope.get("/", { schema: { hide: true } }, async () => ({
          object: "api",
          name: "parlando",
          version: deps.version,
        }));
        addSpeech(scope, deps);
      },
      { prefix: "/v1" },
    );
  },
};
