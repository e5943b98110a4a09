import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { advance, planWindow, type Progress } from "../../../../../src/onnx/graph/windows.js";
import { costMs, fitCost, runsMs, type VoiceCosts } from "../../../../../src/tts/engines/piper/costs.js";
import { Noise } from "../../../../../src/tts/engines/piper/noise.js";
import { Pace } from "../../../../../src/tts/engines/piper/pace.js";
import { Schedule } from "../../../../../src/tts/engines/piper/schedule.js";

/** A medium voice: four couplings, conv_pre, three stages. */
const REACHES = [
  ...Array.from({ length: 4 }, () => ({ rate: 1, left: 8, right: 8 })),
  { rate: 1, left: 3, right: 3 },
  { rate: 8, left: 7, right: 7 },
  { rate: 8, left: 7, right: 7 },
  { rate: 4, left: 13, right: 13 },
];
const PER_POSITION = [0.04, 0.04, 0.04, 0.04, 0.008, 0.1, 0.03, 0.006];
const FRAME_MS = 256 / 22.05;

/** @param factor 1 = a core of the machines this was measured on, 0.1 of real time. */
function costsOf(factor: number): VoiceCosts {
  const flat = { perRunMs: 0.3 * factor, perPositionMs: 0, perSquareMs: 0 };
  return {
    layer: flat,
    durations: flat,
    sections: PER_POSITION.map((each) => ({ ...flat, perPositionMs: each * factor })),
  };
}

const STEP_MS = 45;
const OTHERS_STEP_MS = 36;
/** A gap that nobody hears. */
const INAUDIBLE_MS = 20;

interface Played {
  readonly firstMs: number;
  readonly windows: readonly number[];
  /** Longest time without anything to play. */
  readonly gapMs: number;
}

/** A listener who plays from the first sound on, on a machine that takes `slowness` times what it was measured at. */
function play(factor: number, totalFrames: number, load: number, slowness = 1): Played {
  const costs = costsOf(factor);
  const schedule = new Schedule({
    reaches: REACHES,
    costs,
    frameMs: FRAME_MS,
    totalFrames,
    stepMs: STEP_MS,
    pace: () => 1,
  });
  let progress: Progress = REACHES.map(() => 0);
  let [nowMs, dryAtMs, madeMs, firstMs, gapMs, made] = [0, 0, 0, -1, 0, 0];
  const windows: number[] = [];
  while (made < totalFrames) {
    const until = schedule.next(firstMs < 0 ? undefined : dryAtMs - nowMs, load);
    assert.ok(until > made && until <= totalFrames);
    const runs = planWindow(REACHES, totalFrames, progress, until);
    // Between two of its steps, each other stream has one.
    const ownMs = runsMs(costs, runs) * slowness;
    nowMs += ownMs + Math.max(1, Math.ceil(ownMs / STEP_MS)) * (load - 1) * OTHERS_STEP_MS;
    progress = advance(progress, runs);
    windows.push(until - made);
    madeMs += (until - made) * FRAME_MS;
    made = until;
    if (firstMs < 0 && made < totalFrames && !schedule.mayBegin(madeMs, load)) continue;
    if (firstMs < 0) firstMs = nowMs;
    gapMs = Math.max(gapMs, windows.length > 1 && dryAtMs > 0 ? nowMs - dryAtMs : 0);
    dryAtMs = Math.max(nowMs, dryAtMs) + madeMs;
    madeMs = 0;
  }
  return { firstMs, windows, gapMs };
}

describe("the schedule of windows", () => {
  test("begins small and grows where there is time", () => {
    const { windows, gapMs, firstMs } = play(1, 1000, 1);
    assert.ok((windows[0] ?? 0) <= 16, windows.join());
    assert.ok(
      windows.some((size) => size >= 96),
      windows.join(),
    );
    assert.ok(gapMs <= 0);
    assert.ok(firstMs < 60, String(firstMs));
  });

  test("never lets a listener run dry on a machine as it was measured, whatever it costs and however many share it", () => {
    const property = fc.property(
      fc.double({ min: 0.05, max: 40, noNaN: true }),
      fc.integer({ min: 1, max: 2500 }),
      fc.integer({ min: 1, max: 16 }),
      (factor, frames, load) => {
        const { gapMs, windows } = play(factor, frames, load);
        assert.ok(gapMs <= INAUDIBLE_MS, `${gapMs} ms dry after ${windows.join()}`);
        assert.equal(
          windows.reduce((sum, each) => sum + each, 0),
          frames,
        );
      },
    );
    fc.assert(property, { numRuns: 1000 });
  });

  test("stands a machine half as fast as it was measured", () => {
    assert.ok(play(1, 1000, 1, 1.5).gapMs <= 0);
    assert.ok(play(2, 1000, 1, 1.5).gapMs <= 0);
  });

  test("holds the first sound back where making is slower than playing", () => {
    const { firstMs, gapMs } = play(15, 800, 1);
    assert.ok(gapMs <= 0);
    assert.ok(firstMs > 800 * FRAME_MS * 0.2, String(firstMs));
  });

  test("begins larger when others share the machine", () => {
    assert.ok((play(1, 1000, 6).windows[0] ?? 0) > (play(1, 1000, 1).windows[0] ?? 0));
  });
});

describe("pace", () => {
  test("follows the machine, slower and faster, and forgets", () => {
    const pace = new Pace();
    assert.equal(pace.factor, 1);
    for (let n = 0; n < 100; n++) pace.observe(10, 20);
    assert.ok(Math.abs(pace.factor - 2) < 0.1, String(pace.factor));
    for (let n = 0; n < 100; n++) pace.observe(10, 8);
    assert.ok(Math.abs(pace.factor - 0.8) < 0.1, String(pace.factor));
  });

  test("is not thrown by one odd run, nor by a clock that stands still", () => {
    const pace = new Pace();
    pace.observe(1, 30);
    assert.ok(pace.factor < 1.5, String(pace.factor));
    for (let n = 0; n < 200; n++) pace.observe(10, 0);
    assert.ok(pace.factor >= 0.4);
  });

  test("a slower machine gets smaller steps and a larger first window", () => {
    const first = (factor: number): number => {
      const schedule = new Schedule({
        reaches: REACHES,
        costs: costsOf(1),
        frameMs: FRAME_MS,
        totalFrames: 1000,
        stepMs: STEP_MS,
        pace: () => factor,
      });
      return schedule.next(undefined, 1);
    };
    assert.ok(first(3) > first(1));
  });
});

describe("plans of windows", () => {
  test("every position is made once, in order, and the context is there when it is needed", () => {
    const windows = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 12 });
    const property = fc.property(fc.integer({ min: 1, max: 300 }), windows, (total, sizes) => {
      let progress: Progress = REACHES.map(() => 0);
      let until = 0;
      for (const size of [...sizes, total]) {
        until += size;
        const runs = planWindow(REACHES, total, progress, until);
        let positions = total;
        const totals = REACHES.map(({ rate }) => {
          const here = positions;
          positions *= rate;
          return here;
        });
        for (const { section, first, end, newFirst, newEnd } of runs) {
          const { left, right } = REACHES[section] ?? { left: 0, right: 0 };
          assert.equal(newFirst, progress[section]);
          assert.equal(first, Math.max(0, newFirst - left));
          assert.equal(end, Math.min(totals[section] ?? 0, newEnd + right));
          const before = REACHES[section - 1];
          const after = runs.find((run) => run.section === section - 1)?.newEnd ?? progress[section - 1] ?? 0;
          if (before !== undefined) assert.ok(after * before.rate >= end);
        }
        progress = advance(progress, runs);
      }
      assert.deepEqual(progress[0], total);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe("costs", () => {
  test("a line through what was measured", () => {
    const cost = fitCost(
      [
        { positions: 10, ms: 3 },
        { positions: 10, ms: 9 },
        { positions: 60, ms: 13 },
      ],
      false,
    );
    assert.ok(Math.abs(costMs(cost, 35) - 8) < 1e-9);
  });

  test("a parabola where the work is square", () => {
    const samples = [40, 240, 1200].map((positions) => ({
      positions,
      ms: 1 + 0.01 * positions + 2e-5 * positions ** 2,
    }));
    const cost = fitCost(samples, true);
    assert.ok(Math.abs(costMs(cost, 700) - (1 + 7 + 9.8)) < 1e-6);
  });

  test("noise in the small run does not make large ones look free", () => {
    const cost = fitCost(
      [
        { positions: 16, ms: 20 },
        { positions: 64, ms: 20 },
      ],
      false,
    );
    assert.ok(costMs(cost, 128) >= 30);
  });
});

test("noise: equal seeds give equal draws, others do not; mean 0, variance 1", () => {
  const draw = (seed: number): Float32Array => new Noise(seed).fill(20_000);
  assert.deepEqual(draw(5), draw(5));
  assert.notDeepEqual(draw(5), draw(6));
  for (const seed of [0, 1, 2 ** 32 - 1]) {
    const values = draw(seed);
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    const variance = values.reduce((sum, each) => sum + each ** 2, 0) / values.length;
    assert.ok(Math.abs(mean) < 0.03 && Math.abs(variance - 1) < 0.05, `${mean} ${variance}`);
    assert.ok(values.every(Number.isFinite));
  }
});
