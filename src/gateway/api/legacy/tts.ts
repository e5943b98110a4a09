import { Type } from "@fastify/type-provider-typebox";
import { formatById } from "../../../audio/formats/index.js";
import { wavHeader } from "../../../audio/formats/wav.js";
import { ParlandoError } from "../../../contract/errors.js";
import type { App, GatewayDeps } from "../../context.js";
import { AUDIO_TYPES, FORMAT_IDS, oneOf, rawAnswer, SampleRate } from "../../schemas.js";
import { beginBytes } from "./answer.js";
import { SPEECH_FIELDS, TEXT_FIELD, toLegacyRequest } from "./fields.js";

/** Largest whole answer: 23 minutes of 16-bit samples at 24 kHz. */
const WHOLE_BYTES = 64 * 1024 * 1024;

const Body = Type.Object({
  text: TEXT_FIELD,
  format: Type.Optional(oneOf(FORMAT_IDS, "Default: wav.")),
  sample_rate: SampleRate,
  ...SPEECH_FIELDS,
});

/** `POST /api/tts`: a text's whole audio in one answer, with its length known: a WAV says its true sizes. */
export function addTts(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Speak a short text, answered when all of it is spoken",
    tags: ["Older systems"],
    body: Body,
    response: { 200: rawAnswer(AUDIO_TYPES, "The whole sound.") },
  };
  app.post("/api/tts", { schema, config: { textField: "text" } }, async (request, reply) => {
    const { body } = request;
    const asked = formatById(body.format ?? "wav", "format");
    const isWav = asked.id === "wav";
    const speak = toLegacyRequest(body.text, body, request.id, deps);
    const format = isWav ? formatById("pcm") : asked;
    const bytes = await beginBytes(speak, { request, reply, deps, format, sampleRateHz: body.sample_rate });
    const parts = await collectBytes(bytes);
    const rateHz = Number(reply.getHeader("x-sample-rate"));
    if (isWav)
      parts.unshift(
        wavHeader(
          rateHz,
          parts.reduce((total, part) => total + part.length, 0),
        ),
      );
    return reply.type(asked.contentType).send(Buffer.concat(parts));
  });
}

async function collectBytes(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of bytes) {
    parts.push(part);
    total += part.length;
    if (total <= WHOLE_BYTES) continue;
    const message = `The whole sound is larger than ${WHOLE_BYTES} bytes; use POST /api/v1/synthesize with stream true.`;
    throw new ParlandoError("payload_too_large", message, { field: "text" });
  }
  return parts;
}
