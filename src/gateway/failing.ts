import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ParlandoError, toParlandoError } from "../contract/errors.js";
import type { ApiSurface, App, ErrorBody, GatewayDeps } from "./context.js";
import { nativeErrorBody, retryHeaders, statusOf, toFailure } from "./errors.js";
import { textTooLong, uploadTooLarge } from "./limits.js";
import { watchRoutes } from "./routes.js";
import { beginWork, requestIdOf, type Work } from "./work.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The field that carries the text to speak: a body over the limit is then a text that is too long. */
    textField?: string;
    /** This route's spelling of fields that the house names otherwise in its errors. */
    fieldNames?: Readonly<Record<string, string>>;
  }
}

export type Fail = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/** Answers any failure with its status, the retry headers and the body of the surface the path belongs to. */
export function createFail(deps: GatewayDeps, surfaces: readonly ApiSurface[]): Fail {
  return (error, request, reply) => {
    // A URL that cannot be parsed fails before any hook has run.
    const work = (request.work as Work | null) ?? beginWork(request, reply, deps);
    const failure = renamed(failureOf(error, request, work, deps), request);
    work.fail(failure);
    leaveBody(request, reply);
    void reply
      .code(statusOf(failure))
      .headers({ ...retryHeaders(failure), "x-request-id": work.id })
      .type("application/json; charset=utf-8")
      .send(JSON.stringify(bodyOf(request.url, surfaces)(failure, work.id)));
  };
}

/**
 * A body that is still on its way when the answer is ready: what is left would be taken for the next request, so the
 * connection ends with the answer. Until then it is read and dropped, for a client that is still sending listens late.
 */
function leaveBody({ raw }: FastifyRequest, reply: FastifyReply): void {
  if (raw.complete) return;
  void reply.header("connection", "close");
  raw.resume();
}

/** Lets `fail` answer what handlers throw, and paths and methods that nobody serves. */
export function addFailures(app: App, fail: Fail): void {
  const routes = watchRoutes(app);
  app.setErrorHandler(fail);
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0]!;
    const methods = routes.methodsOf(path);
    if (methods.length > 0) void reply.header("allow", methods.join(", "));
    return fail(nobodyServes(request.method, path, methods), request, reply);
  });
}

/** Answers bytes that are no HTTP: there is no request, no path and no hook, only the socket. */
export function refuseGarbage(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.destroyed || error.code === "ECONNRESET") return;
  const isLong = error.code === "HPE_HEADER_OVERFLOW";
  const message = isLong ? "The headers of the request are too long." : "This is not a request as HTTP has them.";
  const failure = new ParlandoError("invalid_request", message, { cause: error });
  const body = JSON.stringify(nativeErrorBody(failure, requestIdOf(undefined)));
  const status = isLong ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const head = `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}`;
  socket.end(`${head}\r\nconnection: close\r\n\r\n${body}`);
}

function nobodyServes(method: string, path: string, methods: readonly string[]): ParlandoError {
  return methods.length === 0
    ? new ParlandoError("not_found", `There is nothing at ${path}; see /docs for what there is.`)
    : new ParlandoError("method_not_allowed", `${method} is not allowed at ${path}; use ${methods.join(" or ")}.`);
}

function failureOf(error: unknown, request: FastifyRequest, work: Work, { settings }: GatewayDeps): ParlandoError {
  // Whatever breaks after the client left breaks because it left.
  if (work.signal.aborted) return toParlandoError(work.signal.reason);
  const { textField } = request.routeOptions.config;
  return toFailure(error, {
    body: request.body,
    query: request.query,
    contentType: request.headers["content-type"],
    tooLarge: () =>
      textField === undefined
        ? uploadTooLarge(settings.maxUploadBytes)
        : textTooLong(textField, settings.maxTextCharacters),
  });
}

function renamed(failure: ParlandoError, request: FastifyRequest): ParlandoError {
  const name = failure.field === undefined ? undefined : request.routeOptions.config.fieldNames?.[failure.field];
  if (name === undefined) return failure;
  const { code, message, retryAfterMs, cause } = failure;
  return new ParlandoError(code, message, {
    field: name,
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function bodyOf(url: string, surfaces: readonly ApiSurface[]): ErrorBody {
  const surface = surfaces.find(({ errors }) => errors !== undefined && isUnder(url, errors.prefix));
  return surface?.errors?.toBody ?? nativeErrorBody;
}

function isUnder(url: string, prefix: string): boolean {
  return url === prefix || url.startsWith(`${prefix}/`) || url.startsWith(`${prefix}?`);
}
