import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../../../src/async/iterate.js";
import { ParlandoError } from "../../../../../src/contract/errors.js";
import { decodeAudio } from "../../../../../src/audio/formats/decode/index.js";
import { id3Length, sniff } from "../../../../../src/audio/formats/decode/sniff.js";

function latin(text: string, length = text.length): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.set(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  return bytes;
}

const MISTAKES: readonly (readonly [string, Uint8Array, string])[] = [
  ["nothing", new Uint8Array(0), "empty"],
  ["a PNG", latin("\x89PNG\r\n\x1a\n", 900), "PNG image"],
  ["a JPEG", latin("\xff\xd8\xff\xe0", 900), "JPEG image"],
  ["a PDF", latin("%PDF-1.7\n", 900), "PDF document"],
  ["a ZIP", latin("PK\x03\x04", 900), "ZIP archive"],
  ["a WebP", latin("RIFF\x10\x00\x00\x00WEBPVP8 ", 900), "WebP image"],
  ["an HTML page", latin("<!DOCTYPE html><html><body>Not found"), "HTML page"],
  ["JSON", latin('{"error": "not found"}'), "JSON"],
  ["text", latin("Hello, please transcribe me."), "plain text"],
  ["base64", latin("UklGRiQAAABXQVZFZm10IBAAAAABAAEAgLsAAAB3AQACABAAZGF0YQAAAAAAAAAAAAAA"), "base64"],
  ["Speex", latin("OggS\0\x02" + "\0".repeat(20) + "\x01\x50Speex   1.2", 200), "Ogg Speex"],
  ["zeros", new Uint8Array(20_000), "no audio format known here"],
  // A linear congruential generator: the same junk each time, with sync bits in it.
  [
    "junk",
    Uint8Array.from({ length: 20_000 }, (_, i) => ((i * 1_103_515_245 + 12_345) >>> 7) & 0xff),
    "no audio format",
  ],
  ["UTF-16 text", latin("\xff\xfeH\0e\0l\0l\0o\0 \0w\0o\0r\0l\0d\0"), "no audio format"],
];

for (const [name, bytes, words] of MISTAKES) {
  test(`${name} is refused, saying what it is`, async () => {
    for (const size of [1, 5000]) {
      const parts: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; at += size) parts.push(bytes.slice(at, at + size));
      await assert.rejects(
        collect(decodeAudio(streamOf(parts), new AbortController().signal)),
        (error) => error instanceof ParlandoError && error.code === "invalid_audio" && error.message.includes(words),
      );
    }
  });
}

test("a known signature is enough, long before all bytes to look at are there", () => {
  assert.deepEqual(sniff(latin("RIFF\xff\xff\xff\xffWAVEfmt "), false), { kind: "wav" });
  assert.deepEqual(sniff(latin("\x1a\x45\xdf\xa3"), false), { kind: "webm" });
  assert.deepEqual(sniff(latin("\0\0\0\x20ftypM4A "), false), { kind: "mp4" });
  assert.equal(sniff(latin("\0\0\0\0"), false), undefined);
});

test("MPEG frames are found by their successor, also behind junk", () => {
  // MPEG-1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes a frame. ADTS: the length is in the header.
  const frames = new Uint8Array(2000);
  for (const at of [33, 33 + 417, 33 + 834]) frames.set([0xff, 0xfb, 0x90, 0x64], at);
  assert.deepEqual(sniff(frames, false), { kind: "mp3" });
  assert.equal(sniff(frames.subarray(0, 400), false), undefined);
  const adts = new Uint8Array(300);
  for (const at of [0, 100, 200]) adts.set([0xff, 0xf1, 0x58, 0x40, 0x0c, 0x9f, 0xfc], at);
  assert.deepEqual(sniff(adts, false), { kind: "aac" });
});

test("the length of an ID3 tag counts seven bits a byte, its header and its footer", () => {
  assert.equal(id3Length(latin("ID3\x04\x00\x00\x00\x00\x02\x01")), 10 + 257);
  assert.equal(id3Length(latin("ID3\x04\x00\x10\x00\x00\x02\x01")), 20 + 257);
  assert.equal(id3Length(latin("RIFF\x00\x00\x00\x00WAVE")), 0);
});
