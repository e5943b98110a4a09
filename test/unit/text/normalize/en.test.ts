import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { array, assert as check, constantFrom, oneof, property, string } from "fast-check";
import { normalize } from "../../../../src/text/normalize/index.js";
import { joined } from "../../../../src/text/lexicon/pieces.js";
import { english } from "../../../../src/text/normalize/en/index.js";
import { findRewrites, toPieces } from "../../../../src/text/normalize/rewrite.js";
import { readVectors, score } from "../../../vectors/normalize/vectors.js";

const vectors = readVectors("en");
const read = (text: string): string => normalize(text, "en").text;

describe("English texts", () => {
  it("are read as a native reader would, 98 of 100", () => {
    const { right, total, wrong } = score(vectors, read);
    const worst = wrong.slice(0, 20).map(({ vector, reading }) => `\n  ${vector.text} → ${reading}`);
    assert.ok(total >= 1500, `${total} vectors`);
    assert.ok(right / total >= 0.98, `${right} of ${total}:${worst.join("")}`);
  });

  it("are read in one pass", () => {
    for (const { text } of vectors) {
      const once = joined(toPieces(text, findRewrites(text, english.rules, "en")));
      assert.deepEqual(findRewrites(once, english.rules, "en"), [], `${text} → ${once}`);
    }
  });

  it("lead back from every rewrite to what was written", () => {
    for (const { text } of vectors) {
      const words = normalize(text, "en");
      let shift = 0;
      for (const { start, end, original, spoken } of words.rewrites) {
        assert.equal(text.slice(start, end), original);
        const at = words.text.indexOf(spoken, start + shift);
        if (spoken !== "") assert.deepEqual(words.toOriginal(at, at + spoken.length), { start, end }, text);
        shift = at + spoken.length - end;
      }
    }
  });

  it("of any signs are read without failing, and only once", () => {
    const scraps = vectors.flatMap(({ text }) => text.split(" "));
    const messy = array(oneof(constantFrom(...scraps), string({ unit: "binary", maxLength: 6 })), {
      maxLength: 12,
    }).map((parts) => parts.join(" "));
    check(
      property(messy, (text) => {
        const once = read(text);
        assert.equal(read(once), once);
      }),
      { numRuns: 400 },
    );
  });
});
