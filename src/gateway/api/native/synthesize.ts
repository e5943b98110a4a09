import { Type } from "@fastify/type-provider-typebox";
import { formatById } from "../../../audio/formats/index.js";
import { ParlandoError } from "../../../contract/errors.js";
import { sendSpeech } from "../../audio-reply.js";
import type { App, GatewayDeps } from "../../context.js";
import { AUDIO_TYPES, FORMAT_IDS, MANNER_FIELDS, oneOf, rawAnswer, SampleRate } from "../../schemas.js";
import { toSpeakRequest } from "../../speaking.js";

const DEFAULT_RATE_HZ = 24_000;

const SynthesizeBody = Type.Object({
  text: Type.String({ minLength: 1, description: "The text to speak." }),
  voice_id: Type.Optional(Type.String({ minLength: 1, description: "A voice's id, an alias or a language." })),
  model: Type.Optional(Type.String({ minLength: 1, description: "Model or engine, where it must be a certain one." })),
  format: Type.Optional(oneOf(FORMAT_IDS, "Default: wav.")),
  sample_rate: SampleRate,
  stream: Type.Optional(Type.Boolean({ description: "true: the sound itself, while it is made." })),
  session_id: Type.Optional(Type.String()),
  ...MANNER_FIELDS,
});

export function addSynthesize(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Speak a text",
    tags: ["Parlando"],
    body: SynthesizeBody,
    response: { 200: rawAnswer(AUDIO_TYPES, "The sound, sent while it is made.") },
  };
  app.post(
    "/api/v1/synthesize",
    { schema, config: { textField: "text", fieldNames: { voice: "voice_id" } } },
    async (request, reply) => {
      const { body } = request;
      if (body.stream !== true) {
        const message = `"stream" is ${body.stream === false ? "false" : "missing"}; only true is served by this version.`;
        throw new ParlandoError("invalid_request", message, { field: "stream" });
      }
      const wish = {
        text: body.text,
        textField: "text",
        voice: body.voice_id ?? "default",
        model: body.model,
        fields: body,
        requestId: request.id,
      };
      const format = formatById(body.format ?? "wav", "format");
      const answer = { request, reply, deps, format, sampleRateHz: body.sample_rate ?? DEFAULT_RATE_HZ };
      return sendSpeech(toSpeakRequest(wish, deps.settings), answer);
    },
  );
}
