import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { ParlandoError } from "../contract/errors.js";
import type { Work } from "./work.js";

/** What the server is busy with, and over which connections. */
export class Works {
  private readonly works = new Map<Work, Socket>();
  private readonly sockets = new Set<Socket>();
  private closing = false;

  get isClosing(): boolean {
    return this.closing;
  }

  /** Sees every connection that is opened from now on. */
  watch(server: Server): void {
    server.on("connection", (socket: Socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
      if (this.closing) socket.destroy();
    });
  }

  /** @param answer closes when the work is over. */
  add(work: Work, socket: Socket, answer: NodeJS.EventEmitter): void {
    this.works.set(work, socket);
    answer.once("close", () => {
      this.works.delete(work);
      // The answer's last bytes leave before their connection does.
      if (this.closing) setImmediate(() => this.closeIdle());
    });
  }

  /**
   * From now on a connection without work is closed, also one that never asked anything: Node counts those as busy, and
   * would wait for them.
   */
  close(): void {
    this.closing = true;
    this.closeIdle();
  }

  abort(reason: ParlandoError): void {
    for (const work of this.works.keys()) work.abort(reason);
  }

  destroy(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private closeIdle(): void {
    const busy = new Set(this.works.values());
    for (const socket of this.sockets) if (!busy.has(socket)) socket.destroySoon();
  }
}
