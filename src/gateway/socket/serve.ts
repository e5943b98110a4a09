import type { WebSocket } from "ws";
import { abortError } from "../../contract/errors.js";
import type { Heartbeat, Pulse } from "./heartbeat.js";

/** One connection of some protocol, as whoever owns the socket drives it. */
export interface Peer extends Pulse {
  /** Whether the connection is over, or on its way out with a close frame. */
  readonly isClosed: boolean;
  /** Takes a message of the client. Never throws: what is wrong with it is answered. */
  receive(data: Uint8Array, isBinary: boolean): void;
  /** The socket has closed: whatever was asked through it ends now. */
  closed(): void;
  /** Ends whatever was asked and closes the socket. */
  close(code: number, reason: string): void;
  /** Takes no new work, finishes what is at work and then closes the socket. */
  leave(): void;
}

export interface ServeOptions {
  readonly heartbeat: Heartbeat;
  /** Largest message, bytes: the server's setting, which `ws` enforces. */
  readonly messageBytes: number;
  /** Aborts when the server will wait no longer. */
  readonly signal: AbortSignal;
}

/** Joins a socket and its protocol, from now until the socket closes. */
export function serveSocket(socket: WebSocket, peer: Peer, { heartbeat, messageBytes, signal }: ServeOptions): void {
  takeOverClosing(socket, peer, messageBytes);
  heartbeat.add(peer, socket);
  socket.on("message", (data, isBinary) => {
    peer.isAlive = true;
    peer.receive(data as Buffer, isBinary);
  });
  socket.on("pong", () => {
    peer.isAlive = true;
  });
  socket.on("close", () => {
    heartbeat.delete(peer);
    peer.closed();
  });
  signal.addEventListener("abort", () => {
    if (!peer.isClosed) peer.close(1001, abortError(signal).message);
  });
}

/**
 * Two others close this socket. `ws` does so with 1009 and no reason, before an oversized message is ours to see. The
 * server does so with 1001 when it shuts down; what is playing may finish then.
 */
function takeOverClosing(socket: WebSocket, peer: Peer, limitBytes: number): void {
  const close = socket.close.bind(socket);
  socket.close = (code, reason) => {
    if (code === 1001 && !peer.isClosed) peer.leave();
    else close(code, code === 1009 ? (reason ?? tooLargeReason(limitBytes)) : reason);
  };
  // The plug-in's own listener cuts the connection at once, and the reason would be lost on the way.
  socket.removeAllListeners("error");
  socket.on("error", () => undefined);
}

/** WebSocket close reasons end at 123 bytes. */
export function tooLargeReason(limitBytes: number): string {
  return `The message is larger than the limit of ${limitBytes} bytes; send smaller ones.`;
}
