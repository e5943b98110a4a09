import { Type } from "@fastify/type-provider-typebox";
import type { App, GatewayDeps } from "../../context.js";

const Health = Type.Object({
  status: Type.String({ description: "ok" }),
  version: Type.String(),
  uptime: Type.Number({ description: "Seconds since the start." }),
  timestamp: Type.String({ description: "ISO 8601, UTC." }),
});

/** Says that the process answers; whether engines are ready is for `/api/v1/status` to say. */
export function addHealth(app: App, { version }: GatewayDeps): void {
  const schema = { summary: "Whether the server answers", tags: ["Parlando"], response: { 200: Health } };
  for (const path of ["/health", "/api/v1/health"]) {
    app.get(path, { schema }, async () => ({
      status: "ok",
      version,
      uptime: Math.round(process.uptime() * 1000) / 1000,
      timestamp: new Date().toISOString(),
    }));
  }
}
