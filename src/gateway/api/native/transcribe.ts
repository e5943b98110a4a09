import { Type, type Static } from "@fastify/type-provider-typebox";
import type { ListenOptions, TranscriptSegment } from "../../../contract/listening.js";
import type { App, GatewayDeps } from "../../context.js";
import { oneOf } from "../../schemas.js";
import { collectTranscript, hearUpload } from "../../transcript.js";
import { CHECKED_BY_HANDLER, readUpload } from "../../upload.js";
import { RAW_FIELDS, toRawAudio } from "./raw.js";

const Options = Type.Object({
  model: Type.Optional(Type.String({ description: "A recogniser's id. Default: the best installed." })),
  language: Type.Optional(Type.String({ description: "Language of the speech; absent = the model decides." })),
  task: Type.Optional(oneOf(["transcribe", "translate"] as const, "Default: transcribe.")),
  prompt: Type.Optional(Type.String()),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  words: Type.Optional(Type.Boolean({ description: "Whether times of words are wanted." })),
  ...RAW_FIELDS,
  sample_rate: Type.Optional(Type.Integer({ description: "With encoding: Hz. Default: 16000." })),
});

type Options = Static<typeof Options>;

const Times = { start_ms: Type.Number(), end_ms: Type.Number() };
const Word = Type.Object({ text: Type.String(), ...Times, probability: Type.Optional(Type.Number()) });
const Segment = Type.Object({ text: Type.String(), ...Times, words: Type.Optional(Type.Array(Word)) });
const Answer = Type.Object({
  text: Type.String(),
  language: Type.String(),
  duration_ms: Type.Number(),
  segments: Type.Array(Segment),
});

/** `app` takes uploads, as a form or as a plain body. */
export function addTranscribe(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Turn speech into text",
    description: "The audio is a form's part `file`, or the body itself; then the options are the query.",
    tags: ["Parlando"],
    consumes: ["multipart/form-data"],
    body: Type.Object({ file: Type.Unsafe<unknown>({ type: "string", format: "binary" }), ...Options.properties }),
    response: { 200: Answer },
  };
  app.post("/api/v1/transcribe", { schema, ...CHECKED_BY_HANDLER }, async (request) => {
    const upload = await readUpload(request, Options, deps.settings);
    const options = toListenOptions(upload.fields, request.id);
    const events = hearUpload(
      upload,
      options,
      deps,
      request.work.signal,
      toRawAudio(upload.fields, upload.fields.sample_rate),
    );
    const { text, language, durationMs, segments } = await collectTranscript(events);
    return { text, language, duration_ms: durationMs, segments: segments.map(toWire) };
  });
}

function toListenOptions(options: Options, requestId: string): ListenOptions {
  const { model, language, prompt, task = "transcribe", temperature = 0, words = false } = options;
  return {
    ...(model === undefined ? {} : { model }),
    ...(language === undefined ? {} : { language }),
    ...(prompt === undefined ? {} : { prompt }),
    task,
    temperature,
    words,
    requestId,
  };
}

function toWire({ text, startMs, endMs, words }: TranscriptSegment): Static<typeof Segment> {
  return {
    text,
    start_ms: startMs,
    end_ms: endMs,
    ...(words === undefined
      ? {}
      : {
          words: words.map((word) => ({
            text: word.text,
            start_ms: word.startMs,
            end_ms: word.endMs,
            ...(word.probability === undefined ? {} : { probability: word.probability }),
          })),
        }),
  };
}
