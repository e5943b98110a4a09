import { WebSocket } from "ws";
import { startServer } from "../test/kit/server.js";
import type { Bench, Table } from "./report.js";
import { summarise } from "./statistics.js";
import { longText } from "./texts.js";

const TRIES = 200;
const BUSY_STREAMS = 4;
const TEXT = longText(2000);
/** Longest time after an acknowledgement in which a late audio frame would still be seen. */
const WATCH_MS = 30;

interface Message {
  readonly type: string;
  readonly task_id?: string;
  readonly status?: string;
}

/** One connection: counts audio frames and hands JSON messages to whoever waits for them. */
class Client {
  readonly socket: WebSocket;
  lastAudioMs = 0;
  frames = 0;
  private readonly watchers = new Set<(message: Message) => void>();
  private onFrame: (() => void) | undefined;

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer, isBinary: boolean) => {
      if (isBinary) {
        this.lastAudioMs = performance.now();
        this.frames += 1;
        this.onFrame?.();
        return;
      }
      const message = JSON.parse(data.toString()) as Message;
      for (const watch of this.watchers) watch(message);
    });
  }

  static async open(url: string): Promise<Client> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const client = new Client(socket);
    await new Promise((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    client.send({ type: "connect" });
    return client;
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  until(fits: (message: Message) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const watch = (message: Message): void => {
        if (!fits(message)) return;
        this.watchers.delete(watch);
        resolve();
      };
      this.watchers.add(watch);
    });
  }

  async audioFrames(count: number): Promise<void> {
    const goal = this.frames + count;
    await new Promise<void>((resolve) => {
      this.onFrame = () => {
        if (this.frames >= goal) resolve();
      };
    });
    this.onFrame = undefined;
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const interruptBench: Bench = {
  name: "interrupt",
  question: "How soon is it silent after an interrupt while four others speak?",
  async run() {
    const server = await startServer();
    const url = `${server.url.replace("http", "ws")}/ws`;
    const over = new AbortController();
    try {
      // Each busy stream takes its audio as fast as it is made, and starts anew when its text has ended.
      const busy = Array.from({ length: BUSY_STREAMS }, async () => {
        const client = await Client.open(url);
        for (let at = 0; !over.signal.aborted; at += 1) {
          client.send({
            type: "synthesize",
            task_id: `busy-${at}`,
            text: TEXT,
            voice_id: "espeak:en-us",
            format: "pcm",
          });
          await client.until(
            ({ status, type }) => type === "status" && (status === "completed" || status === "failed"),
          );
        }
        client.socket.terminate();
      });
      const table = await interrupts(url);
      over.abort();
      await Promise.race([Promise.all(busy), wait(10_000)]);
      return [table];
    } finally {
      await server.stop();
    }
  },
};

async function interrupts(url: string): Promise<Table> {
  const acknowledged: number[] = [];
  const silent: number[] = [];
  let late = 0;
  for (let at = 0; at < TRIES; at += 1) {
    const client = await Client.open(url);
    const id = `try-${at}`;
    client.send({ type: "synthesize", task_id: id, text: TEXT, voice_id: "espeak:en-us", format: "pcm" });
    await client.audioFrames(1 + (at % 20));
    const cancelled = client.until(({ task_id, status }) => task_id === id && status === "cancelled");
    const sentMs = performance.now();
    client.send({ type: "interrupt", reason: "bench" });
    await cancelled;
    const ackMs = performance.now();
    await wait(WATCH_MS);
    acknowledged.push(ackMs - sentMs);
    silent.push(Math.max(0, client.lastAudioMs - sentMs));
    if (client.lastAudioMs > ackMs) late += 1;
    client.socket.terminate();
  }
  const ack = summarise(acknowledged);
  const quiet = summarise(silent);
  return {
    title: `Interrupt on /ws with ${BUSY_STREAMS} busy streams, ms after it was sent`,
    note: "the busy streams read as fast as audio is made; the interrupt comes after 1 to 20 frames.",
    columns: ["what", "runs", "p50", "p95", "p99", "max"],
    rows: [
      ["acknowledged", ack.runs, ack.p50, ack.p95, ack.p99, ack.max],
      ["last audio byte", quiet.runs, quiet.p50, quiet.p95, quiet.p99, quiet.max],
      ["tries with audio after the acknowledgement", TRIES, late, late, late, late],
    ],
  };
}
