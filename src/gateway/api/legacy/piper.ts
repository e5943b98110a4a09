import { Type } from "@fastify/type-provider-typebox";
import { formatById } from "../../../audio/formats/index.js";
import { MANNER_RANGES } from "../../../contract/manner.js";
import type { App, GatewayDeps } from "../../context.js";
import { rawAnswer } from "../../schemas.js";
import { sendBytes } from "./answer.js";
import { SPEECH_FIELDS, TEXT_FIELD, toLegacyRequest } from "./fields.js";

const Body = Type.Object({
  text: TEXT_FIELD,
  length_scale: Type.Optional(
    Type.Number({
      minimum: 1 / MANNER_RANGES.speed.max,
      maximum: 1 / MANNER_RANGES.speed.min,
      description: "Length of the sounds: 2 is half as fast. The inverse of speed, which it overrides.",
    }),
  ),
  ...SPEECH_FIELDS,
});

/**
 * `POST /` as Piper's own HTTP server answers it. Its clients (Pipecat's PiperHttp) skip a header of exactly 44 bytes and
 * read the rate from bytes 24 to 28: the header is the first chunk, whole and alone.
 */
export function addPiper(app: App, deps: GatewayDeps): void {
  const format = formatById("wav");
  const schema = {
    summary: "Speak a text as Piper's HTTP server does",
    tags: ["Older systems"],
    body: Body,
    response: { 200: rawAnswer([format.contentType], "A WAV with a header of 44 bytes, sent while it is made.") },
  };
  app.post("/", { schema, config: { textField: "text" } }, async (request, reply) => {
    const { body } = request;
    const fields = body.length_scale === undefined ? body : { ...body, speed: 1 / body.length_scale };
    const speak = toLegacyRequest(body.text, fields, request.id, deps);
    return sendBytes(speak, { request, reply, deps, format, sampleRateHz: undefined });
  });
}
