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
  return pino(options, destination ?? standardOutput());
}

/** Lines that cannot be written (a full disk, a reader that left) wait here up to so much, then are dropped. */
const UNWRITTEN_BYTES = 2 ** 20;
const STANDARD_OUTPUT = 1;

/** A service that cannot log still serves: failed writes are no failures of whoever logs. */
function standardOutput(): DestinationStream {
  const output = pino.destination({ dest: STANDARD_OUTPUT, sync: true, maxLength: UNWRITTEN_BYTES });
  output.on("error", () => {});
  return output;
}
