import assert from "node:assert/strict";
import { test } from "node:test";
import { ParlandoError } from "../../../../src/contract/errors.js";
import { FORMATS, formatById } from "../../../../src/audio/formats/index.js";

test("the content types are those that OpenAI's clients know", () => {
  const types = Object.fromEntries(FORMATS.map((format) => [format.id, format.contentType]));
  const expected = {
    mp3: "audio/mpeg",
    opus: "audio/opus",
    aac: "audio/aac",
    flac: "audio/flac",
    wav: "audio/wav",
    pcm: "audio/pcm",
  };
  assert.deepEqual({ ...types, ...expected }, types);
});

test("an unknown format is refused with the field, the nearest name and the list", () => {
  assert.throws(
    () => formatById("mp4", "response_format"),
    (error) =>
      error instanceof ParlandoError &&
      error.code === "unsupported_format" &&
      error.field === "response_format" &&
      error.message.includes('Did you mean "mp3"?') &&
      FORMATS.every((format) => error.message.includes(format.id)),
  );
});

test("each format gives the rate it carries", () => {
  const rates = (id: string): number[] =>
    [8000, 11_025, 22_050, 24_000, 44_100, 96_000].map((hz) => formatById(id).rateFor(hz));
  assert.deepEqual(rates("wav"), [8000, 11_025, 22_050, 24_000, 44_100, 96_000]);
  assert.deepEqual(rates("pcm"), [8000, 11_025, 22_050, 24_000, 44_100, 96_000]);
  assert.deepEqual(rates("mp3"), [8000, 11_025, 22_050, 24_000, 44_100, 48_000]);
  assert.deepEqual(rates("opus"), [8000, 12_000, 24_000, 24_000, 48_000, 48_000]);
  assert.deepEqual(rates("aac"), [8000, 11_025, 22_050, 24_000, 44_100, 96_000]);
  assert.deepEqual(rates("flac"), [8000, 16_000, 22_050, 24_000, 44_100, 96_000]);
  assert.deepEqual(rates("ulaw"), [8000, 8000, 8000, 8000, 8000, 8000]);
});

test("a rate that cannot be is refused, naming sample_rate", () => {
  for (const format of FORMATS) {
    for (const rate of [0, 100, 22_050.5, 1e6, Number.NaN]) {
      assert.throws(
        () => format.rateFor(rate),
        (error) => error instanceof ParlandoError && error.code === "invalid_request" && error.field === "sample_rate",
        `${format.id} at ${rate}`,
      );
    }
  }
});
