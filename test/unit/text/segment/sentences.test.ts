import assert from "node:assert/strict";
import { test } from "node:test";
import { segmentText } from "../../../../src/text/segment/index.js";
import { LONG_SENTENCES, SENTENCES } from "./sentences.data.js";

for (const [language, marked] of SENTENCES) {
  test(`sentences (${language || "unknown"}): ${marked.slice(0, 50)}`, () => {
    const text = marked.replaceAll("|", "").replaceAll("\u0001", "|");
    const parts = segmentText(text, { maxCharacters: 400, ...(language === "" ? {} : { language }) });
    const seen = parts.map((part) => part.text.replaceAll("|", "\u0001")).join("|");
    assert.equal(seen, marked);
  });
}

for (const marked of LONG_SENTENCES) {
  test(`an over-long sentence: ${marked.slice(0, 50)}`, () => {
    const parts = segmentText(marked.replaceAll("|", ""), { maxCharacters: 60 });
    assert.equal(parts.map((part) => part.text).join("|"), marked);
  });
}

test("the first segment ends at a clause when it is long enough, the others do not", () => {
  const text = "Well, to be honest, I do not know, but it may be so, or not. One, two, three, four, five, six.";
  const parts = segmentText(text, { maxCharacters: 400, firstClauseCharacters: 15 });
  assert.deepEqual(
    parts.map((part) => [part.text, part.endsBy]),
    [
      ["Well, to be honest, ", "clause"],
      ["I do not know, but it may be so, or not. ", "sentence"],
      ["One, two, three, four, five, six.", "end"],
    ],
  );
});

test("an end tells a paragraph from a sentence", () => {
  const parts = segmentText("One. Two\n\nThree", { maxCharacters: 400 });
  assert.deepEqual(
    parts.map((part) => part.endsBy),
    ["sentence", "paragraph", "end"],
  );
});

test("a limit too small to cut well is refused", () => {
  assert.throws(() => segmentText("a", { maxCharacters: 5 }), /integer >= 16, got 5/);
});
