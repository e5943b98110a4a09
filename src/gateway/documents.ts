import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import { Type } from "@fastify/type-provider-typebox";
import { ERROR_TABLE } from "../contract/errors.js";
import type { ApiSurface, App } from "./context.js";

const CODES = Object.keys(ERROR_TABLE);

const NativeError = Type.Object({
  error: Type.Object({
    code: Type.Unsafe<string>({ type: "string", enum: CODES }),
    message: Type.String(),
    field: Type.Optional(Type.String()),
    retryable: Type.Boolean(),
    retry_after_ms: Type.Optional(Type.Number()),
    request_id: Type.String(),
  }),
});

/** The OpenAPI document, at `/openapi.json`, and a page that shows it, at `/docs`: from the schemas that validate. */
export async function addDocuments(app: App, version: string, surfaces: readonly ApiSurface[]): Promise<void> {
  app.addHook("onRoute", (route) => {
    const { schema } = route;
    if (schema === undefined || "hide" in schema) return;
    const own = surfaces.find(({ errors }) => errors !== undefined && route.url.startsWith(`${errors.prefix}/`));
    const error = { description: "docs/errors.md lists the codes.", ...(own?.errors?.schema ?? NativeError) };
    route.schema = { ...schema, response: { ...(schema.response as object | undefined), "4xx": error, "5xx": error } };
  });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Parlando", version, description: "Streaming speech: text to speech and speech to text." },
    },
  });
  await app.register(fastifySwaggerUi, { routePrefix: "/docs" });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}
