import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { assertAccuracy, assertSpans, assertStable } from "./spans.js";

describe("German texts", () => {
  it("are read as a native would, 97 of 100", () => assertAccuracy("de", 200, 0.97));
  it("lead back from every rewrite to what was written", () => assertSpans("de"));
  it("of any signs are read without failing, and only once", () => assertStable("de"));

  it("map the words of a sentence to the original", () => {
    const words = normalize("Am 3. Mai um 15:30 Uhr.", "de");
    assert.equal(words.text, "Am dritten Mai um fünfzehn Uhr dreißig.");
    const at = words.text.indexOf("dritten");
    assert.deepEqual(words.toOriginal(at, at + "dritten".length), { start: 3, end: 9 });
  });
});
