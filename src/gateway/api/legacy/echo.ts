import { Type, type Static } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { formatById } from "../../../audio/formats/index.js";
import { ParlandoError } from "../../../contract/errors.js";
import type { TranscriptEvent } from "../../../contract/listening.js";
import type { TextPiece } from "../../../contract/speech.js";
import type { App, GatewayDeps } from "../../context.js";
import { AUDIO_TYPES, FORMAT_IDS, oneOf, rawAnswer } from "../../schemas.js";
import { sendStream } from "../../reply.js";
import { toManner } from "../../speaking.js";
import { hearUpload } from "../../transcript.js";
import { CHECKED_BY_HANDLER, readUpload, type Upload } from "../../upload.js";
import { beginBytes } from "./answer.js";
import { SPEECH_FIELDS } from "./fields.js";
import { RECORDING_FIELDS, toListenOptions, toRawAudio } from "./recording.js";

const Options = Type.Object({
  ...SPEECH_FIELDS,
  ...RECORDING_FIELDS,
  format: Type.Optional(oneOf(FORMAT_IDS, "Format of the answer. Default: wav.")),
});
type Options = Static<typeof Options>;

/** `POST /api/echo-bytes`: what is said in the body is said back by a voice, the first words while others are still heard. */
export function addEcho(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Say back what the audio in the body says",
    tags: ["Older systems"],
    querystring: Options,
    response: { 200: rawAnswer(AUDIO_TYPES, "The speech, sent while it is made.") },
  };
  app.post("/api/echo-bytes", { schema, ...CHECKED_BY_HANDLER }, async (request, reply) => {
    const upload = await readUpload(request, Options, deps.settings);
    return echo(upload, request, reply, deps);
  });
}

async function echo(
  upload: Upload<Options>,
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GatewayDeps,
): Promise<FastifyReply> {
  const { fields } = upload;
  const { work } = request;
  const format = formatById(fields.format ?? "wav", "format");
  const heard = hearUpload(upload, toListenOptions(fields, request.id), deps, work.signal, toRawAudio(fields));
  const text = spoken(heard);
  // A voice may stop before it has read all its text; the upload is let go all the same.
  reply.raw.once("close", () => void text.return().catch(() => undefined));
  try {
    const first = await text.next();
    if (first.done === true) {
      throw new ParlandoError("invalid_audio", "No speech was heard in the audio, so there is nothing to say back.");
    }
    const speak = {
      text: following(first.value, text),
      voice: fields.voice ?? fields.voice_id ?? "default",
      ...(fields.model === undefined ? {} : { model: fields.model }),
      ...(fields.language === undefined ? {} : { language: fields.language }),
      manner: toManner(fields),
      priority: fields.priority ?? "normal",
      requestId: request.id,
    };
    const bytes = await beginBytes(speak, { request, reply, deps, format, sampleRateHz: undefined });
    return sendStream(reply, work, format.contentType, bytes);
  } catch (error) {
    await text.return();
    throw error;
  }
}

/** The text of each segment as it is heard. */
async function* spoken(events: AsyncIterable<TranscriptEvent>): AsyncGenerator<string, void, undefined> {
  for await (const event of events) {
    if (event.type === "segment" && event.segment.text.trim() !== "") yield `${event.segment.text.trim()} `;
  }
}

async function* following(first: string, rest: AsyncIterable<string>): AsyncGenerator<TextPiece, void, undefined> {
  yield first;
  yield* rest;
}
