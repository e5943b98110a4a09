import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { assertAccuracy, assertSpans, assertStable } from "./spans.js";

describe("Italian texts", () => {
  it("are read as a native would, 97 of 100", () => assertAccuracy("it", 200, 0.97));
  it("lead back from every rewrite to what was written", () => assertSpans("it"));
  it("of any signs are read without failing, and only once", () => assertStable("it"));

  it("map the words of a sentence to the original", () => {
    const words = normalize("Il 1° maggio costa 5 €.", "it");
    assert.equal(words.text, "Il primo maggio costa cinque euro.");
    const at = words.text.indexOf("primo");
    assert.deepEqual(words.toOriginal(at, at + "primo".length), { start: 3, end: 12 });
  });
});
