import { BoundedQueue } from "../async/queue.js";
import { orAbort } from "../async/iterate.js";
import type { TranscriptEvent } from "../contract/listening.js";
import type { Pcm } from "../contract/pcm.js";
import { openCall, type OpenCall } from "./call.js";
import type { Connection } from "./connection.js";
import { METHODS } from "./schema.js";
import type { HostListenOptions } from "./services.js";
import { fromTranscriptWire, toPcmWire, type ListenInWire, type ListenOutWire } from "./wire.js";

/** Frames under way before the host has taken one. */
export const WINDOW_FRAMES = 8;
/** About a second of speech; a window of these is 512 kB. */
const MAX_FRAME_SAMPLES = 16_384;

type ListenCall = OpenCall<ListenInWire, ListenOutWire>;

/** Sends audio as fast as the host takes it; the credits that come back are read only when the reader wants events. */
export async function* listenOver(
  connection: Connection,
  audio: AsyncIterable<Pcm>,
  options: HostListenOptions,
  signal: AbortSignal,
): AsyncGenerator<TranscriptEvent, void, undefined> {
  const call = openCall(connection, METHODS.listen, signal);
  const stop = new AbortController();
  const credits = new BoundedQueue<true>(WINDOW_FRAMES);
  for (let frame = 0; frame < WINDOW_FRAMES; frame += 1) credits.tryPush(true);
  let failure: { readonly error: unknown } | undefined;
  try {
    call.send({ open: options });
    void sendAudio(call, audio, credits, stop.signal).catch((error: unknown) => {
      if (stop.signal.aborted) return;
      failure = { error };
      call[Symbol.dispose]();
    });
    for (let reply = await call.next(); reply !== undefined; reply = await call.next()) {
      if (reply.credit !== undefined) credits.tryPush(true);
      const event = fromTranscriptWire(reply);
      if (event !== undefined) yield event;
    }
  } catch (error) {
    throw failure === undefined ? error : failure.error;
  } finally {
    stop.abort();
    call[Symbol.dispose]();
  }
}

async function sendAudio(
  call: ListenCall,
  audio: AsyncIterable<Pcm>,
  credits: BoundedQueue<true>,
  stop: AbortSignal,
): Promise<void> {
  const pieces = audio[Symbol.asyncIterator]();
  try {
    for (;;) {
      const piece = await orAbort(pieces.next(), stop);
      if (piece.done === true) break;
      const { samples, sampleRateHz } = piece.value;
      for (let at = 0; at < samples.length; at += MAX_FRAME_SAMPLES) {
        await credits.take(stop);
        call.send({ audio: toPcmWire({ samples: samples.subarray(at, at + MAX_FRAME_SAMPLES), sampleRateHz }) });
      }
    }
    call.endSending();
  } finally {
    // Not awaited: a source that waits for a microphone answers only when the next sound comes.
    void Promise.resolve(pieces.return?.()).catch(() => {});
  }
}
