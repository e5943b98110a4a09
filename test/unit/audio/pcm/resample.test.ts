import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { collect, streamOf } from "../../../../src/async/iterate.js";
import { Resampler, resample } from "../../../../src/audio/pcm/resample.js";
import { gainDb, residualDb, sine } from "./sines.js";

/** Pairs that occur (engines, Opus, telephone, recognisers), one that shares no factor, and one in either direction. */
const PAIRS = [
  [22_050, 8000],
  [22_050, 16_000],
  [22_050, 48_000],
  [22_050, 24_000],
  [24_000, 16_000],
  [24_000, 48_000],
  [44_100, 16_000],
  [48_000, 16_000],
  [8000, 16_000],
  [16_000, 24_000],
  [24_001, 16_007],
] as const;

function whole(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  const resampler = new Resampler(fromHz, toHz);
  const parts = [resampler.push(samples), resampler.flush()];
  const all = new Float32Array(parts[0]!.length + parts[1]!.length);
  all.set(parts[0]!);
  all.set(parts[1]!, parts[0]!.length);
  return all;
}

function inCuts(samples: Float32Array, fromHz: number, toHz: number, cuts: readonly number[]): Float32Array {
  const resampler = new Resampler(fromHz, toHz);
  const parts: Float32Array[] = [];
  let at = 0;
  for (let i = 0; at < samples.length; i++) {
    const length = cuts[i % cuts.length]!;
    parts.push(resampler.push(samples.slice(at, at + length)));
    at += length;
  }
  parts.push(resampler.flush());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

for (const [fromHz, toHz] of PAIRS) {
  test(`${fromHz} to ${toHz} Hz: sines keep their level and phase, and what is added stays 96 dB below`, () => {
    const usableHz = 0.83 * (Math.min(fromHz, toHz) / 2);
    for (const hz of [440, 1000, 3000, 6500]) {
      if (hz > usableHz) continue;
      const output = whole(sine(hz, fromHz, fromHz), fromHz, toHz);
      const middle = output.subarray(toHz / 4, toHz - toHz / 4);
      // Fitted to a sine of any level and phase: noise and images. Compared with the true sine: ripple and delay too.
      assert.ok(residualDb(middle, hz, toHz) < -96, `${hz} Hz: residual ${residualDb(middle, hz, toHz)} dB`);
      const expected = sine(hz, toHz, toHz).subarray(toHz / 4, toHz - toHz / 4);
      const error = middle.map((sample, i) => sample - expected[i]!);
      assert.ok(gainDb(error, expected) < -96, `${hz} Hz: pass-band error ${gainDb(error, expected)} dB`);
    }
  });
}

for (const [fromHz, toHz] of PAIRS.filter(([from, to]) => to < from * 0.85)) {
  test(`${fromHz} to ${toHz} Hz: a tone 15 % above the new Nyquist frequency is 96 dB down`, () => {
    const tone = sine((toHz / 2) * 1.15, fromHz, fromHz);
    const output = whole(tone, fromHz, toHz);
    const level = gainDb(output.subarray(toHz / 4, toHz - toHz / 4), tone);
    assert.ok(level < -96, `${level} dB`);
  });
}

test("the length is round(n * to / from) and the result does not depend on the cuts, bit for bit", () => {
  const rate = fc.constantFrom(8000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000, 24_001);
  const cuts = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(rate, rate, fc.integer({ min: 0, max: 3000 }), cuts, (fromHz, toHz, length, lengths) => {
      const samples = Float32Array.from({ length }, (_, i) => Math.sin(i * i * 0.01));
      const together = whole(samples, fromHz, toHz);
      assert.equal(together.length, Math.round((length * toHz) / fromHz));
      assert.deepEqual(inCuts(samples, fromHz, toHz, lengths), together);
    }),
    { numRuns: 60 },
  );
});

test("a resampler that was flushed starts anew", () => {
  const resampler = new Resampler(22_050, 16_000);
  const samples = sine(440, 22_050, 1000);
  const first = [...resampler.push(samples), ...resampler.flush()];
  const second = [...resampler.push(samples), ...resampler.flush()];
  assert.deepEqual(second, first);
});

test("a stream whose rate changes midway keeps its playing time and comes out at one rate", async () => {
  const { signal } = new AbortController();
  const input = streamOf([
    { samples: sine(440, 24_000, 24_000), sampleRateHz: 24_000 },
    { samples: sine(440, 22_050, 22_050), sampleRateHz: 22_050 },
    { samples: sine(440, 16_000, 16_000), sampleRateHz: 16_000 },
  ]);
  const chunks = await collect(resample(input, 16_000, signal));
  assert.deepEqual([...new Set(chunks.map((chunk) => chunk.sampleRateHz))], [16_000]);
  assert.equal(
    chunks.reduce((total, chunk) => total + chunk.samples.length, 0),
    48_000,
  );
});

test("equal rates hand the chunk through without touching it", async () => {
  const chunk = { samples: sine(440, 16_000, 160), sampleRateHz: 16_000 };
  const [out] = await collect(resample(streamOf([chunk]), 16_000, new AbortController().signal));
  assert.equal(out?.samples, chunk.samples);
});

test("a rate that is not a whole number above zero is refused", () => {
  for (const rate of [0, -1, 22_050.5, Number.NaN, Infinity])
    assert.throws(() => new Resampler(rate, 16_000), RangeError);
});
