import type { FastifyReply } from "fastify";
import type { SpeakRequest, Speech } from "../../../contract/speech.js";
import { beginSound, type AudioAnswer } from "../../audio-reply.js";
import { openSpeech } from "../../opening.js";
import { sendStream } from "../../reply.js";
import type { SoundEvent } from "../../sound.js";

/** As `AudioAnswer`, but the rate may be left to the voice. */
export type LegacyAnswer = Omit<AudioAnswer, "sampleRateHz"> & { readonly sampleRateHz: number | undefined };

/** Speaks, at the voice's own rate unless another is asked for, and gives the bytes once the first is there. */
export async function beginBytes(speak: SpeakRequest, answer: LegacyAnswer): Promise<AsyncIterable<Uint8Array>> {
  const { deps, request, sampleRateHz } = answer;
  const { started, events } = await openSpeech(deps.speech.speak(speak, request.work.signal));
  const opened: Speech = { voices: (signal) => deps.speech.voices(signal), speak: () => events };
  const own = { ...answer, deps: { ...deps, speech: opened }, sampleRateHz: sampleRateHz ?? started.sampleRateHz };
  return beginSound(speak, own, bytesOf);
}

/** Speaks and sends the sound while it is made. */
export async function sendBytes(speak: SpeakRequest, answer: LegacyAnswer): Promise<FastifyReply> {
  const bytes = await beginBytes(speak, answer);
  return sendStream(answer.reply, answer.request.work, answer.format.contentType, bytes);
}

async function* bytesOf(sound: AsyncIterable<SoundEvent>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const event of sound) if (event.type === "audio") yield event.bytes;
}
