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
export function sendSpeech(speak: SpeakRequest, answer: AudioAnswer): Promise<FastifyReply> {
  return sendSound(speak, answer, answer.format.contentType, async function* bytesOf(sound) {
    for await (const event of sound) if (event.type === "audio") yield event.bytes;
  });
}

/**
 * Speaks and sends what `render` makes of the sound. The status line waits for the first rendered item, so that a voice
 * that cannot speak is a status and not a broken stream.
 */
export async function sendSound(
  speak: SpeakRequest,
  answer: AudioAnswer,
  contentType: string,
  render: (sound: AsyncIterable<SoundEvent>) => AsyncIterable<Uint8Array | string>,
): Promise<FastifyReply> {
  const { request, reply, format, sampleRateHz } = answer;
  const { work } = request;
  const bytes = await primed(render(observed(speak, answer)));
  void reply.header("x-sample-rate", String(format.rateFor(sampleRateHz)));
  if (work.voice !== undefined) void reply.header("x-voice-resolved", work.voice);
  return sendStream(reply, work, contentType, bytes);
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
