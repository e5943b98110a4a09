import { startServer, type TestServer } from "../test/kit/server.js";
import { firstByteMs, post } from "./client.js";
import { processTree } from "./memory.js";
import type { Bench, Table } from "./report.js";
import { summarise } from "./statistics.js";
import { longText, TEN_WORDS } from "./texts.js";

const TRIES = 10;
const VOICE = "espeak:en-us";

export const crashBench: Bench = {
  name: "crash",
  question: "What does the death of an engine host cost?",
  async run() {
    const server = await startServer(["--tts-hosts", "1"]);
    try {
      return [await kills(server)];
    } finally {
      await server.stop();
    }
  },
};

/** How a response that is being read ends. */
async function ending(
  url: string,
): Promise<{ readonly ended: Promise<"cleanly" | "broken off">; readonly started: Promise<void> }> {
  const response = await post({
    url: `${url}/v1/audio/speech`,
    body: { model: "tts-1", voice: VOICE, input: longText(5000), response_format: "pcm" },
  });
  const started = new Promise<void>((resolve) => response.once("data", () => resolve()));
  // A slow reader: the text is far from its end when the host dies.
  response.on("data", () => {
    response.pause();
    setTimeout(() => response.resume(), 50);
  });
  const ended = new Promise<"cleanly" | "broken off">((resolve) => {
    response.once("end", () => resolve("cleanly"));
    response.once("error", () => resolve("broken off"));
    response.once("aborted", () => resolve("broken off"));
  });
  return { ended, started };
}

async function kills(server: TestServer): Promise<Table> {
  const again: number[] = [];
  const health: number[] = [];
  let broken = 0;
  for (let at = 0; at < TRIES; at += 1) {
    const { ended, started } = await ending(server.url);
    await started;
    for (const pid of processTree(server.pid).slice(1)) process.kill(pid, "SIGKILL");
    const startedMs = performance.now();
    await (await fetch(`${server.url}/health`)).text();
    health.push(performance.now() - startedMs);
    const body = { model: "tts-1", voice: VOICE, input: TEN_WORDS, response_format: "pcm" };
    await firstByteMs({ url: `${server.url}/v1/audio/speech`, body });
    again.push(performance.now() - startedMs);
    if ((await ended) === "broken off") broken += 1;
  }
  const next = summarise(again);
  const alive = summarise(health);
  return {
    title: `kill -9 of the only engine host in the middle of a stream, ${TRIES} times`,
    columns: ["what", "runs", "p50 ms", "p95 ms", "max ms"],
    rows: [
      ["/health answers after", alive.runs, alive.p50, alive.p95, alive.max],
      ["the next request's first byte after the kill", next.runs, next.p50, next.p95, next.max],
      ["responses broken off, not ended", TRIES, broken, broken, broken],
    ],
  };
}
