import assert from "node:assert/strict";
import { test } from "node:test";
import { SYSTEM_CLOCK } from "../../../src/async/clock.js";
import { collect } from "../../../src/async/iterate.js";
import type { Step, TtsModel } from "../../../src/contract/engine.js";
import { PLAIN_MANNER } from "../../../src/contract/manner.js";
import { inTurns, speaksInTurns } from "../../../src/scheduler/model.js";
import { Turns } from "../../../src/scheduler/turns.js";

const NEVER = new AbortController().signal;

/** Counts steps of everybody; fails when two run at once. */
class Steps {
  running = 0;
  done: string[] = [];
  released: string[] = [];

  async *of(name: string, count: number): AsyncGenerator<Step> {
    try {
      for (let n = 0; n < count; n++) {
        assert.equal(this.running++, 0, "two steps at once");
        await new Promise(setImmediate);
        this.running--;
        this.done.push(name);
        yield {};
      }
    } finally {
      this.released.push(name);
    }
  }
}

test("streams in turns run one step at a time and take turns", async () => {
  const steps = new Steps();
  const turns = new Turns({ clock: SYSTEM_CLOCK });
  const run = (name: string): Promise<Step[]> => collect(inTurns(steps.of(name, 3), turns.taker("normal"), NEVER));
  const [a, b] = await Promise.all([run("a"), run("b")]);
  assert.deepEqual([a?.length, b?.length], [3, 3]);
  assert.deepEqual(steps.done, ["a", "b", "a", "b", "a", "b"]);
});

test("leaving a stream early releases it and gives its turn back", async () => {
  const steps = new Steps();
  const turns = new Turns({ clock: SYSTEM_CLOCK });
  for await (const _ of inTurns(steps.of("a", 5), turns.taker("normal"), NEVER)) break;
  assert.deepEqual(steps.released, ["a"]);
  assert.equal((await collect(inTurns(steps.of("b", 1), turns.taker("normal"), NEVER))).length, 1);
});

test("aborting while waiting for a turn ends the stream without one more step", async () => {
  const steps = new Steps();
  const turns = new Turns({ clock: SYSTEM_CLOCK });
  const abort = new AbortController();
  let waiting: Promise<unknown> | undefined;
  await turns.taker("normal").run(async () => {
    waiting = collect(inTurns(steps.of("a", 5), turns.taker("normal"), abort.signal));
    waiting.catch(() => {});
    abort.abort();
  }, NEVER);
  await assert.rejects(waiting as Promise<unknown>, { code: "cancelled" });
  assert.deepEqual(steps.done, []);
});

test("a model in turns keeps what it is; only its steps wait", async () => {
  const steps = new Steps();
  const turns = new Turns({ clock: SYSTEM_CLOCK });
  const model: TtsModel = {
    voices: [],
    prepare: () => Promise.resolve([{ span: { start: 0, end: 1 }, expectedMs: 5 }]),
    synthesize: () => steps.of("speak", 2),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
  const speaking = speaksInTurns(model, turns.taker("normal"));
  let utterances = 0;
  await turns.taker("normal").run(async () => {
    utterances = (await speaking.prepare("a", "v", PLAIN_MANNER)).length;
  }, NEVER);
  assert.equal(utterances, 1, "text work needs no turn");
  assert.equal((await collect(speaking.synthesize({ span: { start: 0, end: 1 }, expectedMs: 5 }, NEVER))).length, 2);
});
