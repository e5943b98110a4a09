import { NORMALIZED_LANGUAGES, normalize } from "../../src/text/normalize/index.js";
import { DEFAULT_MAX_CHARACTERS, segmentText } from "../../src/text/segment/index.js";
import { isAccepted, readVectors, type Vector } from "../../test/vectors/normalize/vectors.js";
import type { Bench, Cell, Table } from "../report.js";
import { READERS, type Reader } from "./readers.js";
import { roundTrip } from "./roundtrip.js";
import { Sounds } from "./sounds.js";

export const normalizeBench: Bench = {
  name: "normalize",
  question: "Are texts read as a native reader would, and how do others do on the same texts?",
  async run() {
    const sounds = await Sounds.open();
    const tables: Table[] = [];
    const totals: Cell[][] = [];
    const skipped: string[] = [];
    for (const language of [...NORMALIZED_LANGUAGES].sort(byImportance)) {
      const vectors = readVectors(language);
      if (vectors.length === 0) continue;
      const results = await readAll(vectors, language, sounds, skipped);
      for (const { reader, isWords, isRight } of results) {
        totals.push([language, reader.name, vectors.length, percent(isWords), percent(isRight)]);
      }
      tables.push(byCategory(language, vectors, results));
    }
    const note = `Words: the words of the reading are those of an accepted one. Sounds: or espeak says both alike, which also counts what it reads from digits by itself. nemo gives options in Russian: any of 30 counts.${skipped.map((reason) => `\nSkipped: ${reason}`).join("")}`;
    const columns = ["language", "reader", "texts", "words %", "words or sounds %"];
    tables.unshift({ title: "Texts read as a native reader would", note, columns, rows: totals });
    tables.push(cost(), await roundTrip());
    return tables;
  },
};

const ORDER = ["en", "ru", "es", "de", "fr", "it", "pt"];
const byImportance = (a: string, b: string): number => ORDER.indexOf(a) - ORDER.indexOf(b);

interface Result {
  readonly reader: Reader;
  readonly isWords: readonly boolean[];
  readonly isRight: readonly boolean[];
}

async function readAll(
  vectors: readonly Vector[],
  language: string,
  sounds: Sounds,
  skipped: string[],
): Promise<Result[]> {
  const results: Result[] = [];
  const texts = vectors.map(({ text }) => text);
  for (const reader of READERS) {
    if (!reader.languages.includes(language)) continue;
    try {
      const readings = await reader.read(texts, language);
      const reading = (at: number): string[] => (readings[at] ?? "").split("\n");
      const isWords = vectors.map((vector, at) => reading(at).some((option) => isAccepted(vector, option)));
      const isRight = vectors.map((vector, at) =>
        reading(at).some((option) => sounds.isRight(vector, option, language)),
      );
      results.push({ reader, isWords, isRight });
    } catch (error) {
      skipped.push(`${reader.name} (${language}): ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return results;
}

const percent = (right: readonly boolean[]): number => (100 * right.filter(Boolean).length) / right.length;

function byCategory(language: string, vectors: readonly Vector[], results: readonly Result[]): Table {
  const categories = [...new Set(vectors.map(({ category }) => category))];
  const rows = categories.map((category): Cell[] => {
    const members = vectors.map((vector) => vector.category === category);
    const inside = (right: readonly boolean[]): boolean[] => right.filter((_, at) => members[at] === true);
    return [category, members.filter(Boolean).length, ...results.map(({ isRight }) => percent(inside(isRight)))];
  });
  const columns = ["category", "texts", ...results.map(({ reader }) => reader.name)];
  return { title: `By category, ${language}, words or sounds %`, columns, rows };
}

/** Segmenter and normaliser together on sentences of 200 characters, and the normaliser on longer and longer texts. */
function cost(): Table {
  const text = readVectors("en")
    .map((vector) => vector.text)
    .join(" ");
  const sentences = Array.from({ length: 200 }, (_, at) => text.slice(at * 200, at * 200 + 200));
  const options = { language: "en", maxCharacters: DEFAULT_MAX_CHARACTERS };
  const read = (sentence: string): void => {
    for (const part of segmentText(sentence, options)) normalize(part.text, "en");
  };
  for (let warm = 0; warm < 3; warm += 1) for (const sentence of sentences) read(sentence);
  const times = sentences.map((sentence) => timed(() => read(sentence))).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.floor(share * times.length)] ?? 0;
  const rows: Cell[][] = [
    ["200 characters dense with figures, p50", at(0.5)],
    ["200 characters dense with figures, p95", at(0.95)],
  ];
  for (const size of [1000, 10_000, 100_000, 1_000_000]) {
    const random = randomText(size);
    rows.push([`random Unicode, ${size / 1000} kB, per kB`, timed(() => normalize(random, "en")) / (size / 1000)]);
  }
  return { title: "Cost", columns: ["text", "ms"], rows };
}

function timed(work: () => void): number {
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}

/** Code points from a fixed sequence, so that every run reads the same. */
function randomText(length: number): string {
  let seed = 1;
  let text = "";
  while (text.length < length) {
    seed = (seed * 1_103_515_245 + 12_345) % 0x8000_0000;
    text += String.fromCodePoint(seed % 3 === 0 ? 0x20 + (seed % 0x5f) : seed % 0x1_1000);
  }
  return text.slice(0, length);
}
