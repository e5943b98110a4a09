import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { joined, sourceRange } from "../../../../src/text/lexicon/index.js";
import { MARKDOWN_OPTIONS, MarkdownReader, readMarkdown } from "../../../../src/text/markdown/index.js";
import { segmentText } from "../../../../src/text/segment/index.js";

const TABLE: readonly (readonly [string, string])[] = [
  ["plain text, 5 * 3 = 15, snake_case_name, 2**3", "plain text, 5 * 3 = 15, snake_case_name, 2**3"],
  ["**bold** and *it* and ***both*** and ~~gone~~", "bold and it and both and gone"],
  ["__bold__ and _it_", "bold and it"],
  ["un**bold**ed, “**x**”", "unbolded, “x”"],
  ["# Title #\n## Sub\nText", "Title\nSub\nText"],
  ["#hashtag and C# stay", "#hashtag and C# stay"],
  ["- one\n* two\n+ three\n  - four\n1. five\n- [x] six", "one\ntwo\nthree\nfour\n1. five\nsix"],
  ["-5 degrees", "-5 degrees"],
  ["> quote\n> > deep", "quote\ndeep"],
  ['See [the *docs*](http://a.b/c(d) "t") now', "See the docs now"],
  ["![a cat](cat.png) and [![alt](i.png)](u)", "a cat and alt"],
  ["[text][ref] and [ref]\n\n[ref]: http://a.b", "text and [ref]\n\n"],
  ["note[^1] end", "note end"],
  ["run `rm *x*` or ``a`b``", "run rm *x* or ab"],
  ["one\n\n---\n\ntwo\n===\nthree", "one\n\n\n\ntwo\n\nthree"],
  ["| a | b |\n|---|:-:|\n| 1 | 2 |", "a, b\n\n1, 2"],
  ["a | b", "a | b"],
  ["before\n```js\nlet a = 1;\n```\nafter", "before\n\n\n\nafter"],
  ["~~~\ncode\n```\n~~~\nafter", "\n\n\n\nafter"],
  ["a <b>bold</b><br/> 1 < 2 <https://x.y> <!-- c -->", "a bold 1 < 2 https://x.y "],
  ["AT&amp;T &lt;3 R&D", "AT&T <3 R&D"],
  ["\\*not\\* 5\\_6", "*not* 5_6"],
  ["line\r\n# next\r\n", "line\r\nnext\r\n"],
  ["[docs](/docs/)", "docs"],
  ["", ""],
];

for (const [text, expected] of TABLE) {
  test(`reads ${JSON.stringify(text).slice(0, 60)}`, () => assert.equal(joined(readMarkdown(text)), expected));
}

test("code is read when asked for", () => {
  const text = "a\n```js\nlet *b* = 1;\n```\nc";
  assert.equal(joined(readMarkdown(text, { ...MARKDOWN_OPTIONS, code: "read" })), "a\n\nlet *b* = 1;\n\nc");
});

test("sounds are left for the lexicon when asked for", () => {
  const text = "[a](/b/) [[c]] [d](e)";
  assert.equal(joined(readMarkdown(text, { ...MARKDOWN_OPTIONS, hasSounds: true })), "[a](/b/) [[c]] d");
  assert.equal(joined(readMarkdown(text)), "a [[c]] d");
});

test("a text read segment by segment is the text read at once", () => {
  const text =
    "# Title\n\n**One is. Two is.** See [a link](http://x.y/z). `A b.` Next.\n```\ncode. Code\n\nmore\n```\n- item. Done\n";
  const reader = new MarkdownReader();
  const parts = segmentText(text, { maxCharacters: 400 }).map((part) => joined(reader.read(part.text)));
  assert.ok(parts.length > 5);
  assert.equal(parts.join(""), joined(readMarkdown(text)));
  assert.ok(!parts.join("").includes("code"));
});

test("what is kept is where its offsets say, in order, for any text", () => {
  const part = fc.constantFrom(
    "**",
    "*",
    "_",
    "a",
    "б",
    " ",
    "\n",
    "\r\n",
    "`",
    "```",
    "[",
    "]",
    "(u)",
    "![",
    "|",
    "# ",
    "> ",
    "- ",
    "<b>",
    "&amp;",
    "\\",
    "😀",
    "\ud83d",
    "---",
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join("");
      let at = 0;
      for (const piece of readMarkdown(text)) {
        assert.ok(piece.start >= at && piece.end > piece.start);
        if (!piece.isReplaced) assert.equal(piece.text, text.slice(piece.start, piece.end));
        at = piece.end;
      }
      assert.ok(at <= text.length);
      const letters = (value: string): string => value.replace(/[^бa]/g, "");
      if (!/[`<&[~(]|\]/.test(text))
        assert.equal(letters(joined(readMarkdown(text))), letters(text), "no word is lost");
    }),
    { numRuns: 2000 },
  );
});

test("a part of what is read leads back to its source", () => {
  const text = "# The **big** &amp; [small](http://x.y) cat";
  const pieces = readMarkdown(text);
  const spoken = joined(pieces);
  assert.equal(spoken, "The big & small cat");
  const source = (part: string): string => {
    const from = spoken.indexOf(part);
    const { start, end } = sourceRange(pieces, from, from + part.length);
    return text.slice(start, end);
  };
  assert.equal(source("The"), "The");
  assert.equal(source("big"), "big");
  assert.equal(source("&"), "&amp;");
  assert.equal(source("small"), "small");
  assert.equal(source("big & small"), "big** &amp; [small");
  assert.equal(source("cat"), "cat");
  assert.deepEqual(sourceRange(pieces, spoken.length, spoken.length), { start: text.length, end: text.length });
});

/** Half a million marks: with a pattern that looks too far ahead, this would run for minutes. */
for (const filler of [
  "*",
  "[",
  "](",
  "`",
  "``a",
  "<a",
  "![",
  "|",
  "((",
  "\\",
  "_a",
  "> ",
  "[a](",
  "- - ",
  "[^",
  "<!--",
  "  ",
  "~~~",
]) {
  test(`a long line of ${filler} is read`, () => {
    const run = filler.repeat(Math.ceil(500_000 / filler.length));
    for (const text of [`a ${run} b`, `# ${run} b`, `| ${run} b`, run]) {
      const pieces = readMarkdown(text);
      assert.ok(joined(pieces).length <= text.length * 2);
    }
  });
}
