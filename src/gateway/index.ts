import { ParlandoError } from "../contract/errors.js";
import { API_SURFACES } from "./api/index.js";
import type { App, GatewayDeps } from "./context.js";
import { openServer, type Works } from "./server.js";

export type { EngineState, EngineStatus, GatewayDeps, GatewaySettings } from "./context.js";

const DEFAULT_CLOSE_GRACE_MS = 10_000;

/** The HTTP and WebSocket server. */
export interface Gateway {
  readonly app: App;
  /** Starts to listen. Answers with the address, `http://127.0.0.1:8000`. */
  listen(host: string, port: number): Promise<string>;
  /** Takes no new requests, lets what is playing finish for a while, then ends the rest. */
  close(): Promise<void>;
}

export async function createGateway(deps: GatewayDeps): Promise<Gateway> {
  const works: Works = new Set();
  const app = await openServer(deps, API_SURFACES, works);
  for (const surface of API_SURFACES) await surface.register(app, deps);
  await app.ready();
  return {
    app,
    listen: (host, port) => app.listen({ host, port }),
    async close() {
      const graceMs = deps.settings.closeGraceMs ?? DEFAULT_CLOSE_GRACE_MS;
      const cancelTimer = deps.clock.after(graceMs, () => {
        for (const work of works) work.abort(new ParlandoError("shutting_down", "The server is shutting down."));
      });
      try {
        await app.close();
      } finally {
        cancelTimer();
      }
    },
  };
}
