import type { MethodDefinition } from "@grpc/proto-loader";
import { throwIfAborted } from "../contract/errors.js";
import type { Connection } from "./connection.js";
import { fromFailure } from "./failure.js";
import { messagesOf } from "./messages.js";

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

/** Opens a call. Aborting the signal ends it at once; one that is aborted already opens nothing. */
export function openCall<Request, Reply>(
  connection: Connection,
  method: MethodDefinition<Request, Reply>,
  signal: AbortSignal,
): OpenCall<Request, Reply> {
  throwIfAborted(signal);
  const stream = connection.open(method);
  const replies = messagesOf<Reply>(stream);
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
        throw fromFailure(error, connection.address, signal);
      }
    },
    [Symbol.dispose]() {
      signal.removeEventListener("abort", cancel);
      stream.cancel();
    },
  };
}
