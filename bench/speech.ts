import type { TtsModel } from "../src/contract/engine.js";
import { PLAIN_MANNER } from "../src/contract/manner.js";
import { DEFAULT_MAX_CHARACTERS, segmentText } from "../src/text/segment/index.js";
import { TTS_ENGINES } from "../src/tts/engines/index.js";
import { startServer } from "../test/kit/server.js";
import { firstByteMs, wholeBody } from "./client.js";
import type { Bench, Cell, Table } from "./report.js";
import { summarise } from "./statistics.js";
import { longText, TEN_WORDS } from "./texts.js";

const ROUNDS = 150;
const WARM_UP = 20;
const WHOLE_ROUNDS = 5;
const VOICE = "espeak:en-us";
const PCM_BYTES_PER_SECOND = 48_000;

const TEXTS = [
  { name: "10 words", text: TEN_WORDS },
  { name: "2,000 words", text: longText(2000) },
];

export const speechBench: Bench = {
  name: "speech",
  question: "How soon does speech start and how fast is it made, at the socket and from the bare engine?",
  async run() {
    const engine = await (TTS_ENGINES["espeak"] as NonNullable<(typeof TTS_ENGINES)["espeak"]>)();
    const model = await engine.load("", { threads: 1 }, new AbortController().signal);
    const server = await startServer();
    try {
      return [await firstAudio(model, server.url), await throughput(model, server.url)];
    } finally {
      await server.stop();
      await model[Symbol.asyncDispose]();
    }
  },
};

/** The engine alone, in this process: text work and steps until there is sound (or until the end). */
async function direct(model: TtsModel, text: string, until: "first" | "end"): Promise<{ ms: number; audioMs: number }> {
  const startedMs = performance.now();
  let audioMs = 0;
  for (const sentence of segmentText(text, { language: "en", maxCharacters: DEFAULT_MAX_CHARACTERS })) {
    for (const utterance of await model.prepare(sentence.text, VOICE, PLAIN_MANNER)) {
      for await (const { pcm } of model.synthesize(utterance, new AbortController().signal)) {
        if (pcm === undefined) continue;
        audioMs += (pcm.samples.length * 1000) / pcm.sampleRateHz;
        if (until === "first") return { ms: performance.now() - startedMs, audioMs };
      }
    }
  }
  return { ms: performance.now() - startedMs, audioMs };
}

function callOf(url: string, text: string): { url: string; body: Record<string, unknown> } {
  return { url: `${url}/v1/audio/speech`, body: { model: "tts-1", voice: VOICE, input: text, response_format: "pcm" } };
}

async function firstAudio(model: TtsModel, url: string): Promise<Table> {
  const rows: Cell[][] = [];
  for (const { name, text } of TEXTS) {
    const engineMs: number[] = [];
    const socketMs: number[] = [];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const engine = (await direct(model, text, "first")).ms;
      const socket = await firstByteMs(callOf(url, text));
      if (round < 0) continue;
      engineMs.push(engine);
      socketMs.push(socket);
    }
    const engine = summarise(engineMs);
    const socket = summarise(socketMs);
    const overheadMs = socket.p50 - engine.p50;
    rows.push([
      name,
      ROUNDS,
      engine.p50,
      engine.p95,
      socket.p50,
      socket.p95,
      overheadMs,
      (overheadMs / engine.p50) * 100,
    ]);
  }
  return {
    title: "Time to first audio, ms",
    note: "engine: espeak called in one process, first PCM; socket: POST /v1/audio/speech (pcm) on loopback, first body byte. Taken in turn.",
    columns: ["text", "runs", "engine p50", "engine p95", "socket p50", "socket p95", "overhead ms", "overhead %"],
    rows,
  };
}

async function throughput(model: TtsModel, url: string): Promise<Table> {
  const text = longText(2000);
  const engineFactors: number[] = [];
  const socketFactors: number[] = [];
  for (let round = 0; round < WHOLE_ROUNDS; round += 1) {
    const engine = await direct(model, text, "end");
    engineFactors.push(engine.ms / engine.audioMs);
    const { bytes, ms } = await wholeBody(callOf(url, text));
    socketFactors.push(ms / ((bytes * 1000) / PCM_BYTES_PER_SECOND));
  }
  const engine = summarise(engineFactors);
  const socket = summarise(socketFactors);
  return {
    title: "Real-time factor of 2,000 words",
    note: "wall seconds for a second of audio, read as fast as it comes; the socket's includes the resampling to 24 kHz.",
    columns: ["where", "runs", "p50", "p95"],
    rows: [
      ["engine", engine.runs, engine.p50, engine.p95],
      ["socket", socket.runs, socket.p50, socket.p95],
    ],
  };
}
