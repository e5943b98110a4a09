import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Pcm } from "../../src/contract/pcm.js";

/** The project's folder, wherever the compiled tests lie. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}

/** Samples of a mono 16-bit WAV file, scaled to [-1, 1). */
export function readSpeech(path: string): Pcm {
  const bytes = readFileSync(path);
  let at = 12;
  let sampleRateHz = 0;
  while (bytes.toString("latin1", at, at + 4) !== "data") {
    if (bytes.toString("latin1", at, at + 4) === "fmt ") sampleRateHz = bytes.readUInt32LE(at + 12);
    at += 8 + bytes.readUInt32LE(at + 4);
  }
  const samples = Float32Array.from(
    { length: Math.min(bytes.readUInt32LE(at + 4), bytes.length - at - 8) / 2 },
    (_, index) => bytes.readInt16LE(at + 8 + 2 * index) / 32_768,
  );
  return { samples, sampleRateHz };
}

/** Real speech kept with the tests; origin in test/fixtures/asr/README.md. */
export const JFK = {
  path: join(projectRoot(), "test/fixtures/asr/jfk-16k.wav"),
  text: "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.",
} as const;

export const TWO_CITIES = {
  path: join(projectRoot(), "test/fixtures/asr/two-cities-16k.wav"),
  text:
    "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, " +
    "it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of " +
    "Darkness, it was the spring of hope, it was the winter of despair, we had everything before us, we had nothing " +
    "before us, we were all going direct to Heaven, we were all going direct the other way -- in short, the period " +
    "was so far like the present period, that some of its noisiest authorities insisted on its being received, for " +
    "good or for evil, in the superlative degree of comparison only.",
} as const;
