import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { LENGTHS } from "./texts.js";
import { median, type Timings } from "./single.js";

const SIZE = { width: 900, height: 540, left: 70, right: 270, top: 30, bottom: 50 };
const COLOURS = ["#0a7d4f", "#3aa675", "#95cbb2", "#333333", "#b5541c", "#2b5fa8", "#7fa3d1", "#8e44ad"];
const TICKS_MS = [30, 100, 300, 1000, 3000];
const TICKS_S = [1, 3, 10, 30];

/** Logarithmic position between two ends. */
function scale(value: number, from: number, to: number, low: number, high: number): number {
  return from + ((Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))) * (to - from);
}

/** First samples against the length of the sentence, both logarithmic, as `bench/out/piper-first-samples.svg`. */
export function writePlot(timings: Timings): string {
  const right = SIZE.width - SIZE.right;
  const bottom = SIZE.height - SIZE.bottom;
  const x = (seconds: number): number => scale(seconds, SIZE.left, right, 0.9, 35);
  const y = (ms: number): number => scale(ms, bottom, SIZE.top, 20, 5000);
  const parts: string[] = [];
  for (const ms of TICKS_MS) {
    parts.push(`<line x1="${SIZE.left}" x2="${right}" y1="${y(ms)}" y2="${y(ms)}" stroke="#ddd"/>`);
    parts.push(`<text x="${SIZE.left - 8}" y="${y(ms) + 4}" text-anchor="end">${ms} ms</text>`);
  }
  for (const seconds of TICKS_S) {
    parts.push(`<text x="${x(seconds)}" y="${bottom + 20}" text-anchor="middle">${seconds} s</text>`);
  }
  for (const [at, peer] of [...timings.keys()].entries()) {
    const colour = COLOURS[at % COLOURS.length];
    const points = LENGTHS.map(({ name }) => {
      const seconds = median(timings, peer, name, ({ audioMs }) => audioMs) / 1000;
      return `${x(seconds).toFixed(1)},${y(median(timings, peer, name, ({ firstMs }) => firstMs)).toFixed(1)}`;
    });
    parts.push(`<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`);
    const row = SIZE.top + 10 + at * 22;
    parts.push(`<rect x="${right + 16}" y="${row - 5}" width="14" height="4" fill="${colour}"/>`);
    parts.push(`<text x="${right + 36}" y="${row}">${peer}</text>`);
  }
  parts.push(`<text x="${SIZE.left}" y="18">first samples by length of the sentence, one core</text>`);
  const folder = join(PACKAGE_FOLDER, "bench/out");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "piper-first-samples.svg");
  const { width, height } = SIZE;
  writeFileSync(
    file,
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12">` +
      `<rect width="100%" height="100%" fill="white"/>${parts.join("")}</svg>\n`,
  );
  return file;
}
