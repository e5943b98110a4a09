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

  it("loses no letters of other scripts", () => {
    const scraps = [
      "Москва",
      "東京",
      "서울",
      "ß",
      "_",
      "-",
      "/",
      ".",
      "@",
      "#",
      "5",
      "kg",
      "$",
      " ",
      "A",
      "x",
      "\u0301",
      "²",
    ];
    const foreign = (text: string): string =>
      (text.match(/[\u0400-\u04ff\u4e00-\u9fff\uac00-\ud7af]/gu) ?? []).join("").toLowerCase();
    check(
      property(array(constantFrom(...scraps), { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        assert.equal(foreign(read(text)), foreign(text), text);
      }),
      { numRuns: 500 },
    );
  });

  it("are dated in the order of their region", () => {
    const dated = (language: string): string => normalize("Due 03/04/2024.", language).text;
    assert.equal(dated("en-US"), "Due March fourth, twenty twenty-four.");
    assert.equal(dated("en"), dated("en-US"));
    assert.equal(dated("en-GB"), "Due April third, twenty twenty-four.");
  });
});
