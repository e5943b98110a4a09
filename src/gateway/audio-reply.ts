import type { FastifyReply, FastifyRequest } from "fastify";
import type { AudioFormat } from "../contract/format.js";
import type { SpeakRequest } from "../contract/speech.js";
import type { GatewayDeps } from "./context.js";
import { primed, sendStream } from "./reply.js";
import { encodeSpeech, type SoundEvent } from "./sound.js";

export interface AudioAnswer {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly deps: GatewayDeps;
  readonly format: AudioFormat;
  readonly sampleRateHz: number;
}

/** Speaks and sends the sound, chunk by chunk, as `format`. */
export async function sendSpeech(speak: SpeakRequest, answer: AudioAnswer): Promise<FastifyReply> {
  const { request, reply, format } = answer;
  const bytes = await beginSound(speak, answer, async function* bytesOf(sound) {
    for await (const event of sound) if (event.type === "audio") yield event.bytes;
  });
  return sendStream(reply, request.work, format.contentType, bytes);
}

/**
 * Speaks, and gives what `render` makes of the sound. Waits for the first rendered item, so that a voice that cannot
 * speak is a status and not a broken stream; who speaks is then in the headers.
 */
export async function beginSound<T>(
  speak: SpeakRequest,
  answer: AudioAnswer,
  render: (sound: AsyncIterable<SoundEvent>) => AsyncIterable<T>,
): Promise<AsyncIterable<T>> {
  const { request, reply, format, sampleRateHz } = answer;
  const items = await primed(render(observed(speak, answer)));
  void reply.header("x-sample-rate", String(format.rateFor(sampleRateHz)));
  if (request.work.voice !== undefined) void reply.header("x-voice-resolved", request.work.voice);
  return items;
}

/** The sound of a request, with what the log and the metrics want to know of it. */
async function* observed(
  speak: SpeakRequest,
  { request, deps: { speech, metrics }, format, sampleRateHz }: AudioAnswer,
): AsyncGenerator<SoundEvent, void, undefined> {
  const { work } = request;
  const close = metrics.streamOpened("http");
  try {
    for await (const event of encodeSpeech(speech.speak(speak, work.signal), { format, sampleRateHz }, work.signal)) {
      if (event.type === "started") {
        work.voice = event.voice.id;
        work.engine = event.voice.engine;
      } else if (event.type === "audio") {
        work.sounded();
        metrics.audioSent(format.id, event.bytes.length);
      } else if (event.type === "end") {
        work.characters = event.characters;
        work.spoke(event.durationMs);
      }
      yield event;
    }
  } finally {
    close();
  }
}
