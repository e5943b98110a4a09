import type { App, GatewayDeps } from "../../context.js";
import { rawAnswer } from "../../schemas.js";

/** Prometheus' page. */
export function addMetrics(app: App, { metrics }: GatewayDeps): void {
  const schema = {
    summary: "Metrics",
    tags: ["Parlando"],
    response: { 200: rawAnswer(["text/plain"], "Prometheus' text format.") },
  };
  for (const path of ["/metrics", "/api/v1/metrics"]) {
    app.get(path, { schema }, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.render()));
  }
}
