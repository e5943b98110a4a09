import { Client, credentials, Metadata, type ClientDuplexStream, type ClientOptions } from "@grpc/grpc-js";
import type { MethodDefinition } from "@grpc/proto-loader";
import { throwIfAborted } from "../contract/errors.js";
import { MAX_MESSAGE_BYTES, TOKEN_KEY, toTarget } from "./address.js";
import { fromFailure } from "./failure.js";

export interface ConnectOptions {
  /** Secret that the host asks for; needed on TCP, not on a socket in a private folder. */
  readonly token?: string;
}

const CHANNEL: ClientOptions = {
  // A host that is replaced is another host, even at the same address: its connection is never shared.
  "grpc.use_local_subchannel_pool": 1,
  "grpc.enable_http_proxy": 0,
  "grpc.service_config_disable_resolution": 1,
  // Retries would buffer every message of a stream, and a host that fell over has forgotten what it was saying.
  "grpc.enable_retries": 0,
  "grpc.client_idle_timeout_ms": 2 ** 31 - 1,
  "grpc.initial_reconnect_backoff_ms": 100,
  "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
  "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
};

/** One connection: calls with our errors and signals. */
export class Connection {
  private readonly client: Client;
  private readonly metadata = new Metadata();
  readonly address: string;

  constructor(address: string, options: ConnectOptions) {
    this.address = address;
    this.client = new Client(toTarget(address), credentials.createInsecure(), CHANNEL);
    if (options.token !== undefined) this.metadata.set(TOKEN_KEY, options.token);
  }

  async ask<Request, Reply>(
    { path, requestSerialize, responseDeserialize }: MethodDefinition<Request, Reply>,
    request: Request,
    signal: AbortSignal,
  ): Promise<Reply> {
    throwIfAborted(signal);
    let onAbort: (() => void) | undefined;
    try {
      return await new Promise<Reply>((resolve, reject) => {
        const call = this.client.makeUnaryRequest(
          path,
          requestSerialize,
          responseDeserialize,
          request,
          this.metadata,
          (error, reply) => {
            if (error === null && reply !== undefined) resolve(reply);
            else reject(error ?? new Error("an answer without a message"));
          },
        );
        onAbort = () => call.cancel();
        signal.addEventListener("abort", onAbort, { once: true });
      });
    } catch (error) {
      throw fromFailure(error, this.address, signal);
    } finally {
      if (onAbort !== undefined) signal.removeEventListener("abort", onAbort);
    }
  }

  open<Request, Reply>(definition: MethodDefinition<Request, Reply>): ClientDuplexStream<Request, Reply> {
    const { path, requestSerialize, responseDeserialize } = definition;
    return this.client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, this.metadata);
  }

  close(): void {
    this.client.close();
  }
}
