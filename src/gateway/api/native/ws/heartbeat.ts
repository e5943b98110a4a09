import type { Clock } from "../../../../async/clock.js";
import { OPEN, type WsSocket } from "./outlet.js";
import type { WsSession } from "./session.js";

/** How often every connection is looked at. A dead peer is let go after one to two of these. */
export const SWEEP_MS = 30_000;

/** One timer for all connections: finds dead peers by ping, and what live ones have forgotten. */
export class Heartbeat {
  private readonly clock: Clock;
  private readonly sessions = new Map<WsSession, WsSocket>();
  private stop: (() => void) | undefined;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  get size(): number {
    return this.sessions.size;
  }

  add(session: WsSession, socket: WsSocket): void {
    this.sessions.set(session, socket);
    this.stop ??= this.clock.after(SWEEP_MS, () => this.sweep());
  }

  delete(session: WsSession): void {
    this.sessions.delete(session);
    if (this.sessions.size > 0) return;
    this.stop?.();
    this.stop = undefined;
  }

  private sweep(): void {
    this.stop = this.clock.after(SWEEP_MS, () => this.sweep());
    const nowMs = this.clock.nowMs();
    for (const [session, socket] of this.sessions) {
      session.sweep(nowMs);
      // A socket held back is not read, so its pong cannot be seen; the next sweep after it is read again will tell.
      if (!session.isAlive && !session.isHeldBack) {
        socket.terminate();
        continue;
      }
      session.isAlive = false;
      if (socket.readyState === OPEN) socket.ping();
    }
  }
}
