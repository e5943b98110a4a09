import { ERROR_TABLE, ParlandoError, toParlandoError } from "../contract/errors.js";
import { validationError, type ValidationFailure } from "./validation.js";

/** What fastify and its plug-ins put on their errors. */
interface HttpFailure {
  readonly code: string;
  readonly statusCode: number;
  readonly message: string;
}

function isHttpFailure(error: unknown): error is HttpFailure {
  return error instanceof Error && "code" in error && typeof error.code === "string" && "statusCode" in error;
}

function isValidationFailure(error: unknown): error is ValidationFailure {
  return error instanceof Error && "validation" in error && Array.isArray(error.validation);
}

/** What the request at fault was allowed to be. */
export interface FailureContext {
  readonly body: unknown;
  readonly query: unknown;
  readonly contentType: string | undefined;
  /** Error for a body over its limit, as the route words it. */
  readonly tooLarge: () => ParlandoError;
}

const BODY_NOT_JSON = new Set(["FST_ERR_CTP_EMPTY_JSON_BODY", "FST_ERR_CTP_INVALID_JSON_BODY"]);
const TOO_LARGE = new Set(["FST_ERR_CTP_BODY_TOO_LARGE", "FST_REQ_FILE_TOO_LARGE"]);

/** Any failure of a request as one of ours: fastify's by their code, the rest by what they are. */
export function toFailure(error: unknown, context: FailureContext): ParlandoError {
  if (error instanceof ParlandoError) return error;
  if (isValidationFailure(error)) return validationError(error, context);
  if (!isHttpFailure(error)) return toParlandoError(error);
  if (BODY_NOT_JSON.has(error.code)) return notJson(error);
  if (TOO_LARGE.has(error.code)) return context.tooLarge();
  if (error.statusCode === 415 || error.statusCode === 406) {
    const type = context.contentType ?? "none";
    const message = `Content type ${JSON.stringify(type)} is not understood here; see /docs for what this route takes.`;
    return new ParlandoError("unsupported_media_type", message, { cause: error });
  }
  if (error.statusCode < 500) return new ParlandoError("invalid_request", error.message, { cause: error });
  return toParlandoError(error);
}

function notJson(error: HttpFailure): ParlandoError {
  const message =
    error.code === "FST_ERR_CTP_EMPTY_JSON_BODY"
      ? "The body is empty; send a JSON object."
      : "The body is not valid JSON; send a JSON object.";
  return new ParlandoError("invalid_request", message, { cause: error });
}

/** How long a caller should wait when nobody knows better, ms. */
const DEFAULT_RETRY_AFTER_MS = 1000;

/** Headers that tell clients whether and when to try again; OpenAI's SDKs read all three. */
export function retryHeaders(error: ParlandoError): Record<string, string> {
  if (!error.retryable) return { "x-should-retry": "false" };
  const waitMs = Math.max(0, Math.ceil(error.retryAfterMs ?? DEFAULT_RETRY_AFTER_MS));
  return {
    "x-should-retry": "true",
    "retry-after-ms": String(waitMs),
    "retry-after": String(Math.ceil(waitMs / 1000)),
  };
}

/** The native error body; `docs/errors.md` describes it. */
export function nativeErrorBody(error: ParlandoError, requestId: string): object {
  return {
    error: {
      code: error.code,
      message: error.message,
      ...(error.field === undefined ? {} : { field: error.field }),
      retryable: error.retryable,
      ...(error.retryAfterMs === undefined ? {} : { retry_after_ms: error.retryAfterMs }),
      request_id: requestId,
    },
  };
}

export function statusOf(error: ParlandoError): number {
  return ERROR_TABLE[error.code].status;
}
