import fastifyCors from "@fastify/cors";
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastifyWebsocket from "@fastify/websocket";
import { fastify } from "fastify";
import { ParlandoError } from "../contract/errors.js";
import type { ApiSurface, App, GatewayDeps } from "./context.js";
import { addDocuments } from "./documents.js";
import { addFailures, createFail, refuseGarbage } from "./failing.js";
import { beginWork, requestIdOf, type Work } from "./work.js";
import type { Works } from "./works.js";

/** A UTF-16 unit takes at most this many bytes in JSON: `\uXXXX`. */
const MAX_JSON_BYTES_PER_CHARACTER = 6;
/** Room for the other fields of a JSON body. */
const JSON_EXTRA_BYTES = 64 * 1024;

/** The server without its routes: limits, hooks, errors, documents. */
export async function openServer(deps: GatewayDeps, surfaces: readonly ApiSurface[], works: Works): Promise<App> {
  const { settings, version } = deps;
  const fail = createFail(deps, surfaces);
  const app = fastify({
    logger: false,
    bodyLimit: settings.maxTextCharacters * MAX_JSON_BYTES_PER_CHARACTER + JSON_EXTRA_BYTES,
    genReqId: ({ headers }) => requestIdOf(headers["x-request-id"]),
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
    frameworkErrors: fail,
    clientErrorHandler: refuseGarbage,
  }).withTypeProvider<TypeBoxTypeProvider>();
  // fastify reads text/plain by itself; no route here takes it.
  app.removeContentTypeParser("text/plain");
  app.setValidatorCompiler(TypeBoxValidatorCompiler);
  addFailures(app, fail);
  addWorkHooks(app, deps, works);
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
  await app.register(fastifyWebsocket, {
    options: { maxPayload: settings.maxFrameBytes, perMessageDeflate: false },
    preClose: (done) => {
      for (const client of app.websocketServer.clients) client.close(1001, "The server is shutting down.");
      done();
    },
  });
  await addDocuments(app, version, surfaces);
  return app;
}

function addWorkHooks(app: App, deps: GatewayDeps, works: Works): void {
  app.decorateRequest("work", null as unknown as Work);
  app.addHook("onRequest", async (request, reply) => {
    const work = beginWork(request, reply, deps);
    works.add(work, request.raw.socket, reply.raw);
    void reply.header("x-request-id", work.id);
    if (works.isClosing) throw new ParlandoError("shutting_down", "The server is shutting down; ask another one.");
  });
  app.addHook("preValidation", async (request) => request.work.received());
}
