import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ErrorCode } from "../contract/errors.js";

/** One finished request, as metrics see it. */
export interface RequestSample {
  /** The route's pattern (`/v1/models/:id`), never the raw path: paths are unbounded. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
}

/** One finished (or broken) synthesis. */
export interface SpeechSample {
  readonly engine: string;
  /** From the last byte of the request to the first byte of audio, ms; absent when no audio was made. */
  readonly ttfaMs?: number;
  /** Sound that was made, ms. */
  readonly audioMs: number;
  /** Wall time it took, ms. */
  readonly durationMs: number;
}

/** What the house counts, in Prometheus' terms. All durations are exported in seconds, as Prometheus asks. */
export interface Metrics {
  requestEnded(sample: RequestSample): void;
  speechEnded(sample: SpeechSample): void;
  errorSeen(code: ErrorCode): void;
  /** A stream of audio that begins; call the answer once when it is over. */
  streamOpened(transport: "http" | "websocket"): () => void;
  interrupted(): void;
  audioSent(format: string, bytes: number): void;
  /** The text exposition format. */
  render(): Promise<string>;
  readonly contentType: string;
}

const TTFA_BUCKETS_SECONDS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 2, 5];
const RTF_BUCKETS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 5];
const DURATION_BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

function makeInstruments(registry: Registry) {
  const registers = [registry];
  return {
    requests: new Counter({
      name: "parlando_requests_total",
      help: "Finished HTTP requests.",
      labelNames: ["route", "method", "status"],
      registers,
    }),
    duration: new Histogram({
      name: "parlando_request_duration_seconds",
      help: "Time from the first byte of a request to the last byte of its answer.",
      labelNames: ["route"],
      buckets: DURATION_BUCKETS_SECONDS,
      registers,
    }),
    ttfa: new Histogram({
      name: "parlando_ttfa_seconds",
      help: "Time from the last byte of a request to the first byte of audio.",
      labelNames: ["engine"],
      buckets: TTFA_BUCKETS_SECONDS,
      registers,
    }),
    rtf: new Histogram({
      name: "parlando_realtime_factor",
      help: "Wall time of a synthesis over the length of its sound; below 1 is faster than real time.",
      labelNames: ["engine"],
      buckets: RTF_BUCKETS,
      registers,
    }),
    audio: new Counter({
      name: "parlando_audio_seconds_total",
      help: "Sound made.",
      labelNames: ["engine"],
      registers,
    }),
    errors: new Counter({
      name: "parlando_errors_total",
      help: "Failed requests and streams, by error code (docs/errors.md).",
      labelNames: ["code"],
      registers,
    }),
    streams: new Gauge({
      name: "parlando_active_streams",
      help: "Streams of audio that are open now.",
      labelNames: ["transport"],
      registers,
    }),
    interrupts: new Counter({
      name: "parlando_interrupts_total",
      help: "Streams that the listener cut short.",
      registers,
    }),
    bytes: new Counter({
      name: "parlando_audio_bytes_total",
      help: "Bytes of audio sent.",
      labelNames: ["format"],
      registers,
    }),
  };
}

/** Makes a fresh set of metrics, with those of the process (memory, CPU, event loop) beside them. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { requests, duration, ttfa, rtf, audio, errors, streams, interrupts, bytes } = makeInstruments(registry);
  for (const transport of ["http", "websocket"]) streams.set({ transport }, 0);
  return {
    requestEnded({ route, method, status, durationMs }) {
      requests.inc({ route, method, status: String(status) });
      duration.observe({ route }, durationMs / 1000);
    },
    speechEnded({ engine, ttfaMs, audioMs, durationMs }) {
      if (ttfaMs !== undefined) ttfa.observe({ engine }, ttfaMs / 1000);
      if (audioMs <= 0) return;
      rtf.observe({ engine }, durationMs / audioMs);
      audio.inc({ engine }, audioMs / 1000);
    },
    errorSeen: (code) => errors.inc({ code }),
    streamOpened(transport) {
      streams.inc({ transport });
      return () => streams.dec({ transport });
    },
    interrupted: () => interrupts.inc(),
    audioSent: (format, count) => bytes.inc({ format }, count),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
