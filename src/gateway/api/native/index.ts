import type { ApiSurface } from "../../context.js";
import { addHealth } from "./health.js";

/** Our own API under `/api/v1`, and the paths operators expect at the root. */
export const NATIVE_API: ApiSurface = {
  id: "native",
  async register(app, deps) {
    app.get("/", { schema: { hide: true } }, async () => ({
      name: "parlando",
      version: deps.version,
      documentation: "/docs",
    }));
    addHealth(app, deps);
  },
};
