import type { Clock } from "../../async/clock.js";
import { OPEN, type Socket } from "./writer.js";

/** How often every connection is looked at. A dead peer is let go after one to two of these. */
export const SWEEP_MS = 30_000;

/** A connection as the sweep sees it. */
export interface Pulse {
  /** Whether the peer showed a sign of life since the last sweep. */
  isAlive: boolean;
  /** Whether the socket is not being read, so that no sign of life can come. */
  readonly isHeldBack: boolean;
  /** Ends what the client opened and forgot. */
  sweep(nowMs: number): void;
}

/** One timer for all connections: finds dead peers by ping, and what live ones have forgotten. */
export class Heartbeat {
  private readonly clock: Clock;
  private readonly peers = new Map<Pulse, Socket>();
  private stop: (() => void) | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get size(): number {
    return this.peers.size;
  }

  add(peer: Pulse, socket: Socket): void {
    this.peers.set(peer, socket);
    this.stop ??= this.clock.after(SWEEP_MS, () => this.sweep());
  }

  delete(peer: Pulse): void {
    this.peers.delete(peer);
    if (this.peers.size > 0) return;
    this.stop?.();
    this.stop = undefined;
  }

  private sweep(): void {
    this.stop = this.clock.after(SWEEP_MS, () => this.sweep());
    const nowMs = this.clock.nowMs();
    for (const [peer, socket] of this.peers) {
      peer.sweep(nowMs);
      // A socket held back is not read, so its pong cannot be seen; the next sweep after it is read again will tell.
      if (!peer.isAlive && !peer.isHeldBack) {
        socket.terminate();
        continue;
      }
      peer.isAlive = false;
      if (socket.readyState === OPEN) socket.ping();
    }
  }
}
