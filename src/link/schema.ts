import { fileURLToPath } from "node:url";
import { loadSync, type MethodDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import type {
  ListenInWire,
  ListenOutWire,
  ModelNameWire,
  NothingWire,
  RecogniserListWire,
  SpeakInWire,
  SpeakOutWire,
  VoiceListWire,
} from "./wire.js";
import type { HostHello, HostPulse, HostStatus } from "./services.js";

const PROTO = fileURLToPath(new URL("./parlando.proto", import.meta.url));

function readService(): ServiceDefinition {
  const definitions = loadSync(PROTO, { longs: Number, defaults: true, arrays: true });
  return definitions["parlando.link.v1.EngineHost"] as ServiceDefinition;
}

/** The service as gRPC wants it when a server offers it. */
export const ENGINE_HOST: ServiceDefinition = readService();

/** A method with the types of what travels: they follow `parlando.proto`, which both ends read from the same place. */
function method<Request extends object, Reply extends object>(name: string): MethodDefinition<Request, Reply> {
  return ENGINE_HOST[name] as unknown as MethodDefinition<Request, Reply>;
}

export const METHODS = {
  hello: method<NothingWire, HostHello>("Hello"),
  ping: method<NothingWire, HostPulse>("Ping"),
  load: method<ModelNameWire, NothingWire>("Load"),
  voices: method<ModelNameWire, VoiceListWire>("Voices"),
  recognisers: method<ModelNameWire, RecogniserListWire>("Recognisers"),
  status: method<NothingWire, HostStatus>("Status"),
  speak: method<SpeakInWire, SpeakOutWire>("Speak"),
  listen: method<ListenInWire, ListenOutWire>("Listen"),
} as const;
