import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../../src/async/iterate.js";
import { ParlandoError } from "../../../../src/contract/errors.js";
import type { Pcm } from "../../../../src/contract/pcm.js";
import { fadeEnds } from "../../../../src/audio/pcm/fade.js";
import { gain } from "../../../../src/audio/pcm/gain.js";
import { untilAbort } from "../../../../src/audio/pcm/pull.js";
import { rechunk } from "../../../../src/audio/pcm/rechunk.js";
import { silence } from "../../../../src/audio/pcm/silence.js";

const { signal } = new AbortController();

function pcm(...samples: number[]): Pcm {
  return { samples: Float32Array.from(samples), sampleRateHz: 1000 };
}

function values(chunks: readonly Pcm[]): number[][] {
  return chunks.map((chunk) => [...chunk.samples]);
}

test("chunks of N ms: cut, joined, the rest last", async () => {
  const input = streamOf([pcm(1), pcm(2, 3, 4, 5, 6, 7), pcm(), pcm(8)]);
  assert.deepEqual(values(await collect(rechunk(input, 3, signal))), [
    [1, 2, 3],
    [4, 5, 6],
    [7, 8],
  ]);
});

test("chunks never mix two rates", async () => {
  const other = { samples: Float32Array.of(9, 9, 9), sampleRateHz: 2000 };
  const chunks = await collect(rechunk(streamOf([pcm(1, 2), other]), 3, signal));
  assert.deepEqual(
    chunks.map((chunk) => [chunk.sampleRateHz, chunk.samples.length]),
    [
      [1000, 2],
      [2000, 3],
    ],
  );
});

test("a chunk goes out as soon as it is full, before more is pulled", async () => {
  let pulled = 0;
  async function* source(): AsyncGenerator<Pcm> {
    for (;;) {
      pulled++;
      yield pcm(1, 2, 3, 4, 5, 6, 7);
    }
  }
  const chunks = rechunk(source(), 3, signal);
  await chunks.next();
  await chunks.next();
  assert.equal(pulled, 1);
  await chunks.next();
  assert.equal(pulled, 2);
  await chunks.return();
});

test("the ends of a stream fade, whatever its chunks, and its middle stays", async () => {
  const samples = new Float32Array(100).fill(1);
  const lengths = { inMs: 10, outMs: 20 };
  const whole = await collect(fadeEnds(streamOf([{ samples: samples.slice(), sampleRateHz: 1000 }]), lengths, signal));
  const cut = Array.from({ length: 34 }, (_, i) => ({
    samples: samples.slice(3 * i, 3 * i + 3),
    sampleRateHz: 1000,
  }));
  const pieces = await collect(fadeEnds(streamOf(cut), lengths, signal));
  const faded = values(whole).flat();
  assert.deepEqual(values(pieces).flat(), faded);
  assert.equal(faded.length, 100);
  assert.ok(faded[0]! < 0.01 && faded.at(-1)! < 0.01);
  assert.ok(faded.slice(0, 10).every((value, i, all) => i === 0 || value > all[i - 1]!));
  assert.ok(faded.slice(80).every((value, i, all) => i === 0 || value < all[i - 1]!));
  assert.ok(faded.slice(10, 80).every((value) => value === 1));
});

test("a stream shorter than its fades, or empty, still ends", async () => {
  const [chunk] = await collect(fadeEnds(streamOf([pcm(1, 1, 1)]), { inMs: 10, outMs: 20 }, signal));
  assert.equal(chunk?.samples.length, 3);
  assert.ok(chunk.samples.every((value) => value < 0.1));
  assert.deepEqual(await collect(fadeEnds(streamOf<Pcm>([]), { inMs: 10, outMs: 20 }, signal)), []);
});

test("silence has its exact length and no chunk above half a second", () => {
  const chunks = [...silence(1234, 22_050)];
  assert.equal(
    chunks.reduce((total, chunk) => total + chunk.samples.length, 0),
    Math.round(22_050 * 1.234),
  );
  assert.ok(chunks.every((chunk) => chunk.samples.length <= 11_025));
  assert.deepEqual([...silence(0, 22_050)], []);
});

test("a gain applies to every chunk", async () => {
  assert.deepEqual(values(await collect(gain(streamOf([pcm(1, 2), pcm(3)]), 0.5))), [[0.5, 1], [1.5]]);
});

test("a source that never answers cannot hold an aborted reader", async () => {
  const abort = new AbortController();
  const stuck: AsyncIterable<number> = {
    [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: () => new Promise(() => {}) }),
  };
  const next = untilAbort(stuck, abort.signal).next();
  abort.abort();
  await assert.rejects(next, (error) => error instanceof ParlandoError && error.code === "cancelled");
});

test("the source is closed however its reader leaves: by break, by error, by abort between items", async () => {
  let open = 0;
  async function* source(fails: boolean): AsyncGenerator<number> {
    open++;
    try {
      yield 1;
      if (fails) throw new Error("broken");
      yield 2;
      yield 3;
    } finally {
      open--;
    }
  }
  for await (const item of untilAbort(source(false), signal)) if (item === 2) break;
  assert.equal(open, 0);
  await assert.rejects(collect(untilAbort(source(true), signal)), /broken/);
  assert.equal(open, 0);
  const abort = new AbortController();
  const items = untilAbort(source(false), abort.signal);
  await items.next();
  abort.abort();
  await assert.rejects(items.next());
  await new Promise(setImmediate);
  assert.equal(open, 0);
});
