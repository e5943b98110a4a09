import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { ParlandoError } from "../../../../src/contract/errors.js";
import { applyLexicon, entriesOf, Lexicon, type LexiconEntry, parsePls } from "../../../../src/text/lexicon/index.js";

/** The pieces as `text` or `text=ipa`, joined by bars. */
function said(text: string, entries: readonly LexiconEntry[], inline = false): string {
  return applyLexicon(text, entries, { inline })
    .map((piece) => (piece.ipa === undefined ? piece.text : `${piece.text}=${piece.ipa}`))
    .join("|");
}

const ENTRIES: LexiconEntry[] = [
  { written: "nginx", spoken: "engine x" },
  { written: "New York", ipa: "njuː jɔːk" },
  { written: "New York Times", spoken: "the Times" },
  { written: "US", spoken: "U S", matchCase: true },
  { written: "tomato", ipa: "təˈmɑːtəʊ" },
  { written: "Ель", spoken: "ёлка" },
  { written: "北京", spoken: "běijīng" },
  { written: "C++", spoken: "C plus plus" },
  { written: ".NET", spoken: "dot net" },
  { written: "café", spoken: "kaffay" },
];

const TABLE: readonly (readonly [string, string])[] = [
  ["Use NGINX now.", "Use |engine x| now."],
  ["nginxes and anginx", "nginxes and anginx"],
  ["nginx", "engine x"],
  ["a New York minute, the New York Times", "a |New York=njuː jɔːk| minute, the |the Times"],
  ["New Yorkers", "New Yorkers"],
  ["tell us about the US", "tell us about the |U S"],
  ["TOMATO's", "TOMATO=təˈmɑːtəʊ|'s"],
  ["ель, Ельцин", "ёлка|, Ельцин"],
  ["我在北京住", "我在|běijīng|住"],
  ["I write C++, not C", "I write |C plus plus|, not C"],
  ["a .NET app, ASP.NET", "a |dot net| app, ASP|dot net"],
  ["cafe\u0301, CAFÉ", "kaffay|, |kaffay"],
  ["tomato\u0301", "tomato\u0301"],
  ["nothing here", "nothing here"],
  ["", ""],
];

for (const [text, expected] of TABLE) {
  test(`lexicon: ${text}`, () => assert.equal(said(text, ENTRIES), expected));
}

test("of equal words the later entry counts, and the one in the same letters before both", () => {
  const profile = { written: "polish", spoken: "shine" };
  assert.equal(said("polish", [profile, { written: "polish", spoken: "mine" }]), "mine");
  const nation = { written: "Polish", spoken: "pole-ish", matchCase: true };
  assert.equal(said("Polish polish POLISH", [nation, profile]), "pole-ish| |shine| |shine");
});

test("sounds written into the text count only when they are asked for", () => {
  const text = "Say [tomato](/təˈmeɪtoʊ/) or [[ləʊ]], see [docs](http://x.y/z).";
  assert.equal(said(text, []), text);
  assert.equal(said(text, [], true), "Say |tomato=təˈmeɪtoʊ| or |=ləʊ|, see [docs](http://x.y/z).");
  assert.equal(said("[US](/ʌs/) US", ENTRIES, true), "US=ʌs| |U S");
});

test("pieces cover any text, and what is not replaced is what stood there", () => {
  const text = fc
    .array(
      fc.constantFrom(
        "nginx",
        " ",
        "New York",
        "Times",
        "us",
        "US",
        "北京",
        "[[a]]",
        "[x](/y/)",
        "[",
        "😀",
        "\u0301",
        "\ud83d",
      ),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (value) => {
      let at = 0;
      for (const piece of applyLexicon(value, ENTRIES, { inline: true })) {
        assert.equal(piece.start, at);
        assert.ok(piece.end > piece.start);
        if (!piece.isReplaced) assert.equal(piece.text, value.slice(piece.start, piece.end));
        at = piece.end;
      }
      assert.equal(at, value.length);
    }),
    { numRuns: 1000 },
  );
});

test("a table of words is read as spellings, and as IPA between slashes", () => {
  assert.deepEqual(entriesOf({ GIF: "jif", tomato: "/təˈmɑːtəʊ/" }), [
    { written: "GIF", spoken: "jif" },
    { written: "tomato", ipa: "təˈmɑːtəʊ" },
  ]);
});

test("an entry that cannot work is refused", () => {
  for (const entry of [{ written: " ", spoken: "a" }, { written: "a" }, { written: "a".repeat(201), ipa: "a" }]) {
    assert.throws(
      () => new Lexicon([entry]),
      (error) => error instanceof ParlandoError && error.code === "invalid_request",
    );
  }
});

const PLS = `<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en-US">
  <meta name="author" content="x"/>
  <lexeme><grapheme>colour</grapheme><grapheme>color</grapheme><phoneme>ˈkʌlɚ</phoneme></lexeme>
  <lexeme><grapheme>W3C</grapheme><alias>World Wide Web Consortium</alias></lexeme>
  <lexeme><grapheme>lead</grapheme><phoneme>liːd</phoneme><phoneme prefer="true">lɛd</phoneme></lexeme>
  <lexeme><grapheme>cat &amp; co</grapheme><phoneme alphabet="x-sampa">k{t</phoneme></lexeme>
</lexicon>`;

test("a PLS document gives its entries", () => {
  const { language, entries } = parsePls(PLS);
  assert.equal(language, "en-US");
  assert.deepEqual(
    entries.map(({ written, ipa, spoken }) => [written, ipa ?? spoken]),
    [
      ["colour", "ˈkʌlɚ"],
      ["color", "ˈkʌlɚ"],
      ["W3C", "World Wide Web Consortium"],
      ["lead", "lɛd"],
      ["cat & co", "kæt"],
    ],
  );
  assert.equal(said("My colour, Color; W3C", entries), "My |colour=ˈkʌlɚ|, Color; |World Wide Web Consortium");
});

for (const [xml, message] of [
  ["<speak/>", /line 1, column 8: the outermost element must be <lexicon>, not <speak>/],
  ["<lexicon>\n<lexeme/></lexicon>", /line 2, column 9: a <lexeme> has no <grapheme>/],
  ["<lexicon><lexeme><grapheme>a</grapheme></lexeme></lexicon>", /neither <phoneme> nor <alias>/],
  [
    '<lexicon alphabet="sapi"><lexeme><grapheme>a</grapheme><phoneme>b</phoneme></lexeme></lexicon>',
    /use ipa or x-sampa/,
  ],
  ["<!DOCTYPE x><lexicon/>", /DOCTYPE/],
  ["<lexicon>", /unclosed tag/],
  ["<lexicon><a><b><c><d>", /too deep/],
] as const) {
  test(`refuses the lexicon ${xml.slice(0, 40)}`, () => {
    assert.throws(
      () => parsePls(xml),
      (error) => error instanceof ParlandoError && error.code === "invalid_request" && message.test(error.message),
    );
  });
}
