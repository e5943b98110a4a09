import assert from "node:assert/strict";
import { array, assert as check, constantFrom, oneof, property, string } from "fast-check";
import { normalize } from "../../../../src/text/normalize/index.js";
import { readVectors, score } from "../../../vectors/normalize/vectors.js";

/** At least `count` vectors of a language, of which `floor` are read right. */
export function assertAccuracy(language: string, count: number, floor: number): void {
  const { right, total, wrong } = score(readVectors(language), (text) => normalize(text, language).text);
  const worst = wrong.slice(0, 20).map(({ vector, reading }) => `\n  ${vector.text} → ${reading}`);
  assert.ok(total >= count, `${total} vectors`);
  assert.ok(right / total >= floor, `${right} of ${total}:${worst.join("")}`);
}

/** Every rewrite names its original, they never overlap, and the words between them are those of the text. */
export function assertSpans(language: string): void {
  for (const { text } of readVectors(language)) {
    const words = normalize(text, language);
    let at = 0;
    let shift = 0;
    for (const { start, end, original, spoken } of words.rewrites) {
      assert.ok(start >= at && end > start, text);
      assert.equal(text.slice(start, end), original);
      const place = words.text.indexOf(spoken, start + shift);
      assert.ok(place >= 0, `${text}: ${spoken}`);
      if (spoken !== "") assert.deepEqual(words.toOriginal(place, place + spoken.length), { start, end }, text);
      shift = place + spoken.length - end;
      at = end;
    }
  }
}

/** Messy texts are read without failing, and reading them again changes nothing. */
export function assertStable(language: string): void {
  const scraps = readVectors(language).flatMap(({ text }) => text.split(" "));
  const part = oneof(constantFrom(...scraps), string({ unit: "binary", maxLength: 6 }));
  const messy = array(part, { maxLength: 12 }).map((parts) => parts.join(" "));
  check(
    property(messy, (text) => {
      const once = normalize(text, language).text;
      assert.equal(normalize(once, language).text, once);
    }),
    { numRuns: 200 },
  );
}
