import { setImmediate } from "node:timers/promises";
import { orAbort } from "../../async/iterate.js";

/** What a protocol needs of a WebSocket; `ws` fits it as it is. */
export interface Socket {
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

/** Audio that may wait in our own process, where no interrupt can call it back: 0.7 s of 16-bit samples at 48 kHz. */
const AHEAD_BYTES = 64 * 1024;

/** A client that lets this much wait, although audio stops at AHEAD_BYTES, asks and asks without reading the answers. */
const UNREAD_BYTES = 16 * 1024 * 1024;

/** What leaves through a socket. */
export class SocketWriter {
  private readonly socket: Socket;
  private drained: Promise<void> = Promise.resolve();

  constructor(socket: Socket) {
    this.socket = socket;
  }

  json(message: object): void {
    this.send(JSON.stringify(message));
  }

  bytes(data: Uint8Array): void {
    this.send(data);
  }

  /**
   * Waits until the socket can take more audio. Always lets the event loop turn once: audio from memory would
   * otherwise keep it from reading the message that is to stop it.
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
