import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { collect, streamOf } from "../../../../src/async/iterate.js";
import { msToSamples } from "../../../../src/contract/pcm.js";
import { Stretcher, shiftPitch, stretch } from "../../../../src/audio/pcm/stretch.js";
import { residualDb, rms, sine } from "./sines.js";

const RATE_HZ = 24_000;
const SPEEDS = [0.5, 0.8, 1.1, 1.25, 1.5, 2];

function stretched(samples: Float32Array, speed: number, cuts: readonly number[]): Float32Array {
  const stretcher = new Stretcher(RATE_HZ, speed);
  const parts: Float32Array[] = [];
  for (let i = 0, at = 0; at < samples.length; i++) {
    const length = cuts[i % cuts.length]!;
    parts.push(stretcher.push(samples.slice(at, at + length)));
    at += length;
  }
  parts.push(stretcher.flush());
  return Float32Array.from(parts.flatMap((part) => [...part]));
}

/** A buzz of ten harmonics, as of a voice. */
function buzz(hz: number, length: number): Float32Array {
  const sum = new Float32Array(length);
  for (let harmonic = 1; harmonic <= 10; harmonic++) {
    sine(hz * harmonic, RATE_HZ, length).forEach((sample, i) => (sum[i]! += sample / (2 * harmonic)));
  }
  return sum;
}

/** The lag, in samples, at which the signal is most like itself, between 60 and 500 Hz. */
function period(samples: Float32Array): number {
  let best = 0;
  let bestScore = -Infinity;
  for (let lag = Math.floor(RATE_HZ / 500); lag <= RATE_HZ / 60; lag++) {
    let product = 0;
    let energy = 1e-9;
    for (let i = 0; i < samples.length / 2; i++) {
      product += samples[i]! * samples[i + lag]!;
      energy += samples[i + lag]! ** 2;
    }
    // A shorter lag wins over its multiples, which fit equally well.
    const score = product / Math.sqrt(energy) - lag * 1e-4;
    if (score > bestScore) [best, bestScore] = [lag, score];
  }
  return best;
}

for (const speed of SPEEDS) {
  test(`speed ${speed}: a tone keeps its frequency, its level and has no clicks`, () => {
    const input = sine(200, RATE_HZ, 2 * RATE_HZ);
    const output = stretched(input, speed, [480]);
    assert.equal(output.length, Math.round(input.length / speed));
    const steepest = (samples: Float32Array): number =>
      samples.reduce((most, sample, i) => Math.max(most, i === 0 ? 0 : Math.abs(sample - samples[i - 1]!)), 0);
    assert.ok(steepest(output) < steepest(input) * 1.1, `a step of ${steepest(output)}`);
    for (let at = RATE_HZ / 10; at + 2400 < output.length; at += 2400) {
      const residual = residualDb(output.slice(at, at + 2400), 200, RATE_HZ);
      assert.ok(residual < -25, `at ${at}: ${residual} dB besides the tone`);
    }
    assert.ok(Math.abs(rms(output) / rms(input) - 1) < 0.02);
  });

  test(`speed ${speed}: a deep and a high buzz keep their pitch`, () => {
    for (const hz of [80, 260]) {
      const output = stretched(buzz(hz, RATE_HZ), speed, [997]);
      const middle = output.subarray(output.length / 4, output.length / 4 + 4800);
      assert.ok(Math.abs(RATE_HZ / period(middle) / hz - 1) < 0.01, `${RATE_HZ / period(middle)} Hz for ${hz} Hz`);
    }
  });
}

test("the length is round(n / speed) and the cuts of the input do not matter, bit for bit", () => {
  const cuts = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 1, maxLength: 6 });
  const speed = fc.constantFrom(0.25, 0.5, 0.83, 1.3, 2, 4);
  fc.assert(
    fc.property(speed, fc.integer({ min: 0, max: 9000 }), cuts, (factor, length, lengths) => {
      const input = Float32Array.from({ length }, (_, i) => Math.sin(i * 0.05) * Math.sin(i * i * 0.001));
      const whole = stretched(input, factor, [Math.max(1, length)]);
      assert.equal(whole.length, Math.round(length / factor));
      assert.deepEqual(stretched(input, factor, lengths), whole);
    }),
    { numRuns: 40 },
  );
});

test("silence stays silence, and a late click is not lost", () => {
  const input = new Float32Array(RATE_HZ);
  for (let i = 0; i < 240; i++) input[RATE_HZ - 240 + i] = Math.sin(i);
  const output = stretched(input, 1.25, [480]);
  assert.equal(rms(output.subarray(0, output.length / 2)), 0);
  assert.ok(rms(output.subarray(output.length - 240)) > 0.3);
});

test("audio comes out while it goes in: never more than 60 ms behind", () => {
  for (const speed of SPEEDS) {
    const stretcher = new Stretcher(RATE_HZ, speed);
    let outputSamples = 0;
    for (let pushed = 480; pushed < RATE_HZ; pushed += 480) {
      outputSamples += stretcher.push(sine(200, RATE_HZ, 480)).length;
      const behind = pushed - outputSamples * speed;
      assert.ok(behind <= msToSamples(60, RATE_HZ), `speed ${speed}: ${behind} samples behind`);
    }
  }
});

test("speed 1 hands the samples through", async () => {
  const chunk = { samples: sine(200, RATE_HZ, 480), sampleRateHz: RATE_HZ };
  const [out] = await collect(stretch(streamOf([chunk]), 1, new AbortController().signal));
  assert.equal(out?.samples, chunk.samples);
});

for (const pitch of [0.5, 0.84, 1.2, 2]) {
  test(`pitch ${pitch}: the fundamental moves, the length stays`, async () => {
    const input = { samples: buzz(130, RATE_HZ), sampleRateHz: RATE_HZ };
    const chunks = await collect(shiftPitch(streamOf([input]), pitch, new AbortController().signal));
    const output = Float32Array.from(chunks.flatMap((chunk) => [...chunk.samples]));
    assert.ok(Math.abs(output.length - RATE_HZ) <= 1, `${output.length} samples`);
    const middle = output.subarray(RATE_HZ / 4, RATE_HZ / 4 + 4800);
    const heard = RATE_HZ / period(middle);
    assert.ok(Math.abs(heard / (130 * pitch) - 1) < 0.012, `${heard} Hz`);
  });
}

test("factors outside the range are refused", () => {
  for (const speed of [0, 0.2, 4.1, Number.NaN]) assert.throws(() => new Stretcher(RATE_HZ, speed), RangeError);
  assert.throws(() => shiftPitch(streamOf([]), 2.5, new AbortController().signal), RangeError);
});
