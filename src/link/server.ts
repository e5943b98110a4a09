import { timingSafeEqual } from "node:crypto";
import {
  Server,
  ServerCredentials,
  type handleBidiStreamingCall,
  type handleUnaryCall,
  type ServerDuplexStream,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Metadata } from "@grpc/grpc-js";
import { ParlandoError } from "../contract/errors.js";
import { MAX_MESSAGE_BYTES, TOKEN_KEY, toTarget } from "./address.js";
import { toStatus } from "./failure.js";
import { serveListen } from "./listen-server.js";
import { ENGINE_HOST } from "./schema.js";
import type { HostServices } from "./services.js";
import { serveSpeak } from "./speak-server.js";
import type { ListenInWire, ListenOutWire, ModelNameWire, SpeakInWire, SpeakOutWire } from "./wire.js";

export interface ServeOptions {
  /** Secret that every call must bring; absent = whoever reaches the socket may call. */
  readonly token?: string;
}

export interface HostServer {
  /** Where it listens: the path, or `host:port` with the port that port 0 became. */
  readonly address: string;
  /** Takes no new calls and resolves when the running ones have ended. */
  drain(): Promise<void>;
  /** Ends every call now. */
  close(): void;
}

function checkToken(metadata: Metadata, token: string | undefined): void {
  if (token === undefined) return;
  const given = Buffer.from(String(metadata.get(TOKEN_KEY)[0] ?? ""));
  const wanted = Buffer.from(token);
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
  throw new ParlandoError("unauthorized", "The engine host did not accept the link's token.");
}

function signalOf(call: { on(event: "cancelled", listener: () => void): unknown }): AbortSignal {
  const abort = new AbortController();
  call.on("cancelled", () => abort.abort(new ParlandoError("cancelled", "The caller left.")));
  return abort.signal;
}

function unary<Request, Reply extends object>(
  options: ServeOptions,
  answer: (request: Request, signal: AbortSignal) => Promise<Reply>,
): handleUnaryCall<Request, Reply> {
  return (call, callback) => {
    const run = async (): Promise<void> => {
      try {
        checkToken(call.metadata, options.token);
        callback(null, await answer(call.request, signalOf(call)));
      } catch (error) {
        callback(toStatus(error));
      }
    };
    void run();
  };
}

function bidi<Request, Reply>(
  options: ServeOptions,
  serve: (call: ServerDuplexStream<Request, Reply>, signal: AbortSignal) => Promise<void>,
): handleBidiStreamingCall<Request, Reply> {
  return (call) => {
    const run = async (): Promise<void> => {
      try {
        checkToken(call.metadata, options.token);
        await serve(call, signalOf(call));
        call.end();
      } catch (error) {
        if (!call.cancelled) call.emit("error", toStatus(error));
      }
    };
    void run();
  };
}

function implementation(services: HostServices, options: ServeOptions): UntypedServiceImplementation {
  return {
    Hello: unary(options, (_request, signal) => services.hello(signal)),
    Ping: unary(options, (_request, signal) => services.ping(signal)),
    Status: unary(options, (_request, signal) => services.status(signal)),
    Load: unary(options, async ({ model }: ModelNameWire, signal) => {
      await services.load(model, signal);
      return {};
    }),
    Voices: unary(options, async ({ model }: ModelNameWire, signal) => ({
      voices: await services.voices(model, signal),
    })),
    Recognisers: unary(options, async ({ model }: ModelNameWire, signal) => ({
      recognisers: await services.recognisers(model, signal),
    })),
    Speak: bidi<SpeakInWire, SpeakOutWire>(options, (call, signal) => serveSpeak(services, call, signal)),
    Listen: bidi<ListenInWire, ListenOutWire>(options, (call, signal) => serveListen(services, call, signal)),
  };
}

/**
 * Offers a host's services.
 * @param address path of a unix socket (its folder decides who may call), or `host:port`; port 0 = any free one.
 */
export async function serveHost(
  address: string,
  services: HostServices,
  options: ServeOptions = {},
): Promise<HostServer> {
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(ENGINE_HOST, implementation(services, options));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(toTarget(address), ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(new ParlandoError("internal", `The engine host cannot listen at ${address}: ${error.message}`));
    });
  });
  return {
    address: address.includes("/") ? address : address.replace(/:\d+$/, `:${port}`),
    drain: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => resolve());
      }),
    close: () => server.forceShutdown(),
  };
}
