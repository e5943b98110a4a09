import { setImmediate } from "node:timers/promises";
import { orAbort } from "../../../../async/iterate.js";
import type { ParlandoError } from "../../../../contract/errors.js";
import { FRAME_TYPES, toFrame } from "./frames.js";

/** What the protocol needs of a WebSocket; `ws` fits it as it is. */
export interface WsSocket {
  /** Bytes handed over and not yet taken by the operating system. */
  readonly bufferedAmount: number;
  readonly readyState: number;
  send(data: string | Uint8Array, sent: (error?: Error | null) => void): void;
  close(code: number, reason: string): void;
  terminate(): void;
  ping(): void;
  pause(): void;
  resume(): void;
}

/** `readyState` of a socket that takes messages. */
export const OPEN = 1;

/** Audio that may wait in our own process: what an interrupt cannot call back. 0.7 s of 48 kHz PCM, 170 ms of float32 stereo. */
const AHEAD_BYTES = 64 * 1024;

/** A client that lets this much wait, although audio stops at AHEAD_BYTES, asks and asks without reading the answers. */
const UNREAD_BYTES = 16 * 1024 * 1024;

/** What leaves through a socket. */
export class Outlet {
  private readonly socket: WsSocket;
  private drained: Promise<void> = Promise.resolve();

  constructor(socket: WsSocket) {
    this.socket = socket;
  }

  json(message: Readonly<Record<string, unknown>>): void {
    this.send(JSON.stringify(message));
  }

  speech(data: Uint8Array): void {
    this.send(toFrame(FRAME_TYPES.speech, data));
  }

  error(error: ParlandoError, taskId?: string): void {
    this.json({ type: "error", ...(taskId === undefined ? {} : { task_id: taskId }), error: toErrorBody(error) });
  }

  /**
   * Waits until the socket can take more audio. Always lets the event loop turn once: audio from memory would
   * otherwise keep it from reading the interrupt that is to stop it.
   */
  async room(signal: AbortSignal): Promise<void> {
    await setImmediate();
    while (this.socket.bufferedAmount > AHEAD_BYTES) await orAbort(this.drained, signal);
  }

  private send(data: string | Uint8Array): void {
    if (this.socket.readyState !== OPEN) return;
    if (this.socket.bufferedAmount > UNREAD_BYTES) return this.socket.terminate();
    this.drained = new Promise((resolve) => {
      this.socket.send(data, () => resolve());
    });
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
