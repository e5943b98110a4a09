import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { ParlandoError, type ErrorCode } from "../contract/errors.js";
import type { Log, LogFields } from "../contract/log.js";
import type { Clock } from "../async/clock.js";
import type { Metrics } from "../observe/metrics.js";

declare module "fastify" {
  interface FastifyRequest {
    work: Work;
  }
}

/** Callers may name their request; anything else gets a name from us. */
const REQUEST_ID = /^[\w.:-]{1,128}$/;

export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === "string" && REQUEST_ID.test(header) ? header : `req_${randomUUID().replaceAll("-", "")}`;
}

/** One request from its first byte to its last: what may end it, and what there is to tell of it. */
export class Work {
  readonly id: string;
  /** Aborts when the client leaves or the server closes. */
  readonly signal: AbortSignal;
  voice: string | undefined;
  engine: string | undefined;
  characters: number | undefined;
  private readonly controller = new AbortController();
  private readonly startedMs: number;
  private receivedMs: number;
  private ttfaMs: number | undefined;
  private audioMs: number | undefined;
  private failure: ParlandoError | undefined;
  private readonly clock: Clock;

  constructor(id: string, clock: Clock) {
    this.id = id;
    this.clock = clock;
    this.signal = this.controller.signal;
    this.startedMs = clock.nowMs();
    this.receivedMs = this.startedMs;
  }

  /** The last byte of the request is here; times to first audio count from now. */
  received(): void {
    this.receivedMs = this.clock.nowMs();
  }

  /** The first audio is about to be sent. */
  sounded(): void {
    this.ttfaMs ??= this.clock.nowMs() - this.receivedMs;
  }

  spoke(audioMs: number): void {
    this.audioMs = audioMs;
  }

  fail(error: ParlandoError): void {
    this.failure ??= error;
  }

  abort(reason: ParlandoError): void {
    this.controller.abort(reason);
  }

  get elapsedMs(): number {
    return this.clock.nowMs() - this.startedMs;
  }

  /** Tells the log and the metrics, once, when the connection's part of this request is over. */
  report(
    log: Log,
    metrics: Metrics,
    seen: { route: string; method: string; status: number; isFinished: boolean },
  ): void {
    const code: ErrorCode | undefined = this.failure?.code ?? (seen.isFinished ? undefined : "cancelled");
    const status = seen.isFinished || code !== "cancelled" ? seen.status : 499;
    const durationMs = this.elapsedMs;
    metrics.requestEnded({ route: seen.route, method: seen.method, status, durationMs });
    if (code !== undefined) metrics.errorSeen(code);
    if (code === "cancelled" && this.ttfaMs !== undefined) metrics.interrupted();
    if (this.engine !== undefined) {
      const sample = {
        engine: this.engine,
        audioMs: this.audioMs ?? 0,
        durationMs: this.clock.nowMs() - this.receivedMs,
      };
      metrics.speechEnded(this.ttfaMs === undefined ? sample : { ...sample, ttfaMs: this.ttfaMs });
    }
    const fields: LogFields = {
      request_id: this.id,
      route: seen.route,
      method: seen.method,
      status,
      duration_ms: tenths(durationMs),
      ...(this.ttfaMs === undefined ? {} : { ttfa_ms: tenths(this.ttfaMs) }),
      ...(this.characters === undefined ? {} : { chars: this.characters }),
      ...(this.audioMs === undefined ? {} : { audio_ms: tenths(this.audioMs) }),
      ...(this.voice === undefined ? {} : { voice: this.voice, engine: this.engine }),
      ...(code === undefined ? {} : { code }),
    };
    if (this.failure !== undefined && seen.status >= 500) log.error({ ...fields, err: this.failure }, "request failed");
    else log.info(fields, "request");
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}

/** Gives the request its `work`, and ends that work when the connection ends before the answer is out. */
export function beginWork(
  request: FastifyRequest,
  reply: FastifyReply,
  tools: { clock: Clock; log: Log; metrics: Metrics },
): Work {
  const work = new Work(request.id, tools.clock);
  request.work = work;
  reply.raw.once("close", () => {
    const isFinished = reply.raw.writableFinished;
    if (!isFinished) work.abort(new ParlandoError("cancelled", "The client closed the connection."));
    work.report(tools.log, tools.metrics, {
      route: request.routeOptions.url ?? "unknown",
      method: request.method,
      status: request.ws ? 101 : reply.raw.statusCode,
      isFinished: isFinished || request.ws,
    });
  });
  return work;
}
