import { once } from "node:events";
import { WebSocket } from "ws";
import { parseFrames } from "../../src/gateway/api/native/ws/frames.js";

export type Json = Readonly<Record<string, unknown>>;

/** A client of `/ws` as an application writes it: it keeps what it saw and waits for what it wants to see. */
export class WsClient {
  readonly seen: Json[] = [];
  private readonly socket: WebSocket;
  private readonly watchers = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data, isBinary) => {
      if (isBinary)
        for (const { type, data: audio } of parseFrames(data as Buffer)) this.see({ frame: type, bytes: audio.length });
      else this.see(JSON.parse((data as Buffer).toString()) as Json);
    });
  }

  static async open(url: string): Promise<WsClient> {
    const socket = new WebSocket(`${url.replace("http", "ws")}/ws`);
    const client = new WsClient(socket);
    await once(socket, "open");
    return client;
  }

  say(message: Json | string | Uint8Array): void {
    this.socket.send(typeof message === "string" || message instanceof Uint8Array ? message : JSON.stringify(message));
  }

  /** The first message, past or to come, that fits. */
  async wait(fits: (message: Json) => boolean): Promise<Json> {
    for (;;) {
      const found = this.seen.find(fits);
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.watchers.add(resolve));
    }
  }

  status(taskId: string, status: string): Promise<Json> {
    return this.wait((each) => each["type"] === "status" && each["task_id"] === taskId && each["status"] === status);
  }

  get frames(): Json[] {
    return this.seen.filter((each) => "frame" in each);
  }

  async closing(): Promise<{ code: number; reason: string }> {
    const [code, reason] = (await once(this.socket, "close")) as [number, Buffer];
    return { code, reason: reason.toString() };
  }

  async close(): Promise<void> {
    this.socket.close();
    await once(this.socket, "close");
  }

  vanish(): void {
    this.socket.terminate();
  }

  private see(message: Json): void {
    this.seen.push(message);
    for (const watch of this.watchers) watch();
    this.watchers.clear();
  }
}
