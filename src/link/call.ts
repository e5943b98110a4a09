import type { ClientDuplexStream } from "@grpc/grpc-js";
import { throwIfAborted } from "../contract/errors.js";
import { fromFailure } from "./failure.js";

/** A two-way call as the caller's side uses it. */
export interface OpenCall<Request, Reply> {
  send(message: Request): void;
  /** Says that no more messages will be sent. */
  endSending(): void;
  /** Next message, or undefined when the other side is done. @throws ParlandoError what went wrong, `host_lost` included. */
  next(): Promise<Reply | undefined>;
  /** Ends the call, wherever it is. */
  [Symbol.dispose](): void;
}

/** Wraps a stream that was just opened. Aborting the signal ends the call at once. */
export function openCall<Request, Reply>(
  stream: ClientDuplexStream<Request, Reply>,
  address: string,
  signal: AbortSignal,
): OpenCall<Request, Reply> {
  throwIfAborted(signal);
  const replies = stream[Symbol.asyncIterator]() as AsyncIterator<Reply, undefined>;
  const cancel = (): void => stream.cancel();
  // The iterator reports errors to whoever waits; without a listener, one that nobody waits for would end the process.
  stream.on("error", () => {});
  signal.addEventListener("abort", cancel, { once: true });
  return {
    send: (message) => void stream.write(message),
    endSending: () => void stream.end(),
    async next() {
      try {
        return (await replies.next()).value;
      } catch (error) {
        throw fromFailure(error, address, signal);
      }
    },
    [Symbol.dispose]() {
      signal.removeEventListener("abort", cancel);
      stream.cancel();
    },
  };
}
