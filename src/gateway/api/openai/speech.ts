import { Type, type Static } from "@fastify/type-provider-typebox";
import { formatById } from "../../../audio/formats/index.js";
import { beginSound, sendSpeech, type AudioAnswer } from "../../audio-reply.js";
import type { App, GatewayDeps } from "../../context.js";
import { sendEvents } from "../../reply.js";
import { AUDIO_TYPES, FORMAT_IDS, MANNER_FIELDS, oneOf, rawAnswer, SampleRate } from "../../schemas.js";
import type { SoundEvent } from "../../sound.js";
import { toSpeakRequest } from "../../speaking.js";
import { openaiErrorBody } from "./errors.js";
import { SPEECH_MODEL_ALIASES } from "./names.data.js";

/** OpenAI's `pcm` is 24 kHz always; the other formats follow unless the caller asks otherwise. */
const OPENAI_RATE_HZ = 24_000;

const SpeechBody = Type.Object({
  input: Type.String({ minLength: 1, description: "The text to speak; longer than OpenAI's 4096 characters is fine." }),
  model: Type.Optional(
    Type.String({
      minLength: 1,
      description: "An OpenAI name, or a model or engine of ours. Default: what speaks the voice.",
    }),
  ),
  voice: Type.Optional(
    Type.Union([Type.String({ minLength: 1 }), Type.Object({ id: Type.String({ minLength: 1 }) })], {
      description: "A voice's id, an OpenAI name or a language.",
    }),
  ),
  instructions: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  response_format: Type.Optional(oneOf(FORMAT_IDS, "Default: mp3.")),
  stream_format: Type.Optional(oneOf(["audio", "sse"], "Default: audio.")),
  sample_rate: SampleRate,
  timestamps: Type.Optional(
    Type.Boolean({ description: "With stream_format sse: events that say when each word sounds." }),
  ),
  ...MANNER_FIELDS,
});

type SpeechFields = Static<typeof SpeechBody>;

export function addSpeech(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Speak a text",
    tags: ["OpenAI"],
    body: SpeechBody,
    response: { 200: rawAnswer([...AUDIO_TYPES, "text/event-stream"], "The sound, sent while it is made.") },
  };
  app.post(
    "/audio/speech",
    { schema, config: { textField: "input", fieldNames: { text: "input" } } },
    async (request, reply) => {
      const { body } = request;
      const speak = toSpeakRequest(
        {
          text: body.input,
          textField: "input",
          voice: voiceOf(body),
          model: body.model === undefined || SPEECH_MODEL_ALIASES.includes(body.model) ? undefined : body.model,
          fields: body,
          requestId: request.id,
        },
        deps.settings,
      );
      const format = formatById(body.response_format ?? "mp3", "response_format");
      const answer: AudioAnswer = { request, reply, deps, format, sampleRateHz: body.sample_rate ?? OPENAI_RATE_HZ };
      if (body.stream_format !== "sse") return sendSpeech(speak, answer);
      const withMarks = body.timestamps ?? false;
      const events = await beginSound(speak, answer, (sound) => speechEvents(sound, withMarks));
      return sendEvents(reply, request.work, events, openaiErrorBody);
    },
  );
}

function voiceOf({ voice = "default" }: SpeechFields): string {
  return typeof voice === "string" ? voice : voice.id;
}

/** Tokens of sound per second, as `usage` counts them; OpenAI's own rate is not published. */
const OUTPUT_TOKENS_PER_SECOND = 20;
const CHARACTERS_PER_TOKEN = 4;

async function* speechEvents(
  sound: AsyncIterable<SoundEvent>,
  withMarks: boolean,
): AsyncGenerator<object, void, undefined> {
  let usage = usageOf(0, 0);
  for await (const event of sound) {
    switch (event.type) {
      case "started":
        break;
      case "audio":
        yield { type: "speech.audio.delta", audio: Buffer.from(event.bytes).toString("base64") };
        break;
      case "mark":
        if (withMarks) yield markEvent(event);
        break;
      case "end":
        usage = usageOf(event.characters, event.durationMs);
        break;
    }
  }
  yield { type: "speech.audio.done", usage };
}

function markEvent({ kind, text, start, end, startMs, endMs }: Extract<SoundEvent, { type: "mark" }>): object {
  const times = { start_ms: startMs, ...(endMs === undefined ? {} : { end_ms: endMs }) };
  return { type: "speech.audio.mark", kind, text, start, end, ...times };
}

function usageOf(characters: number, durationMs: number): object {
  const input = Math.ceil(characters / CHARACTERS_PER_TOKEN);
  const output = Math.ceil((durationMs / 1000) * OUTPUT_TOKENS_PER_SECOND);
  return { input_tokens: input, output_tokens: output, total_tokens: input + output };
}
