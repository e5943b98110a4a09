import { deflateSync } from "node:zlib";
import { Type, type Static } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import { toSrt, toVtt } from "../../../captions/index.js";
import type { ListenOptions, TranscriptEvent, TranscriptSegment } from "../../../contract/listening.js";
import type { App, GatewayDeps } from "../../context.js";
import { primed, sendEvents } from "../../reply.js";
import { oneOf } from "../../schemas.js";
import { collectTranscript, hearUpload, type Transcript } from "../../transcript.js";
import { CHECKED_BY_HANDLER, readUpload, type Upload } from "../../upload.js";
import { openaiErrorBody } from "./errors.js";
import { LISTENING_MODEL_ALIASES } from "./names.data.js";

const TRANSCRIPT_FORMATS = ["json", "text", "srt", "verbose_json", "vtt"] as const;
const GRANULARITIES = ["word", "segment"] as const;

const TranslationForm = Type.Object({
  model: Type.Optional(
    Type.String({ description: "An OpenAI name or a recogniser of ours. Default: the best installed." }),
  ),
  prompt: Type.Optional(Type.String({ description: "Text that precedes, as a hint of style and names." })),
  response_format: Type.Optional(oneOf(TRANSCRIPT_FORMATS, "Default: json.")),
  temperature: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
});

const TranscriptionForm = Type.Object({
  ...TranslationForm.properties,
  language: Type.Optional(Type.String({ description: "Language of the speech; absent = the model decides." })),
  timestamp_granularities: Type.Optional(Type.Array(oneOf(GRANULARITIES, "Times in verbose_json."))),
  stream: Type.Optional(Type.Boolean({ description: "Send the text as server-sent events, while it is recognised." })),
});

type Form = Static<typeof TranscriptionForm>;
type Asked = Form & Pick<ListenOptions, "task">;

const FILE = Type.Unsafe<unknown>({ type: "string", format: "binary", description: "Audio of any usual format." });

/** Adds the two routes that turn speech into text; `app` takes uploads. */
export function addTranscriptions(app: App, deps: GatewayDeps): void {
  const kinds = [
    { path: "/audio/transcriptions", task: "transcribe", form: TranscriptionForm, summary: "Turn speech into text" },
    { path: "/audio/translations", task: "translate", form: TranslationForm, summary: "Turn speech into English text" },
  ] as const;
  for (const { path, task, form, summary } of kinds) {
    const body = Type.Object({ file: FILE, ...form.properties });
    const schema = { summary, tags: ["OpenAI"], consumes: ["multipart/form-data"], body };
    app.post(path, { schema, ...CHECKED_BY_HANDLER }, async (request, reply) => {
      const upload: Upload<Form> = await readUpload(request, form, deps.settings);
      const { fields } = upload;
      const events = hearUpload(upload, toListenOptions(fields, task, request), deps, request.work.signal);
      if (fields.stream === true) {
        return sendEvents(reply, request.work, await primed(transcriptEvents(events)), openaiErrorBody);
      }
      return sendTranscript(reply, { ...fields, task }, await collectTranscript(events));
    });
  }
}

function toListenOptions(form: Form, task: ListenOptions["task"], request: FastifyRequest): ListenOptions {
  const { model, language, prompt, temperature = 0, timestamp_granularities: granularities = [] } = form;
  return {
    ...(model === undefined || model === "" || LISTENING_MODEL_ALIASES.includes(model) ? {} : { model }),
    ...(language === undefined || language === "" ? {} : { language }),
    ...(prompt === undefined ? {} : { prompt }),
    task,
    temperature,
    words: granularities.includes("word"),
    requestId: request.id,
  };
}

function sendTranscript(reply: FastifyReply, form: Asked, transcript: Transcript): FastifyReply {
  const { text, segments, durationMs } = transcript;
  switch (form.response_format ?? "json") {
    case "text":
      return reply.type("text/plain; charset=utf-8").send(text);
    case "srt":
      return reply.type("text/plain; charset=utf-8").send(toSrt(segments));
    case "vtt":
      return reply.type("text/vtt; charset=utf-8").send(toVtt(segments));
    case "verbose_json":
      return reply.send(toVerbose(transcript, form));
    case "json":
      break;
  }
  return reply.send({ text, usage: usageOf(durationMs) });
}

function usageOf(durationMs: number): object {
  return { type: "duration", seconds: Math.ceil(durationMs / 1000) };
}

function toVerbose({ text, language, durationMs, segments }: Transcript, form: Asked): object {
  const words = segments.flatMap((segment) => segment.words ?? []);
  return {
    task: form.task,
    language,
    duration: durationMs / 1000,
    text,
    segments: segments.map((segment, index) => toVerboseSegment(segment, index, form.temperature ?? 0)),
    ...(form.timestamp_granularities?.includes("word") === true
      ? { words: words.map((word) => ({ word: word.text, start: word.startMs / 1000, end: word.endMs / 1000 })) }
      : {}),
    usage: usageOf(durationMs),
  };
}

function toVerboseSegment(segment: TranscriptSegment, id: number, temperature: number): object {
  return {
    id,
    seek: Math.round(segment.startMs / 10),
    start: segment.startMs / 1000,
    end: segment.endMs / 1000,
    text: segment.text,
    tokens: [],
    temperature,
    avg_logprob: segment.averageLogProbability ?? 0,
    compression_ratio: compressionRatio(segment.text),
    no_speech_prob: segment.noSpeechProbability ?? 0,
  };
}

/** Bytes of the text over its deflated bytes, as Whisper counts them; loops of a lost model score high. */
function compressionRatio(text: string): number {
  const bytes = Buffer.from(text);
  return bytes.length / deflateSync(bytes).length;
}

async function* transcriptEvents(events: AsyncIterable<TranscriptEvent>): AsyncGenerator<object, void, undefined> {
  let count = 0;
  for await (const event of events) {
    if (event.type === "segment") {
      const { text, startMs, endMs } = event.segment;
      yield { type: "transcript.text.delta", delta: count === 0 ? text.trimStart() : ` ${text.trim()}` };
      const times = { start: startMs / 1000, end: endMs / 1000 };
      yield { type: "transcript.text.segment", id: `seg_${count}`, ...times, speaker: "", text };
      count += 1;
    }
    if (event.type === "end") {
      yield { type: "transcript.text.done", text: event.text, usage: usageOf(event.durationMs) };
    }
  }
}
