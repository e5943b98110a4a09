import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { assertAccuracy, assertSpans, assertStable } from "./spans.js";

describe("French texts", () => {
  it("are read as a native would, 97 of 100", () => assertAccuracy("fr", 200, 0.97));
  it("lead back from every rewrite to what was written", () => assertSpans("fr"));
  it("of any signs are read without failing, and only once", () => assertStable("fr"));

  it("map the words of a sentence to the original", () => {
    const words = normalize("Le 1er mai à 15h30.", "fr");
    assert.equal(words.text, "Le premier mai à quinze heures trente.");
    const at = words.text.indexOf("premier");
    assert.deepEqual(words.toOriginal(at, at + "premier".length), { start: 3, end: 10 });
  });
});
