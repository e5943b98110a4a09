import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as fc from "fast-check";
import { readClauses } from "../../../../src/text/phonemes/clauses.js";
import { openEspeak } from "../../../../src/text/phonemes/espeak.js";
import { phonemize } from "../../../../src/text/phonemes/phonemize.js";
import { toPlain } from "../../../../src/text/phonemes/plain.js";

const GOLDENS = "../shared/models/piper";
const skip = existsSync(GOLDENS) ? false : `no ${GOLDENS} here`;

interface Golden {
  readonly text: string;
  readonly phonemes: readonly string[];
}

/** Sentences as Piper's own phonemizer writes them. */
async function likePiper(text: string, language: string): Promise<string[]> {
  const sentences: string[] = [];
  let sentence: string | undefined;
  for (const { ipa, terminator, endsSentence } of await phonemize(text, language)) {
    sentence = `${sentence ?? ""}${ipa}${terminator}${",:;".includes(terminator || "-") ? " " : ""}`.normalize("NFD");
    if (!endsSentence) continue;
    sentences.push(sentence);
    sentence = undefined;
  }
  return sentence === undefined ? sentences : [...sentences, sentence];
}

for (const language of ["en-us", "es", "ru"]) {
  test(`300 texts in ${language} as Piper's phonemizer with the same espeak data`, { skip }, async () => {
    const packed = readFileSync(`${GOLDENS}/phonemes.${language}.espeak-1.52.0-echogarden-data.jsonl.gz`);
    const rows = gunzipSync(packed)
      .toString()
      .trim()
      .split("\n")
      .map((row) => JSON.parse(row) as Golden);
    assert.equal(rows.length, 300);
    for (const { text, phonemes } of rows) assert.deepEqual(await likePiper(text, language), phonemes, text);
  });
}

test("clauses cover the text and name what ends them", async () => {
  const text = "Dr. Lee, at 5 p.m. sharp… left?! (Yes: gone; 2.5 km.) Ok";
  const clauses = await phonemize(text, "en-us");
  assert.deepEqual(
    clauses.map(({ start, end, terminator }) => [text.slice(start, end), terminator]),
    [
      ["Dr. ", "."],
      ["Lee, ", ","],
      ["at 5 p.m. sharp… ", ""],
      ["left?! ", "?"],
      ["(Yes: ", ":"],
      ["gone; ", ";"],
      ["2.5 km.", "."],
      [") Ok", ""],
    ],
  );
});

test("an empty text has no clauses", async () => {
  assert.deepEqual(await phonemize("", "en-us"), []);
});

const PARTS = ["word", "Word", "12", "3.5", "A", "Dr", " ", " ", ".", ",", "?", "!", ";", ":", "…", "...", "—", "–"];
const MORE_PARTS = [
  '"',
  "'s",
  "’",
  "(",
  ")",
  "«",
  "»",
  "\n",
  "\n\n",
  "¿",
  "-",
  "&",
  "<",
  "Привет",
  "мир",
  "。",
  ". ",
  "? ",
];

test("clauses are divided where espeak divides them, in texts nobody would write", async () => {
  const espeak = await openEspeak();
  const texts = fc.array(fc.constantFrom(...PARTS, ...MORE_PARTS), { minLength: 1, maxLength: 20 });
  const property = fc.property(texts, fc.constantFrom("en-us", "ru", "es"), (parts, language) => {
    const text = parts.join("");
    const spans = readClauses(toPlain(text, false).text);
    assert.equal(spans.length, espeak.ipa(text, language).length, JSON.stringify(text));
    assert.equal(spans.map(({ start, end }) => text.slice(start, end)).join(""), text);
  });
  fc.assert(property, { numRuns: 400 });
});

test("a long stretch without punctuation breaks where espeak's buffer does", async () => {
  const espeak = await openEspeak();
  for (const text of ["words ".repeat(400), "слова ".repeat(400), "x".repeat(2000), "nine 9 ".repeat(300)]) {
    const language = text.startsWith("с") ? "ru" : "en-us";
    assert.equal(readClauses(text).length, espeak.ipa(text, language).length, text.slice(0, 12));
  }
});
