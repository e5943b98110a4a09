import { warmFormats } from "../audio/formats/index.js";
import { ParlandoError } from "../contract/errors.js";
import { API_SURFACES } from "./api/index.js";
import type { App, GatewayDeps } from "./context.js";
import { openServer } from "./server.js";
import { Works } from "./works.js";

export type { EngineState, EngineStatus, GatewayDeps, GatewaySettings } from "./context.js";

const DEFAULT_CLOSE_GRACE_MS = 10_000;
/** After the grace: time for the last errors to reach their clients. */
const LAST_WORDS_MS = 500;

/** The HTTP and WebSocket server. */
export interface Gateway {
  readonly app: App;
  /** Starts to listen. Answers with the address, `http://127.0.0.1:8000`. */
  listen(host: string, port: number): Promise<string>;
  /** Takes no new requests, lets what is playing finish for a while, then ends the rest. */
  close(): Promise<void>;
}

export async function createGateway(deps: GatewayDeps): Promise<Gateway> {
  const works = new Works();
  const app = await openServer(deps, API_SURFACES, works);
  works.watch(app.server);
  for (const surface of API_SURFACES) await surface.register(app, deps);
  await Promise.all([app.ready(), warmFormats()]);
  return { app, listen: (host, port) => app.listen({ host, port }), close: () => close(app, works, deps) };
}

async function close(app: App, works: Works, { clock, settings }: GatewayDeps): Promise<void> {
  works.close();
  let cancelTimer = clock.after(settings.closeGraceMs ?? DEFAULT_CLOSE_GRACE_MS, () => {
    works.abort(new ParlandoError("shutting_down", "The server is shutting down."));
    cancelTimer = clock.after(LAST_WORDS_MS, () => works.destroy());
  });
  try {
    await app.close();
  } finally {
    cancelTimer();
  }
}
