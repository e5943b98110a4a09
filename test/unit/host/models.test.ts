import assert from "node:assert/strict";
import { test } from "node:test";
import { ParlandoError } from "../../../src/contract/errors.js";
import { Models, toEngineError } from "../../../src/host/models.js";

const NEVER = new AbortController().signal;

function timed(load: (id: string) => Promise<string>): {
  readonly models: Models<string>;
  readonly pass: (ms: number) => void;
} {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs, after: () => () => {} };
  return { models: new Models(clock, load), pass: (ms) => void (nowMs += ms) };
}

test("a model is loaded once, however many want it at the same time", async () => {
  const loads: string[] = [];
  const { models } = timed(async (id) => `${id}${loads.push(id)}`);
  assert.deepEqual(await Promise.all([models.get("a", NEVER), models.get("a", NEVER), models.get("b", NEVER)]), [
    "a1",
    "a1",
    "b2",
  ]);
  assert.equal(await models.get("a", NEVER), "a1");
});

test("loads wait for each other", async () => {
  let running = 0;
  const { models } = timed(async (id) => {
    running += 1;
    await new Promise(setImmediate);
    assert.equal(running, 1);
    running -= 1;
    return id;
  });
  await Promise.all(["a", "b", "c"].map((id) => models.get(id, NEVER)));
});

test("a failed load fails those who wait, is forgotten, and does not stand in the way of others", async () => {
  let tries = 0;
  const { models } = timed((id) => (++tries === 1 ? Promise.reject(new Error("torn file")) : Promise.resolve(id)));
  const [first, second, other] = await Promise.allSettled([
    models.get("a", NEVER),
    models.get("a", NEVER),
    models.get("b", NEVER),
  ]);
  assert.deepEqual([first?.status, second?.status, other?.status], ["rejected", "rejected", "fulfilled"]);
  assert.equal(await models.get("a", NEVER), "a");
  assert.equal(tries, 3);
});

test("giving up waiting does not give up the load", async () => {
  let finish: (model: string) => void = () => {};
  const { models } = timed(() => new Promise((resolve) => (finish = resolve)));
  const abort = new AbortController();
  const left = models.get("a", abort.signal);
  const stays = models.get("a", NEVER);
  await new Promise(setImmediate);
  abort.abort();
  await assert.rejects(left, { code: "cancelled" });
  finish("loaded");
  assert.equal(await stays, "loaded");
});

test("tells what is loaded, how long that took and how long nobody used it", async () => {
  let finish: (model: string) => void = () => {};
  const { models, pass } = timed(() => new Promise((resolve) => (finish = resolve)));
  const got = models.get("a", NEVER);
  await new Promise(setImmediate);
  assert.deepEqual(models.loaded(), [], "not while it is loading");
  pass(40);
  finish("a");
  await got;
  pass(100);
  assert.deepEqual(models.loaded(), [{ model: "a", loadMs: 40, idleMs: 140 }]);
  await models.get("a", NEVER);
  assert.equal(models.loaded()[0]?.idleMs, 0);
});

test("an engine's own errors become engine_failed and name the model; ours stay", () => {
  const ours = new ParlandoError("text_too_long", "too long");
  assert.equal(toEngineError(ours, "m"), ours);
  const theirs = toEngineError(new TypeError("x is not a function"), "joe");
  assert.deepEqual([theirs.code, theirs.message], ["engine_failed", "The model joe failed: x is not a function"]);
});
