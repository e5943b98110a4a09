import { Type } from "@fastify/type-provider-typebox";
import { createResourceMeter } from "../../../observe/resources.js";
import type { App, EngineState, GatewayDeps } from "../../context.js";

const Engine = Type.Object({
  status: Type.String({ description: "ready, starting, failed or off." }),
  loaded_models: Type.Array(Type.String()),
  queue_size: Type.Integer(),
});

const Percent = Type.Number({ minimum: 0, maximum: 100 });

const Status = Type.Object({
  server: Type.Object({
    status: Type.String(),
    connections: Type.Integer(),
    uptime: Type.Number({ description: "Seconds since the start." }),
  }),
  tts_engine: Engine,
  asr_engine: Engine,
  resources: Type.Object({ cpu_usage: Percent, memory_usage: Percent, disk_usage: Percent }),
});

/** How the server, its engines and its machine are doing. */
export function addStatus(app: App, { status, settings }: GatewayDeps): void {
  const readResources = createResourceMeter(settings.homeDirectory ?? process.cwd());
  const schema = { summary: "State of server and engines", tags: ["Parlando"], response: { 200: Status } };
  app.get("/api/v1/status", { schema }, async () => {
    const [engines, resources, connections] = await Promise.all([status(), readResources(), countConnections(app)]);
    return {
      server: { status: "running", connections, uptime: Math.round(process.uptime() * 1000) / 1000 },
      tts_engine: toWire(engines.tts),
      asr_engine: toWire(engines.asr),
      resources: {
        cpu_usage: resources.cpuPercent,
        memory_usage: resources.memoryPercent,
        disk_usage: resources.diskPercent,
      },
    };
  });
}

function toWire({ status, loadedModels, queueSize }: EngineState) {
  return { status, loaded_models: [...loadedModels], queue_size: queueSize };
}

function countConnections({ server }: App): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
