import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { Clock } from "../async/clock.js";
import type { ParlandoError } from "../contract/errors.js";
import type { Listening } from "../contract/listening.js";
import type { Log } from "../contract/log.js";
import type { Speech } from "../contract/speech.js";
import type { Metrics } from "../observe/metrics.js";

/** How one kind of engine is doing. */
export interface EngineState {
  readonly status: "ready" | "starting" | "failed" | "off";
  /** Models that are in memory now. */
  readonly loadedModels: readonly string[];
  /** Work that waits for its turn. */
  readonly queueSize: number;
}

export interface EngineStatus {
  readonly tts: EngineState;
  readonly asr: EngineState;
}

/** A text in the words it is spoken in, with what was rewritten, as UTF-16 offsets into the text. */
export interface Reading {
  readonly language: string;
  readonly text: string;
  readonly rewrites: readonly {
    readonly start: number;
    readonly end: number;
    readonly original: string;
    readonly spoken: string;
    readonly rule: string;
  }[];
}

export interface GatewaySettings {
  /** Longest text of one request, in UTF-16 units. */
  readonly maxTextCharacters: number;
  readonly maxUploadBytes: number;
  /** Largest WebSocket message. */
  readonly maxFrameBytes: number;
  /** Web pages of other origins that may call; absent or empty = none, `*` = all. */
  readonly corsOrigins?: readonly string[];
  /** Folder whose disk `/api/v1/status` reports; absent = the working folder's. */
  readonly homeDirectory?: string;
  /** How long `close` waits for what is still being sent, ms; absent = 10 s. */
  readonly closeGraceMs?: number;
}

/** Everything the gateway needs; it knows nothing of engines but these interfaces. */
export interface GatewayDeps {
  readonly speech: Speech;
  readonly listening: Listening;
  readonly status: () => Promise<EngineStatus>;
  /** How a text is read; absent = there is no route for it. @param language BCP-47; absent = guessed. */
  readonly normalize?: (text: string, language?: string) => Reading;
  readonly settings: GatewaySettings;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly version: string;
}

export type App = FastifyInstance<Server, IncomingMessage, ServerResponse, FastifyBaseLogger, TypeBoxTypeProvider>;

/** How a surface words an error. */
export type ErrorBody = (error: ParlandoError, requestId: string) => object;

/** One family of routes. Listed in `gateway/api/index.ts`. */
export interface ApiSurface {
  readonly id: string;
  /** Paths that begin so answer every error, also 404 and 405, in this surface's own words. Absent = the native words. */
  readonly errors?: { readonly prefix: string; readonly toBody: ErrorBody; readonly schema: object };
  register(app: App, deps: GatewayDeps): void | Promise<void>;
}
