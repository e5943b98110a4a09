import assert from "node:assert/strict";
import { test } from "node:test";
import { toSrt, toVtt } from "../../../src/captions/index.js";

const SEGMENTS = [
  { text: " Hello\n there. ", startMs: 0, endMs: 1234.4 },
  { text: "a < b & c --> d", startMs: 3_599_999.6, endMs: 3_661_001 },
];

test("SubRip: numbered cues, comma before the milliseconds, no blank line inside a cue", () => {
  assert.equal(
    toSrt(SEGMENTS),
    "1\n00:00:00,000 --> 00:00:01,234\nHello there.\n\n2\n01:00:00,000 --> 01:01:01,001\na < b & c --> d\n\n",
  );
});

test("WebVTT: header, point before the milliseconds, markup escaped", () => {
  assert.equal(
    toVtt(SEGMENTS),
    "WEBVTT\n\n00:00:00.000 --> 00:00:01.234\nHello there.\n\n01:00:00.000 --> 01:01:01.001\na &lt; b &amp; c --&gt; d\n\n",
  );
});

test("nothing heard: an empty SubRip file, a WebVTT file of its header", () => {
  assert.equal(toSrt([]), "");
  assert.equal(toVtt([]), "WEBVTT\n\n");
});
