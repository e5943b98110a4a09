import { Type } from "@fastify/type-provider-typebox";
import { formatById } from "../../../audio/formats/index.js";
import type { App, GatewayDeps } from "../../context.js";
import { rawAnswer } from "../../schemas.js";
import { sendBytes } from "./answer.js";
import { SPEECH_FIELDS, TEXT_FIELD, toLegacyRequest } from "./fields.js";

const Body = Type.Object({ text: TEXT_FIELD, ...SPEECH_FIELDS });

/** `POST /synthesize`: raw 32-bit float samples, little-endian, at the voice's own rate, which a header tells. */
export function addSamples(app: App, deps: GatewayDeps): void {
  const format = formatById("f32");
  const schema = {
    summary: "Speak a text as raw float32 samples",
    description: "Mono, little-endian, at the voice's own rate: header X-Sample-Rate.",
    tags: ["Older systems"],
    body: Body,
    response: { 200: rawAnswer([format.contentType], "The samples, sent while they are made.") },
  };
  app.post("/synthesize", { schema, config: { textField: "text" } }, async (request, reply) => {
    const speak = toLegacyRequest(request.body.text, request.body, request.id, deps);
    return sendBytes(speak, { request, reply, deps, format, sampleRateHz: undefined });
  });
}
