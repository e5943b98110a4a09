/** Fields of a structured log line. Never the user's text. */
export type LogFields = Readonly<Record<string, unknown>>;

/** A structured logger; pino's shape, so that pino fits it as it is. */
export interface Log {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Log;
}

/** For tests and commands that keep quiet. */
export const SILENT_LOG: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => SILENT_LOG,
};
