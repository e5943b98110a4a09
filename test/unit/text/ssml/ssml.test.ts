import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { ParlandoError } from "../../../../src/contract/errors.js";
import {
  fromXSampa,
  looksLikeSsml,
  markupRange,
  parseSsml,
  SSML_LIMITS,
  type SsmlSpan,
} from "../../../../src/text/ssml/index.js";

const speak = (inner: string): SsmlSpan[] => parseSsml(`<speak>${inner}</speak>`);
const only = (inner: string): SsmlSpan => {
  const spans = speak(inner);
  assert.equal(spans.length, 1, inner);
  return spans[0] as SsmlSpan;
};

test("text keeps its place in the markup", () => {
  const markup = "<speak>Hello <emphasis>big</emphasis> world</speak>";
  const spans = parseSsml(markup);
  assert.deepEqual(
    spans.map(({ text, start, end }) => [text, markup.slice(start, end)]),
    [
      ["Hello ", "Hello "],
      ["big", "big"],
      [" world", " world"],
    ],
  );
  assert.equal(spans[1]?.emphasis, "moderate");
  assert.equal(spans[2]?.emphasis, undefined);
});

test("entities, CDATA, comments and line breaks are text, and offsets see through them", () => {
  const markup = "<speak>A &amp; B\r\nC&#x1F600;<!-- no -->D<![CDATA[<b>&]]>E</speak>";
  const [span, ...others] = parseSsml(markup);
  assert.ok(span);
  assert.deepEqual(others, []);
  assert.equal(span.text, "A & B C😀D<b>&E");
  const written = (part: string): string => {
    const from = span.text.indexOf(part);
    const { start, end } = markupRange(span, from, from + part.length);
    return markup.slice(start, end);
  };
  assert.equal(written("A"), "A");
  assert.equal(written("& B"), "&amp; B");
  assert.equal(written("C"), "C");
  assert.equal(written("😀"), "&#x1F600;");
  assert.equal(written("D"), "D");
  assert.equal(written("<b>"), "<b>");
  assert.equal(written("E"), "E");
});

test("any text, escaped, comes back, every character from its own place", () => {
  const character = fc.oneof(
    fc.constantFrom("&", "<", ">", "a", "б", "😀", " ", "\u0301"),
    fc
      .string({ unit: "binary", minLength: 1, maxLength: 1 })
      .filter((c) => /^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(c)),
  );
  const escape = (c: string): string => ({ "&": "&amp;", "<": "&lt;", ">": "&#62;" })[c] ?? c;
  fc.assert(
    fc.property(fc.array(character), (characters) => {
      const markup = `<speak>x${characters.map(escape).join("")}</speak>`;
      const span = parseSsml(markup)[0] as SsmlSpan;
      assert.equal(span.text, `x${characters.join("")}`);
      let at = 1;
      for (const c of characters) {
        const { start, end } = markupRange(span, at, at + c.length);
        assert.equal(markup.slice(start, end), escape(c));
        at += c.length;
      }
    }),
  );
});

const MANNERS: readonly (readonly [string, number, number, number])[] = [
  ['<prosody rate="slow">x</prosody>', 0.75, 1, 1],
  ['<prosody rate="120%">x</prosody>', 1.2, 1, 1],
  ['<prosody rate="+20%">x</prosody>', 1.2, 1, 1],
  ['<prosody rate="-50%">x</prosody>', 0.5, 1, 1],
  ['<prosody rate="1.5">x</prosody>', 1.5, 1, 1],
  ['<prosody pitch="+12st">x</prosody>', 1, 2, 1],
  ['<prosody pitch="high">x</prosody>', 1, 1.2, 1],
  ['<prosody volume="50">x</prosody>', 1, 1, 0.5],
  ['<prosody volume="+6dB">x</prosody>', 1, 1, 2],
  ['<prosody volume="silent">x</prosody>', 1, 1, 0],
  ['<prosody rate="2"><prosody rate="0.5" pitch="+10%">x</prosody></prosody>', 1, 1.1, 1],
  ['<prosody rate="2"><prosody rate="4">x</prosody></prosody>', 4, 1, 1],
  ['<prosody contour="(0%,+20Hz)">x</prosody>', 1, 1, 1],
  ['<emphasis level="strong">x</emphasis>', 0.9, 1.08, 1.25],
  ['<emphasis level="none">x</emphasis>', 1, 1, 1],
];

for (const [inner, speed, pitch, volume] of MANNERS) {
  test(`manner of ${inner}`, () => {
    const { manner } = only(inner);
    const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 0.01, `${a} is not ${b}`);
    near(manner.speed, speed);
    near(manner.pitch, pitch);
    near(manner.volume, volume);
  });
}

test("pauses add up and stand before what follows, or at the end", () => {
  const spans = speak(
    'a<break time="500ms"/><break time="1.5s"/>b<break/>c<break strength="none"/>d<break strength="strong"/>',
  );
  assert.deepEqual(
    spans.map(({ text, pauseBeforeMs }) => [text, pauseBeforeMs]),
    [
      ["a", 0],
      ["b", 2000],
      ["cd", 500],
      ["", 800],
    ].map(([text, ms]) => [text, ms]),
  );
});

test("paragraphs and sentences begin anew, and white space between them is not text", () => {
  const spans = speak("\n <p><s>One</s> <s>Two</s></p>\n <p>Three</p> four\n");
  assert.deepEqual(
    spans.map(({ text, begins }) => [text, begins]),
    [
      ["One", undefined],
      ["Two", "sentence"],
      ["Three", "paragraph"],
      [" four ", "paragraph"],
    ],
  );
});

test("say-as, sub, phoneme, voice, lang and mark say what they say", () => {
  const sayAs = only('<say-as interpret-as="date" format="dmy">1.2.2024</say-as>');
  assert.deepEqual([sayAs.text, sayAs.sayAs], ["1.2.2024", { interpretAs: "date", format: "dmy" }]);
  assert.equal(only('<say-as interpret-as="number">5</say-as>').sayAs?.interpretAs, "cardinal");
  assert.equal(only('<say-as interpret-as="name">Al</say-as>').sayAs, undefined);

  const markup = '<speak><sub alias="World Wide Web">W<w>W</w>W</sub></speak>';
  const [sub] = parseSsml(markup);
  assert.ok(sub);
  assert.equal(sub.text, "World Wide Web");
  assert.deepEqual(markupRange(sub, 6, 10), { start: sub.start, end: sub.end });
  assert.equal(markup.slice(sub.start, sub.end), "W<w>W</w>W");

  assert.equal(only('<phoneme ph="təˈmeɪtoʊ">tomato</phoneme>').phonemes, "təˈmeɪtoʊ");
  assert.equal(only('<phoneme alphabet="x-sampa" ph="t@&quot;meIt@U">tomato</phoneme>').phonemes, "təˈmeɪtəʊ");
  assert.deepEqual([only('<phoneme ph="a"/>').text, only('<phoneme ph="a"/>').phonemes], ["", "a"]);

  assert.deepEqual(only('<voice name="joe" gender="male" xml:lang="en-GB">x</voice>').voice, {
    name: "joe",
    gender: "male",
  });
  assert.equal(only('<voice name="joe" xml:lang="en-GB">x</voice>').language, "en-GB");
  assert.deepEqual(
    speak('a <lang xml:lang="de">b</lang> c').map(({ language }) => language),
    [undefined, "de", undefined],
  );
  assert.deepEqual(
    speak('<mark name="m"/>a<mark name="n"/><mark name="o"/>b<mark name="p"/>').map(({ text, marks }) => [text, marks]),
    [
      ["a", ["m"]],
      ["b", ["n", "o"]],
      ["", ["p"]],
    ],
  );
  assert.deepEqual(speak("<metadata>x</metadata>"), []);
});

const WRONG: readonly (readonly [string, RegExp])[] = [
  ["<speak>a & b</speak>", /line 1, column 10: a bare & is not allowed; write &amp;/],
  ["<speak>\n<p>a</speak>", /line 2, column 12: unexpected close tag/],
  ["<speak>\n  <blink>a</blink></speak>", /line 2, column 9: unknown element <blink>; known are speak, p, s, break/],
  ["<p>a</p>", /outermost element must be <speak>, not <p>/],
  ["hello", /column 6: text data outside of root node/],
  ["", /must contain a root element/],
  ["<speak>", /unclosed tag: speak/],
  ["<!DOCTYPE speak [<!ENTITY x 'y'>]><speak>&x;</speak>", /a DOCTYPE is not allowed/],
  ["<speak>&nbsp;</speak>", /undefined entity/],
  ['<speak><break time="soon"/></speak>', /<break time="soon">: use a time such as 500ms/],
  ['<speak><break time="2000s"/></speak>', /longer than the limit of 60000 ms/],
  ['<speak><prosody rate="quick">a</prosody></speak>', /<prosody rate="quick">: use x-slow/],
  ['<speak><prosody pitch="+20Hz">a</prosody></speak>', /semitones/],
  ['<speak><prosody rate="0">a</prosody></speak>', /<prosody rate="0">/],
  ['<speak><say-as interpret-as="poem">a</say-as></speak>', /<say-as interpret-as="poem">: use cardinal/],
  ["<speak><say-as>a</say-as></speak>", /<say-as> needs the attribute interpret-as/],
  ["<speak><sub>a</sub></speak>", /<sub> needs the attribute alias/],
  ["<speak><mark/></speak>", /<mark> needs the attribute name/],
  ['<speak><phoneme alphabet="sapi" ph="a">a</phoneme></speak>', /use ipa or x-sampa/],
  ["<speak><constructor/></speak>", /unknown element <constructor>/],
  [`<speak>${"<p>".repeat(32)}`, /<p> lies in 32 others; the limit is 32/],
];

for (const [markup, message] of WRONG) {
  test(`refuses ${markup.slice(0, 60)}`, () => {
    assert.throws(
      () => parseSsml(markup),
      (error) => error instanceof ParlandoError && error.code === "invalid_request" && message.test(error.message),
    );
  });
}

test("too much markup is refused before it is read", () => {
  assert.throws(
    () => parseSsml("<speak>", { ...SSML_LIMITS, maxCharacters: 3 }),
    (error) => error instanceof ParlandoError && error.code === "text_too_long",
  );
});

test("whatever is parsed, it is spans or a ParlandoError", () => {
  const part = fc.constantFrom(
    "<speak>",
    "</speak>",
    "<p>",
    "</p>",
    "a",
    "&amp;",
    "&",
    "<",
    "<sub alias='b'>",
    "</sub>",
    "<break/>",
    "<!-- -->",
    "]]>",
    '"',
    " ",
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      try {
        const markup = parts.join("");
        for (const span of parseSsml(markup)) assert.ok(span.start <= span.end && span.end <= markup.length);
      } catch (error) {
        assert.ok(error instanceof ParlandoError, String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

test("only what opens with <speak> looks like SSML", () => {
  for (const yes of [
    "<speak>a</speak>",
    '<?xml version="1.0"?>\n<speak version="1.1">',
    "  <speak/>",
    "<!-- c --><speak>",
  ]) {
    assert.ok(looksLikeSsml(yes), yes);
  }
  for (const no of ["a <speak>", "<speaker>", "1 < 2", "", "<b>speak</b>"]) assert.ok(!looksLikeSsml(no), no);
});

test("X-SAMPA is read longest sign first", () => {
  assert.equal(fromXSampa('"hE.l@U'), "ˈhɛ.ləʊ");
  assert.equal(fromXSampa("r\\r\\`t_h"), "ɹɻtʰ");
});
