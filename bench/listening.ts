import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_FOLDER } from "../src/main/version.js";
import { startServer } from "../test/kit/server.js";
import { wordErrors, wordsOf } from "../test/kit/wer.js";
import type { Bench, Cell, Table } from "./report.js";
import { LOOP_SENTENCES } from "./texts.js";

const RECORDINGS = [
  {
    file: "jfk-16k.wav",
    text: "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.",
  },
  {
    file: "two-cities-16k.wav",
    text: "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness, it was the spring of hope, it was the winter of despair, we had everything before us, we had nothing before us, we were all going direct to Heaven, we were all going direct the other way -- in short, the period was so far like the present period, that some of its noisiest authorities insisted on its being received, for good or for evil, in the superlative degree of comparison only.",
  },
];
const ROUNDS = 3;

export const listeningBench: Bench = {
  name: "listening",
  question:
    "How well and how fast does the built-in recogniser hear recordings, and our own voice through every format?",
  async run() {
    const server = await startServer();
    try {
      return [await recordings(server.url), await loops(server.url)];
    } finally {
      await server.stop();
    }
  },
};

/** A recording from the shared folder beside the checkout, else from the fixtures. */
function recording(file: string): Uint8Array {
  const shared = join(PACKAGE_FOLDER, "../shared/audio", file);
  return readFileSync(existsSync(shared) ? shared : join(PACKAGE_FOLDER, "test/fixtures/asr", file));
}

async function transcribe(url: string, bytes: Uint8Array, name: string): Promise<string> {
  const form = new FormData();
  form.set("file", new File([Uint8Array.from(bytes)], name));
  form.set("model", "whisper-1");
  form.set("response_format", "text");
  const response = await fetch(`${url}/v1/audio/transcriptions`, { method: "POST", body: form });
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  return response.text();
}

async function recordings(url: string): Promise<Table> {
  const rows: Cell[][] = [];
  for (const { file, text } of RECORDINGS) {
    const bytes = recording(file);
    const audioMs = ((bytes.length - 44) / 32_000) * 1000;
    let heard = "";
    let bestMs = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedMs = performance.now();
      heard = await transcribe(url, bytes, file);
      bestMs = Math.min(bestMs, performance.now() - startedMs);
    }
    const errors = wordErrors(text, heard);
    const words = wordsOf(text).length;
    rows.push([file, words, errors, (errors / words) * 100, bestMs / audioMs]);
  }
  return {
    title: "Real recordings",
    columns: ["recording", "words", "errors", "WER %", "real-time factor (best of 3)"],
    rows,
  };
}

/** G.711 in a WAV header (format 7), as telephone systems store it. */
function ulawWav(bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + bytes.length, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(7, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8000, 24);
  header.writeUInt32LE(8000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write("data", 36);
  header.writeUInt32LE(bytes.length, 40);
  return Buffer.concat([header, bytes]);
}

async function speak(url: string, input: string, format: string): Promise<Uint8Array> {
  const body = { model: "tts-1", voice: "espeak:en-us", input, response_format: format };
  const response = await fetch(`${url}/v1/audio/speech`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${format}: ${response.status} ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Raw PCM has no header, so it travels in a WAV as any client would send it. */
function pcmWav(bytes: Uint8Array): Uint8Array {
  const wav = Buffer.from(ulawWav(bytes));
  wav.writeUInt16LE(1, 20);
  wav.writeUInt32LE(24_000, 24);
  wav.writeUInt32LE(48_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  return wav;
}

async function loops(url: string): Promise<Table> {
  const formats = ["pcm", "mp3", "opus", "flac", "aac", "ulaw"];
  const rows: Cell[][] = [];
  for (const format of formats) {
    let errors = 0;
    let words = 0;
    for (const sentence of LOOP_SENTENCES) {
      const bytes = await speak(url, sentence, format);
      const file = format === "ulaw" ? ulawWav(bytes) : format === "pcm" ? pcmWav(bytes) : bytes;
      errors += wordErrors(sentence, await transcribe(url, file, `loop.${format}`));
      words += wordsOf(sentence).length;
    }
    rows.push([
      format === "ulaw" ? "µ-law, 8 kHz" : format,
      LOOP_SENTENCES.length,
      words,
      errors,
      (errors / words) * 100,
    ]);
  }
  return {
    title: "Text, espeak, format, Moonshine, text",
    columns: ["through", "sentences", "words", "errors", "WER %"],
    rows,
  };
}
