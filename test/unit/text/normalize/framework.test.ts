import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { normalize } from "../../../../src/text/normalize/index.js";
import { numberWords } from "../../../../src/text/normalize/numbers/index.js";
import { findRewrites, toPieces } from "../../../../src/text/normalize/rewrite.js";
import type { Rule } from "../../../../src/text/normalize/types.js";

describe("number words", () => {
  const cases: readonly (readonly [string, string | number, string, string])[] = [
    ["en", 1999, "%spellout-numbering-year", "nineteen ninety-nine"],
    ["en", "-12.50", "%spellout-numbering", "minus twelve point five zero"],
    ["en", 1234, "%spellout-cardinal-verbose", "one thousand two hundred and thirty-four"],
    ["en", 120, "%spellout-ordinal", "one hundred twentieth"],
    ["ru", "3.14", "%spellout-cardinal-masculine", "три целых четырнадцать сотых"],
    ["ru", 234, "%spellout-cardinal-masculine-genitive", "двухсот тридцати четырех"],
    ["ru", 2000, "%spellout-ordinal-masculine", "двухтысячный"],
    ["ru", 2024, "%spellout-ordinal-masculine-prepositional", "две тысячи двадцать четвертом"],
    ["es", "3,5", "%spellout-numbering", "tres coma cinco"],
    ["es", 621, "%spellout-cardinal-feminine", "seiscientas veintiuna"],
    ["de", 1921, "%spellout-numbering-year", "neunzehnhunderteinundzwanzig"],
    ["fr", 2280, "%spellout-numbering", "deux mille deux cent quatre-vingts"],
    ["it", 28, "%spellout-cardinal-masculine", "ventotto"],
    ["pt", 1100, "%spellout-numbering", "mil e cem"],
    ["en", "1000000000000000000000", "%spellout-numbering", "1000000000000000000000"],
  ];
  for (const [language, value, set, spoken] of cases) {
    it(`${language} ${value} by ${set} is "${spoken}"`, () => {
      assert.equal(numberWords(language).spell(value, set), spoken);
    });
  }
  it("refuses what is no number and no rule set", () => {
    assert.throws(() => numberWords("en").spell("1e5"), RangeError);
    assert.throws(() => numberWords("en").spell(1, "%none"), RangeError);
  });
});

describe("rules and their rewrites", () => {
  const digits: Rule = { name: "digits", pattern: /\d{1,9}/gu, say: ({ match }) => `<${match}>` };
  const kept: Rule = { name: "kept", pattern: /no\d/gu, say: ({ match }) => match };

  it("an earlier rule holds what it took, even as it stands", () => {
    const found = findRewrites("no1 2", [kept, digits], "en");
    assert.deepEqual(
      found.map(({ start, end, original, spoken, rule }) => [start, end, original, spoken, rule]),
      [[4, 5, "2", "<2>", "digits"]],
    );
  });

  it("words never run together with what stands beside them", () => {
    const word: Rule = { name: "word", pattern: /\d/gu, say: () => "one" };
    const pieces = toPieces("a1b 1, 11", findRewrites("a1b 1, 11", [word], "en"));
    assert.equal(pieces.map(({ text }) => text).join(""), "a one b one, one one");
  });

  it("a span of the words leads back to what was written", () => {
    const words = normalize("Take 12 of 5 now", "en");
    assert.equal(words.text, "Take twelve of five now");
    const at = words.text.indexOf("twelve");
    assert.deepEqual(words.toOriginal(at, at + 6), { start: 5, end: 7 });
    assert.deepEqual(words.toOriginal(at + 2, at + 3), { start: 5, end: 7 });
    const now = words.text.indexOf("now");
    assert.deepEqual(words.toOriginal(now, now + 3), { start: 13, end: 16 });
  });

  it("leaves other languages alone", () => {
    const { text, rewrites } = normalize("Mae 12 yma", "cy");
    assert.equal(text, "Mae 12 yma");
    assert.deepEqual(rewrites, []);
  });
});
