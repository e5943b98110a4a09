import { Metadata, status, type StatusObject } from "@grpc/grpc-js";
import { abortError, ERROR_TABLE, ParlandoError, toParlandoError, type ErrorCode } from "../contract/errors.js";

/** Trailer that carries our error whole; gRPC's own text field is for people. */
const TRAILER = "parlando-error-bin";
/** HTTP/2 peers refuse long header lists. */
const MAX_MESSAGE_CHARACTERS = 2000;

const STATUS_OF_HTTP: Readonly<Record<number, status>> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  429: status.RESOURCE_EXHAUSTED,
  499: status.CANCELLED,
  503: status.UNAVAILABLE,
  504: status.DEADLINE_EXCEEDED,
};

interface ErrorWire {
  readonly code: string;
  readonly message: string;
  readonly field?: string;
  readonly retryAfterMs?: number;
}

/** How an error leaves a server. */
export function toStatus(thrown: unknown): Pick<StatusObject, "code" | "details" | "metadata"> {
  const { code, message, field, retryAfterMs } = toParlandoError(thrown);
  const wire = { code, message: message.slice(0, MAX_MESSAGE_CHARACTERS), field, retryAfterMs };
  const metadata = new Metadata();
  metadata.set(TRAILER, Buffer.from(JSON.stringify(wire)));
  return { code: STATUS_OF_HTTP[ERROR_TABLE[code].status] ?? status.INTERNAL, details: code, metadata };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_TABLE, code);
}

function fromTrailer(metadata: Metadata): ParlandoError | undefined {
  const bytes = metadata.get(TRAILER)[0];
  if (!Buffer.isBuffer(bytes)) return undefined;
  const { code, message, field, retryAfterMs } = JSON.parse(bytes.toString()) as ErrorWire;
  return new ParlandoError(isErrorCode(code) ? code : "internal", message, {
    ...(field === undefined ? {} : { field }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/**
 * What a failed call means to its caller: the host's own error; or the caller's own abort; or, when the host did not
 * get to say anything, `host_lost`.
 */
export function fromFailure(thrown: unknown, address: string, signal: AbortSignal): ParlandoError {
  if (thrown instanceof ParlandoError) return thrown;
  if (signal.aborted) return abortError(signal);
  if (!(thrown instanceof Error)) return toParlandoError(thrown);
  const told = "metadata" in thrown && thrown.metadata instanceof Metadata ? fromTrailer(thrown.metadata) : undefined;
  if (told !== undefined) return told;
  if ("code" in thrown && thrown.code === status.DEADLINE_EXCEEDED) {
    return new ParlandoError("timeout", `The engine host at ${address} did not answer in time.`, { cause: thrown });
  }
  return new ParlandoError(
    "host_lost",
    `The engine host at ${address} was lost (${thrown.message}). Ask again: another host takes over.`,
    { cause: thrown },
  );
}
