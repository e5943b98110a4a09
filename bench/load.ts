import { connect } from "node:net";
import { WebSocket } from "ws";
import { startServer, type TestServer } from "../test/kit/server.js";
import { post } from "./client.js";
import { residentMb, treeResidentMb } from "./memory.js";
import { play, type Listening } from "./player.js";
import type { Bench, Table } from "./report.js";
import { slope, summarise } from "./statistics.js";
import { longText } from "./texts.js";

const VOICE = "espeak:en-us";
const PLAY_MS = 60_000;
const WARM_UP_MS = 10_000;
const PCM_BYTES_PER_SECOND = 48_000;
const IDLE_SOCKETS = 1000;
const STALLED_MS = 20_000;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const loadBench: Bench = {
  name: "load",
  question: "How many listeners at once, at what memory?",
  async run() {
    const server = await startServer();
    try {
      // Code that has just been loaded is slow: the first listeners of a server's life are measured nowhere else either.
      await listeners(server, 10, WARM_UP_MS);
      const tables = [];
      for (const streams of (process.env["LISTENERS"] ?? "50,100,200").split(",").map(Number))
        tables.push(await listeners(server, streams));
      return [mergeRows(tables), await stalledReader(server), await idleSockets(server)];
    } finally {
      await server.stop();
    }
  },
};

function mergeRows(tables: readonly Table[]): Table {
  return { ...(tables[0] as Table), rows: tables.flatMap(({ rows }) => rows) };
}

async function listeners(server: TestServer, streams: number, playMs = PLAY_MS): Promise<Table> {
  const text = longText(1000);
  const memory: [number, number][] = [];
  const startedMs = performance.now();
  const sample = setInterval(
    () => memory.push([(performance.now() - startedMs) / 1000, treeResidentMb(server.pid)]),
    1000,
  );
  const fared = await Promise.all(
    Array.from({ length: streams }, async (_, at): Promise<Listening> => {
      await wait(at * 20); // people do not press the button in the same millisecond
      const callMs = performance.now();
      const body = { model: "tts-1", voice: VOICE, input: text, response_format: "pcm" };
      return play(await post({ url: `${server.url}/v1/audio/speech`, body }), callMs, {
        bytesPerSecond: PCM_BYTES_PER_SECOND,
        aheadMs: 200,
        untilMs: playMs,
      });
    }),
  );
  clearInterval(sample);
  const first = summarise(fared.map(({ firstByteMs }) => firstByteMs));
  const worst = Math.max(...fared.map(({ longestUnderrunMs }) => longestUnderrunMs));
  const later = memory.filter(([seconds]) => seconds > 15);
  return {
    title: "Listeners at real-time speed for 60 s",
    note: "each reads at most 200 ms ahead; an underrun is time the player had nothing to play. RSS: server with its hosts; slope over the time after 15 s.",
    columns: [
      "listeners",
      "first p50 ms",
      "first p95 ms",
      "longest underrun ms",
      "underruns > 5 ms",
      "RSS MB",
      "RSS slope MB/min",
    ],
    rows: [
      [
        streams,
        first.p50,
        first.p95,
        worst,
        fared.reduce((sum, { underruns }) => sum + underruns, 0),
        later.at(-1)?.[1] ?? Number.NaN,
        slope(later) * 60,
      ],
    ],
  };
}

/** Ten readers that take the first bytes and then nothing, holding the connection. */
async function stalledReader(server: TestServer): Promise<Table> {
  const beforeMb = treeResidentMb(server.pid);
  const { hostname, port } = new URL(server.url);
  const body = JSON.stringify({ model: "tts-1", voice: VOICE, input: longText(10_000), response_format: "wav" });
  const sockets = Array.from({ length: 10 }, () => {
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /v1/audio/speech HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    socket.once("data", () => socket.pause());
    return socket;
  });
  await wait(3000);
  const earlyMb = treeResidentMb(server.pid);
  await wait(STALLED_MS);
  const lateMb = treeResidentMb(server.pid);
  for (const socket of sockets) socket.destroy();
  return {
    title: "Ten readers that stop reading (10,000 words each)",
    columns: ["RSS before MB", "after 3 s MB", "after 23 s MB", "growth while stalled MB"],
    rows: [[beforeMb, earlyMb, lateMb, lateMb - earlyMb]],
  };
}

async function idleSockets(server: TestServer): Promise<Table> {
  const beforeMb = residentMb(server.pid);
  const url = `${server.url.replace("http", "ws")}/ws`;
  const sockets = await Promise.all(
    Array.from({ length: IDLE_SOCKETS }, async () => {
      const socket = new WebSocket(url, { perMessageDeflate: false });
      await new Promise((resolve, reject) => {
        socket.once("open", resolve);
        socket.once("error", reject);
      });
      return socket;
    }),
  );
  await wait(5000);
  const afterMb = residentMb(server.pid);
  for (const socket of sockets) socket.terminate();
  return {
    title: `${IDLE_SOCKETS} idle WebSockets`,
    columns: ["RSS before MB", "RSS after MB", "cost MB"],
    rows: [[beforeMb, afterMb, afterMb - beforeMb]],
  };
}
