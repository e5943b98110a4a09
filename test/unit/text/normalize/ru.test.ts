import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { cardinal, compound, decimal, ordinal } from "../../../../src/text/normalize/ru/grammar.js";
import { sayCount, toNoun, whole } from "../../../../src/text/normalize/ru/nouns.js";
import { assertAccuracy, assertSpans, assertStable } from "./spans.js";

describe("Russian texts", () => {
  it("are read as a native would, 98 of 100", () => assertAccuracy("ru", 600, 0.98));
  it("lead back from every rewrite to what was written", () => assertSpans("ru"));
  it("of any signs are read without failing, and only once", () => assertStable("ru"));

  it("map the words of a sentence to the original", () => {
    const text = "К 2030 году вырастет на 15 %.";
    const words = normalize(text, "ru");
    const said = words.text;
    assert.equal(said, "К две тысячи тридцатому году вырастет на пятнадцать процентов.");
    assert.deepEqual(
      words.rewrites.map(({ original, rule }) => [original, rule]),
      [
        ["2030 году", "year"],
        ["15 %", "unit"],
      ],
    );
    const year = said.indexOf("тридцатому");
    assert.deepEqual(words.toOriginal(year, year + 10), { start: 2, end: 11 });
    const verb = said.indexOf("вырастет");
    assert.deepEqual(words.toOriginal(verb, verb + 8), { start: 12, end: 20 });
  });
});

describe("Russian numbers", () => {
  it("are declined", () => {
    assert.equal(cardinal("342", "gen"), "трёхсот сорока двух");
    assert.equal(cardinal("25", "pre"), "двадцати пяти");
    assert.equal(cardinal("21", "acc", "f"), "двадцать одну");
    assert.equal(ordinal("200", "pre"), "двухсотом");
    assert.equal(ordinal("40", "pre"), "сороковом");
    assert.equal(ordinal("3", "dat"), "третьему");
    assert.equal(ordinal("2003", "nom", "f"), "две тысячи третья");
    assert.equal(decimal("21", "05", "gen"), "двадцати одной целой пяти сотых");
  });

  it("begin words", () => {
    const words = ["2", "40", "100", "125", "1000"].map((digits) => compound(digits));
    assert.deepEqual(words, ["двух", "сорока", "сто", "стодвадцатипяти", "тысяче"]);
  });

  it("ask their noun for its form", () => {
    const spoon = toNoun("чайн+ ложк fг");
    assert.equal(sayCount(whole(2), spoon), "две чайные ложки");
    assert.equal(sayCount(whole(5), spoon), "пять чайных ложек");
    assert.equal(sayCount(whole(1), spoon, "acc"), "одну чайную ложку");
    const metre = toNoun("квадратн+ метр m");
    assert.equal(sayCount(whole(2), metre), "два квадратных метра");
    assert.equal(sayCount(whole(22), metre, "dat"), "двадцати двум квадратным метрам");
  });
});
