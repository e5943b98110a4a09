import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { assertAccuracy, assertSpans, assertStable } from "./spans.js";

describe("Spanish texts", () => {
  it("are read as a native would, 98 of 100", () => assertAccuracy("es", 600, 0.98));
  it("lead back from every rewrite to what was written", () => assertSpans("es"));
  it("of any signs are read without failing, and only once", () => assertStable("es"));

  it("map the words of a sentence to the original", () => {
    const words = normalize("Cuesta 21 £ en EE. UU.", "es");
    assert.equal(words.text, "Cuesta veintiuna libras en Estados Unidos.");
    assert.deepEqual(
      words.rewrites.map(({ start, end, rule }) => [start, end, rule]),
      [
        [7, 11, "currency"],
        [15, 22, "abbreviation"],
      ],
    );
    const pounds = words.text.indexOf("libras");
    assert.deepEqual(words.toOriginal(pounds, pounds + 6), { start: 7, end: 11 });
    const at = words.text.indexOf("en Estados");
    assert.deepEqual(words.toOriginal(at, at + 2), { start: 12, end: 14 });
  });

  it("take the money of the country", () => {
    assert.equal(normalize("$5", "es-MX").text, "cinco pesos");
    assert.equal(normalize("$5", "es-US").text, "cinco dólares");
  });
});
