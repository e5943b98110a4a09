import { pino, stdTimeFunctions, type DestinationStream } from "pino";
import type { Log } from "../contract/log.js";

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

export interface LogOptions {
  /** Least severe level that is written. */
  readonly level: LogLevel;
  /** Where lines go; absent = standard output, written synchronously so that the last line before an exit is not lost. */
  readonly destination?: DestinationStream;
}

/**
 * A logger that writes one JSON object a line: `level`, `time` (ISO 8601, UTC), the fields, `msg`.
 * `err` fields are written as type, message and stack.
 */
export function createLog({ level, destination }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
