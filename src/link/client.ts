import { Connection, type ConnectOptions } from "./connection.js";
import { listenOver } from "./listen-client.js";
import { METHODS } from "./schema.js";
import type { HostClient } from "./services.js";
import { speakOver } from "./speak-client.js";

/**
 * A host at an address. Connects with the first call; a host that is not there yet is `host_lost`.
 * @param address path of a unix socket, or `host:port`.
 */
export function connectHost(address: string, options: ConnectOptions = {}): HostClient {
  const connection = new Connection(address, options);
  return {
    hello: (signal) => connection.ask(METHODS.hello, {}, signal),
    ping: (signal) => connection.ask(METHODS.ping, {}, signal),
    status: (signal) => connection.ask(METHODS.status, {}, signal),
    async load(model, signal) {
      await connection.ask(METHODS.load, { model }, signal);
    },
    voices: async (model, signal) => (await connection.ask(METHODS.voices, { model }, signal)).voices,
    recognisers: async (model, signal) => (await connection.ask(METHODS.recognisers, { model }, signal)).recognisers,
    speak: (job, signal) => speakOver(connection, job, signal),
    listen: (audio, options_, signal) => listenOver(connection, audio, options_, signal),
    close: () => connection.close(),
  };
}
