import assert from "node:assert/strict";
import { test } from "node:test";
import type { Priority } from "../../../src/contract/speech.js";
import { Gate } from "../../../src/scheduler/gate.js";

const NEVER = new AbortController().signal;
const CLOCK = { nowMs: () => 0, after: () => () => {} };

/** Work that ends when it is told to. */
function workshop(gate: Gate): {
  readonly running: string[];
  start: (name: string, priority?: Priority, slackMs?: number, signal?: AbortSignal) => Promise<void>;
  finish: (name: string) => Promise<void>;
} {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    running,
    start: (name, priority = "normal", slackMs = 0, signal = NEVER) =>
      gate.pass(
        priority,
        { slackMs: () => slackMs },
        async () => {
          running.push(name);
          await new Promise<void>((resolve) => ends.set(name, resolve));
          running.splice(running.indexOf(name), 1);
        },
        signal,
      ),
    finish: async (name) => {
      ends.get(name)?.();
      for (let round = 0; round < 3; round += 1) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("no more than the permits run at once; the driest of the most urgent goes next", async () => {
  const gate = new Gate(2, CLOCK);
  const { running, start, finish } = workshop(gate);
  const all = [
    start("a"),
    start("b"),
    start("far", "normal", 900),
    start("batch", "batch"),
    start("near", "normal", 5),
  ];
  all.push(start("critical", "critical", 5000));
  assert.deepEqual(running, ["a", "b"]);
  assert.equal(gate.waiting, 4);
  for (const [ended, next] of [
    ["a", "critical"],
    ["b", "near"],
    ["critical", "far"],
    ["near", "batch"],
  ] as const) {
    await finish(ended);
    assert.equal(running.at(-1), next);
    assert.equal(running.length, 2);
  }
  await finish("far");
  await finish("batch");
  await Promise.all(all);
  assert.deepEqual(running, []);
});

test("who gives up waiting leaves no permit behind", async () => {
  const gate = new Gate(1, CLOCK);
  const { running, start, finish } = workshop(gate);
  const first = start("first");
  const leaving = new AbortController();
  const left = start("left", "normal", 0, leaving.signal);
  leaving.abort();
  await assert.rejects(left, { code: "cancelled" });
  await finish("first");
  await first;
  const again = start("again");
  assert.deepEqual(running, ["again"]);
  await finish("again");
  await again;
});

test("work that fails hands its permit on", async () => {
  const gate = new Gate(1, CLOCK);
  const failing = gate.pass("normal", {}, () => Promise.reject(new Error("broken")), NEVER);
  const next = gate.pass("normal", {}, () => Promise.resolve("done"), NEVER);
  await assert.rejects(failing, /broken/);
  assert.equal(await next, "done");
});
