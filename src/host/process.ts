import { SYSTEM_CLOCK } from "../async/clock.js";
import { serveHost } from "../link/server.js";
import type { HostConfig, HostReady } from "./config.js";
import { gatherEngines } from "./engines.js";
import { readModels } from "./list.js";
import { hostServices } from "./serve.js";

/*
 * The process of an engine host. It lives as long as its parent's IPC channel: when the parent is gone, however it went,
 * the channel closes and the host ends.
 */
const config = JSON.parse(process.argv[2] ?? "") as HostConfig;
process.title = `parlando ${config.id}`;
process.once("disconnect", () => process.exit(0));
process.once("SIGTERM", () => process.exit(0));
// Ctrl-C reaches the whole process group: the parent decides when its hosts end.
process.on("SIGINT", () => {});
if (!process.connected) process.exit(0);

const signal = new AbortController().signal;
const services = hostServices({
  config,
  models: () => readModels(config.modelsFile),
  engines: await gatherEngines(config.engineModules),
  clock: SYSTEM_CLOCK,
});
for (const model of config.preload) {
  await services.load(model, signal).catch((error: unknown) => {
    // The host can still run its other models, and says the same to whoever asks for this one.
    console.error(`${model} cannot be loaded: ${error instanceof Error ? error.message : String(error)}`);
  });
}
const server = await serveHost(config.address, services);
process.send?.({ type: "ready", address: server.address } satisfies HostReady);
