/**
 * Every way a request can fail, with what each means to a caller.
 * `status` is the HTTP status, `close` the WebSocket close code used when the connection must end,
 * `openaiType` the `error.type` of OpenAI's error bodies, `retryable` whether the same request may succeed later.
 * `docs/errors.md` lists the same table; a test holds the two together.
 */
export const ERROR_TABLE = {
  invalid_request: { status: 400, close: 1008, openaiType: "invalid_request_error", retryable: false },
  unknown_voice: { status: 400, close: 1008, openaiType: "invalid_request_error", retryable: false },
  unknown_model: { status: 400, close: 1008, openaiType: "invalid_request_error", retryable: false },
  unsupported_format: { status: 400, close: 1008, openaiType: "invalid_request_error", retryable: false },
  invalid_audio: { status: 400, close: 1008, openaiType: "invalid_request_error", retryable: false },
  unauthorized: { status: 401, close: 1008, openaiType: "authentication_error", retryable: false },
  forbidden: { status: 403, close: 1008, openaiType: "permission_error", retryable: false },
  not_found: { status: 404, close: 1008, openaiType: "invalid_request_error", retryable: false },
  method_not_allowed: { status: 405, close: 1008, openaiType: "invalid_request_error", retryable: false },
  text_too_long: { status: 413, close: 1009, openaiType: "invalid_request_error", retryable: false },
  payload_too_large: { status: 413, close: 1009, openaiType: "invalid_request_error", retryable: false },
  unsupported_media_type: { status: 415, close: 1003, openaiType: "invalid_request_error", retryable: false },
  rate_limited: { status: 429, close: 1013, openaiType: "rate_limit_error", retryable: true },
  cancelled: { status: 499, close: 1000, openaiType: "invalid_request_error", retryable: false },
  internal: { status: 500, close: 1011, openaiType: "server_error", retryable: false },
  engine_failed: { status: 500, close: 1011, openaiType: "server_error", retryable: false },
  download_failed: { status: 502, close: 1011, openaiType: "server_error", retryable: true },
  host_lost: { status: 503, close: 1011, openaiType: "server_error", retryable: true },
  overloaded: { status: 503, close: 1013, openaiType: "server_error", retryable: true },
  shutting_down: { status: 503, close: 1001, openaiType: "server_error", retryable: true },
  timeout: { status: 504, close: 1013, openaiType: "server_error", retryable: true },
  storage_full: { status: 507, close: 1011, openaiType: "server_error", retryable: false },
} as const;

export type ErrorCode = keyof typeof ERROR_TABLE;

export interface ErrorDetails {
  /** Request field at fault, in the caller's own spelling (`voice`, `response_format`). */
  readonly field?: string;
  /** When a retry may help, ms from now. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** The one error class. `message` says what happened, the value, the way out; programs read `code`, never `message`. */
export class ParlandoError extends Error {
  override readonly name = "ParlandoError";
  readonly code: ErrorCode;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.field = details.field;
    this.retryAfterMs = details.retryAfterMs;
  }

  get retryable(): boolean {
    return ERROR_TABLE[this.code].retryable;
  }
}

/** The error itself if it is ours; else `internal` around it (or `cancelled` around an AbortError). */
export function toParlandoError(error: unknown): ParlandoError {
  if (error instanceof ParlandoError) return error;
  if (error instanceof Error && error.name === "AbortError") {
    return new ParlandoError("cancelled", "The request was cancelled.", { cause: error });
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new ParlandoError("internal", `Internal error: ${detail}`, { cause: error });
}

/** Error for an aborted signal: the reason if that is one of ours, else `cancelled`. */
export function abortError(signal: AbortSignal): ParlandoError {
  const reason: unknown = signal.reason;
  if (reason instanceof ParlandoError) return reason;
  return new ParlandoError("cancelled", "The request was cancelled.", { cause: reason });
}

/** Throws if the signal is aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw abortError(signal);
}
