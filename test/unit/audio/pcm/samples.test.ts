import assert from "node:assert/strict";
import { test } from "node:test";
import { fromInt16Array, fromS16le, toInt16, toInt16Array, toS16le } from "../../../../src/audio/pcm/int16.js";
import { interleavedToMono, toMono } from "../../../../src/audio/pcm/mono.js";
import { fromAlaw, fromUlaw, toUlaw } from "../../../../src/audio/pcm/ulaw.js";
import { applyGain } from "../../../../src/audio/pcm/gain.js";

test("16-bit samples are rounded to nearest and clipped at both ends", () => {
  const cases: [number, number][] = [
    [0, 0],
    [1, 32_767],
    [-1, -32_768],
    [7, 32_767],
    [-7, -32_768],
    [0.5 / 32_768, 1],
    [0.49 / 32_768, 0],
    [-0.51 / 32_768, -1],
    [Infinity, 32_767],
    [-Infinity, -32_768],
    [Number.NaN, 0],
  ];
  for (const [sample, expected] of cases) assert.equal(toInt16(sample), expected, `${sample}`);
});

test("every 16-bit value survives the way to float and back, as bytes and as integers", () => {
  const all = Int16Array.from({ length: 65_536 }, (_, i) => i - 32_768);
  const samples = fromInt16Array(all);
  assert.deepEqual(toInt16Array(samples), all);
  assert.deepEqual(fromS16le(toS16le(samples)), samples);
  assert.deepEqual([...toS16le(Float32Array.of(-2 / 32_768, 258 / 32_768))], [0xfe, 0xff, 0x02, 0x01]);
  assert.equal(fromS16le(new Uint8Array(5)).length, 2);
});

test("mu-law and A-law give the values of G.711's tables", () => {
  // Bytes and 16-bit values from ITU-T G.711, table 2a and 1a, both halves, scaled to 16 bits.
  const ulaw = { 0x00: -32_124, 0x80: 32_124, 0x7f: 0, 0xff: 0, 0x8f: 16_764, 0xf0: 120, 0xe0: 372, 0x70: -120 };
  for (const [byte, value] of Object.entries(ulaw)) {
    assert.equal(fromUlaw(Uint8Array.of(Number(byte)))[0]! * 32_768, value, `mu-law ${byte}`);
  }
  const alaw = { 0xd5: 8, 0x55: -8, 0xaa: 32_256, 0x2a: -32_256, 0x80: 5504, 0xc5: 264 };
  for (const [byte, value] of Object.entries(alaw)) {
    assert.equal(fromAlaw(Uint8Array.of(Number(byte)))[0]! * 32_768, value, `A-law ${byte}`);
  }
});

test("every mu-law byte survives the round trip (two zeros are one)", () => {
  for (let byte = 0; byte < 256; byte++) {
    const [again] = toUlaw(fromUlaw(Uint8Array.of(byte)));
    assert.equal(again, byte === 0x7f ? 0xff : byte);
  }
});

test("mu-law chooses the nearest code, within half of its step, for every 16-bit value", () => {
  const values = fromUlaw(Uint8Array.from({ length: 256 }, (_, i) => i));
  for (let integer = -32_768; integer < 32_768; integer += 7) {
    const sample = integer / 32_768;
    const chosen = Math.abs(fromUlaw(toUlaw(Float32Array.of(sample)))[0]! - sample);
    const nearest = values.reduce((least, value) => Math.min(least, Math.abs(value - sample)), 2);
    assert.ok(chosen - nearest < 1e-4 || chosen / Math.abs(sample) < 0.036, `${integer}: off by ${chosen * 32_768}`);
  }
});

test("channels become their mean; one channel is not copied", () => {
  const left = Float32Array.of(1, 0.5);
  assert.equal(toMono([left]), left);
  assert.deepEqual(toMono([left, Float32Array.of(0, -0.5)]), Float32Array.of(0.5, 0));
  assert.deepEqual(interleavedToMono(Float32Array.of(1, 0, 0.5, -0.5, 9), 2), Float32Array.of(0.5, 0));
});

test("a gain multiplies in place", () => {
  const samples = Float32Array.of(0.5, -0.25);
  assert.deepEqual(applyGain(samples, 2), Float32Array.of(1, -0.5));
  assert.deepEqual(applyGain(samples, 1), Float32Array.of(1, -0.5));
});
