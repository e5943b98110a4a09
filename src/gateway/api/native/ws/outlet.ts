import type { ParlandoError } from "../../../../contract/errors.js";
import { SocketWriter } from "../../../socket/writer.js";
import { FRAME_TYPES, toFrame } from "./frames.js";

/** The server's half of the protocol, message by message. */
export class Outlet extends SocketWriter {
  speech(data: Uint8Array): void {
    this.bytes(toFrame(FRAME_TYPES.speech, data));
  }

  error(error: ParlandoError, taskId?: string): void {
    this.json({ type: "error", ...(taskId === undefined ? {} : { task_id: taskId }), error: toErrorBody(error) });
  }
}

export function toErrorBody(error: ParlandoError): Readonly<Record<string, unknown>> {
  return {
    code: error.code,
    message: error.message,
    field: error.field ?? null,
    ...(error.retryAfterMs === undefined ? {} : { retry_after_ms: error.retryAfterMs }),
  };
}
