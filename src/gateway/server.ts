import fastifyCors from "@fastify/cors";
import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastifyWebsocket from "@fastify/websocket";
import { fastify, type FastifyReply, type FastifyRequest } from "fastify";
import { ParlandoError } from "../contract/errors.js";
import type { ApiSurface, App, ErrorBody, GatewayDeps } from "./context.js";
import { nativeErrorBody, retryHeaders, statusOf, toFailure } from "./errors.js";
import { textTooLong, uploadTooLarge } from "./limits.js";
import { watchRoutes } from "./routes.js";
import { beginWork, requestIdOf, type Work } from "./work.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The field that carries the text to speak: a body over the limit is then a text that is too long. */
    textField?: string;
  }
}

/** A character takes at most this many bytes in JSON: `\uXXXX`, twice for what lies outside the basic plane. */
const MAX_JSON_BYTES_PER_CHARACTER = 12;
/** Room for the other fields of a JSON body. */
const JSON_EXTRA_BYTES = 64 * 1024;

/** The works that are going on now. */
export type Works = Set<Work>;

/** The server without its routes: limits, hooks, errors, documents. */
export async function openServer(deps: GatewayDeps, surfaces: readonly ApiSurface[], works: Works): Promise<App> {
  const app = fastify({
    logger: false,
    bodyLimit: deps.settings.maxTextCharacters * MAX_JSON_BYTES_PER_CHARACTER + JSON_EXTRA_BYTES,
    genReqId: ({ headers }) => requestIdOf(headers["x-request-id"]),
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    frameworkErrors: (error, request, reply) => fail(error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>();
  const bodyOf = (url: string): ErrorBody =>
    surfaces.find(({ errors }) => errors !== undefined && isUnder(url, errors.prefix))?.errors?.toBody ??
    nativeErrorBody;

  function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const failure = toFailure(error, {
      body: request.body,
      query: request.query,
      contentType: request.headers["content-type"],
      tooLarge: () => tooLarge(request, deps),
    });
    // A URL that cannot be parsed fails before any hook has run.
    const work = (request.work as Work | null) ?? beginWork(request, reply, deps);
    work.fail(failure);
    void reply
      .code(statusOf(failure))
      .headers({ ...retryHeaders(failure), "x-request-id": work.id })
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(bodyOf(request.url)(failure, work.id)));
  }

  // fastify reads text/plain by itself; no route here takes it.
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  app.setErrorHandler(fail);
  const routes = watchRoutes(app);
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0]!;
    const methods = routes.methodsOf(path);
    if (methods.length === 0) {
      return fail(
        new ParlandoError("not_found", `There is nothing at ${path}; see /docs for what there is.`),
        request,
        reply,
      );
    }
    void reply.header("allow", methods.join(", "));
    const message = `${request.method} is not allowed at ${path}; use ${methods.join(" or ")}.`;
    return fail(new ParlandoError("method_not_allowed", message), request, reply);
  });
  addWorkHooks(app, deps, works);
  await addPlugins(app, deps);
  return app;
}

function addWorkHooks(app: App, deps: GatewayDeps, works: Works): void {
  app.decorateRequest("work", null as unknown as Work);
  app.addHook("onRequest", async (request, reply) => {
    const work = beginWork(request, reply, deps);
    works.add(work);
    reply.raw.once("close", () => works.delete(work));
    void reply.header("x-request-id", work.id);
  });
  app.addHook("preValidation", async (request) => request.work.received());
}

async function addPlugins(app: App, { settings, version }: GatewayDeps): Promise<void> {
  const origins = settings.corsOrigins ?? [];
  if (origins.length > 0) {
    const exposedHeaders = [
      "x-request-id",
      "x-voice-resolved",
      "x-sample-rate",
      "openai-processing-ms",
      "retry-after-ms",
    ];
    await app.register(fastifyCors, { origin: origins.includes("*") ? "*" : [...origins], exposedHeaders });
  }
  await app.register(fastifyWebsocket, { options: { maxPayload: settings.maxFrameBytes, perMessageDeflate: false } });
  await app.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Parlando", version, description: "Streaming speech: text to speech and speech to text." },
    },
  });
  await app.register(fastifySwaggerUi, { routePrefix: "/docs" });
  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());
}

function isUnder(url: string, prefix: string): boolean {
  return url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`);
}

function tooLarge(request: FastifyRequest, { settings }: GatewayDeps): ParlandoError {
  const field = request.routeOptions.config.textField;
  return field === undefined ? uploadTooLarge(settings.maxUploadBytes) : textTooLong(field, settings.maxTextCharacters);
}
