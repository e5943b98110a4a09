import type { ServerDuplexStream } from "@grpc/grpc-js";
import { ParlandoError } from "../contract/errors.js";
import type { Pcm } from "../contract/pcm.js";
import { messagesOf } from "./messages.js";
import type { HostServices } from "./services.js";
import { fromPcmWire, toTranscriptWire, type ListenInWire, type ListenOutWire } from "./wire.js";

type ListenCall = ServerDuplexStream<ListenInWire, ListenOutWire>;

/** Hands audio to the recogniser as it asks for it, a credit back for each frame it took. */
export async function serveListen(services: HostServices, call: ListenCall, signal: AbortSignal): Promise<void> {
  const messages = messagesOf<ListenInWire>(call);
  const options = (await messages.next()).value?.open;
  if (options === undefined) throw new ParlandoError("invalid_request", "The first message must say how to listen.");
  for await (const event of services.listen(framesOf(call, messages), options, signal)) {
    call.write(toTranscriptWire(event));
  }
}

async function* framesOf(call: ListenCall, messages: AsyncIterator<ListenInWire, undefined>): AsyncGenerator<Pcm> {
  for (let next = (await messages.next()).value; next !== undefined; next = (await messages.next()).value) {
    if (next.audio === undefined) continue;
    call.write({ credit: {} });
    yield fromPcmWire(next.audio);
  }
}
