import assert from "node:assert/strict";
import { test } from "node:test";
import { PieceCutter, type SpeechPiece } from "../../../../src/asr/vad/cutter.js";
import { WINDOW_SAMPLES } from "../../../../src/asr/vad/silero.js";

const WINDOW_MS = 32;

/** A made-up stream: each run says how many windows have which probability. Every window is filled with its own number + 1. */
function cut(maxPieceMs: number, runs: readonly (readonly [windows: number, probability: number])[]): SpeechPiece[] {
  const cutter = new PieceCutter(maxPieceMs);
  const pieces: SpeechPiece[] = [];
  let at = 0;
  for (const [windows, probability] of runs) {
    for (let window = 0; window < windows; window += 1) {
      at += 1;
      const piece = cutter.push(new Float32Array(WINDOW_SAMPLES).fill(at), probability);
      if (piece !== undefined) pieces.push(piece);
    }
  }
  const last = cutter.finish();
  return last === undefined ? pieces : [...pieces, last];
}

const speechOf = (pieces: readonly SpeechPiece[]): number[][] =>
  pieces.map(({ speechStartMs, speechEndMs }) => [speechStartMs / WINDOW_MS, speechEndMs / WINDOW_MS]);

test("silence gives nothing, and so do clicks", () => {
  assert.deepEqual(cut(15_000, []), []);
  assert.deepEqual(cut(15_000, [[2000, 0.1]]), []);
  assert.deepEqual(cut(15_000, [[30, 0], [2, 0.9], [100, 0], [1, 1], [30, 0]]), []); // prettier-ignore
});

test("a piece holds its speech with half a second on both sides, filled with silence beyond the stream", () => {
  const [piece] = cut(15_000, [[3, 0], [20, 0.9], [2, 0]]); // prettier-ignore
  assert.ok(piece !== undefined);
  assert.deepEqual(speechOf([piece]), [[3, 23]]);
  assert.equal(piece.startMs, -13 * WINDOW_MS);
  assert.equal(piece.samples.length, (16 + 20 + 16) * WINDOW_SAMPLES);
  const windows = Array.from({ length: 52 }, (_, at) => piece.samples[at * WINDOW_SAMPLES]);
  assert.deepEqual(
    windows.slice(0, 13),
    Array.from({ length: 13 }, () => 0),
  );
  assert.deepEqual(
    windows.slice(13, 38),
    Array.from({ length: 25 }, (_, at) => at + 1),
  );
  assert.deepEqual(
    windows.slice(38),
    Array.from({ length: 14 }, () => 0),
  );
});

test("a doubtful window belongs to what was before it", () => {
  assert.deepEqual(speechOf(cut(15_000, [[10, 0.45], [10, 0.6], [10, 0.45], [90, 0.2]])), [[10, 30]]); // prettier-ignore
});

test("a long pause ends a piece before more is heard", () => {
  const cutter = new PieceCutter(15_000);
  const push = (probability: number): SpeechPiece | undefined =>
    cutter.push(new Float32Array(WINDOW_SAMPLES), probability);
  for (let window = 0; window < 20; window += 1) assert.equal(push(0.9), undefined);
  let silence = 0;
  while (push(0) === undefined) silence += 1;
  assert.ok(silence * WINDOW_MS > 1000 && silence * WINDOW_MS < 1600, `${silence} windows`);
  assert.equal(cutter.finish(), undefined);
});

test("a full piece is cut at the longest gap of its second half", () => {
  // 4 s: gaps end at windows 30 + 25 (long, but early), 80 (6 windows) and 100 (10 windows).
  const pieces = cut(4_000, [[30, 0.9], [25, 0], [25, 0.9], [6, 0], [14, 0.9], [10, 0], [40, 0.9]]); // prettier-ignore
  assert.deepEqual(speechOf(pieces), [[0, 100], [110, 150]]); // prettier-ignore
  // Padding never reaches into the neighbour's speech.
  const [first, second] = pieces as [SpeechPiece, SpeechPiece];
  assert.ok((first.samples.at(-1) as number) <= 110);
  assert.ok((second.samples[0] as number) > 100);
});

test("speech without any gap is cut where it is quietest, and nothing of it is lost or doubled", () => {
  const pieces = cut(4_000, [[400, 0.9]]);
  assert.ok(pieces.length >= 4);
  const bounds = speechOf(pieces);
  assert.equal(bounds[0]?.[0], 0);
  assert.equal(bounds.at(-1)?.[1], 400);
  for (const [at, bound] of bounds.slice(1).entries()) assert.equal(bound[0], bounds[at]?.[1]);
  const heard = pieces.flatMap(({ samples }) =>
    [...samples].filter((sample, at) => at % WINDOW_SAMPLES === 0 && sample > 0),
  );
  assert.deepEqual(
    heard,
    Array.from({ length: 400 }, (_, at) => at + 1),
  );
});

test("no piece is longer than asked for, whatever the speech", () => {
  let seed = 1;
  const random = (): number => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const runs = Array.from(
    { length: 400 },
    (_, at) => [1 + Math.floor(random() ** 3 * 120), at % 2 === 0 ? 0.9 : 0.1] as const,
  );
  const pieces = cut(5_000, runs);
  assert.ok(pieces.length > 20);
  let lastMs = -1000;
  for (const { samples, startMs, speechStartMs, speechEndMs } of pieces) {
    assert.ok(samples.length <= 5 * 16_000, `${samples.length} samples`);
    assert.ok(startMs <= speechStartMs && speechStartMs < speechEndMs && speechStartMs >= lastMs);
    assert.ok(speechEndMs <= startMs + samples.length / 16);
    lastMs = speechEndMs;
  }
  // Speech is never lost but for clicks.
  const wanted = runs.reduce(
    (sum, [windows, probability]) => sum + (probability > 0.5 && windows >= 3 ? windows : 0),
    0,
  );
  const given = pieces.reduce(
    (sum, { speechStartMs, speechEndMs }) => sum + (speechEndMs - speechStartMs) / WINDOW_MS,
    0,
  );
  assert.ok(given >= wanted * 0.98, `${given} of ${wanted} windows`);
});
