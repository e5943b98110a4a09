import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { assertAccuracy, assertSpans, assertStable } from "./spans.js";

describe("Portuguese texts", () => {
  it("are read as a native would, 97 of 100", () => assertAccuracy("pt", 200, 0.97));
  it("lead back from every rewrite to what was written", () => assertSpans("pt"));
  it("of any signs are read without failing, and only once", () => assertStable("pt"));

  it("map the words of a sentence to the original", () => {
    const words = normalize("No dia 2 de maio custa R$ 5.", "pt");
    assert.equal(words.text, "No dia dois de maio custa cinco reais.");
    const at = words.text.indexOf("maio");
    assert.deepEqual(words.toOriginal(at, at + "maio".length), { start: 7, end: 16 });
  });
});
