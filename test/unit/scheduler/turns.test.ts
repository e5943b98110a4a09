import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import type { Clock } from "../../../src/async/clock.js";
import { ParlandoError } from "../../../src/contract/errors.js";
import { PRIORITIES, type Priority } from "../../../src/contract/speech.js";
import { GUARANTEED_SHARE, Turns } from "../../../src/scheduler/turns.js";

const NEVER = new AbortController().signal;

/** Time that passes only while steps run. */
class StepTime implements Clock {
  private ms = 0;
  nowMs(): number {
    return this.ms;
  }
  after(): () => void {
    throw new Error("turns need no timers");
  }
  pass(ms: number): void {
    this.ms += ms;
  }
}

interface Ran {
  readonly stream: string;
  readonly priority: Priority;
  readonly ms: number;
}

/** Streams on one set of turns; what ran, in order. */
function theatre(): {
  readonly ran: Ran[];
  readonly turns: Turns;
  /** A stream that takes `steps` turns of `ms` each. */
  readonly stream: (
    name: string,
    priority: Priority,
    steps: number,
    ms: number,
    during?: (step: number) => void,
  ) => Promise<void>;
} {
  const clock = new StepTime();
  const ran: Ran[] = [];
  let isRunning = false;
  const turns = new Turns({ clock, breathe: () => Promise.resolve() });
  return {
    ran,
    turns,
    stream: async (name, priority, steps, ms, during) => {
      const taker = turns.taker(priority);
      for (let step = 0; step < steps; step++) {
        await taker.run(async () => {
          assert.equal(isRunning, false, "two steps at once");
          isRunning = true;
          during?.(step);
          await Promise.resolve();
          clock.pass(ms);
          ran.push({ stream: name, priority, ms });
          isRunning = false;
        }, NEVER);
      }
    },
  };
}

const priorityOf = fc.constantFrom(...PRIORITIES);
const crowd = fc.array(
  fc.record({ priority: priorityOf, steps: fc.integer({ min: 1, max: 8 }), ms: fc.integer({ min: 1, max: 50 }) }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

function share(ran: readonly Ran[], priority: Priority): number {
  const sum = (part: readonly Ran[]): number => part.reduce((total, { ms }) => total + ms, 0);
  return sum(ran.filter((turn) => turn.priority === priority)) / sum(ran);
}

describe("turns", () => {
  test("every step of every stream runs, one at a time", async () => {
    await fc.assert(
      fc.asyncProperty(crowd, async (streams) => {
        const { ran, stream, turns } = theatre();
        await Promise.all(streams.map(({ priority, steps, ms }, index) => stream(`${index}`, priority, steps, ms)));
        assert.equal(
          ran.length,
          streams.reduce((sum, { steps }) => sum + steps, 0),
        );
        assert.equal(turns.waiting, 0);
      }),
    );
  });

  test("a critical stream that arrives gets the very next turn, whoever waits", async () => {
    await fc.assert(
      fc.asyncProperty(crowd, fc.nat(), async (streams, choice) => {
        const { ran, stream } = theatre();
        const total = streams.reduce((sum, { steps }) => sum + steps, 0);
        const arriveAt = choice % total;
        let late: Promise<void> | undefined;
        let started = 0;
        const arrive = (): void => {
          if (started++ === arriveAt) late = stream("late", "critical", 2, 5);
        };
        await Promise.all(streams.map(({ priority, steps, ms }, i) => stream(`${i}`, priority, steps, ms, arrive)));
        await late;
        const waitingArrivals = streams.filter(({ priority }) => priority === "critical").length;
        const first = ran.findIndex((turn) => turn.stream === "late");
        // Only other critical streams that also wait for their first turn may be in front.
        assert.ok(first > arriveAt && first <= arriveAt + 1 + waitingArrivals);
        assert.ok(ran.slice(arriveAt + 1, first).every(({ priority }) => priority === "critical"));
      }),
    );
  });

  test("the higher class goes first while nobody is owed a step", async () => {
    const { ran, stream } = theatre();
    await Promise.all(
      (["normal", "batch", "critical", "normal", "high"] as const).map((priority) => stream(priority, priority, 1, 1)),
    );
    assert.deepEqual(
      ran.map(({ priority }) => priority),
      ["normal", "critical", "high", "normal", "batch"],
    );
  });

  test("a class that waits gets its share of the time, however long its steps", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<Priority>("critical", "high", "normal"),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        async (busy, busyMs, batchMs) => {
          const { ran, stream } = theatre();
          const steps = 600;
          await Promise.race([
            Promise.all([stream("a", busy, steps, busyMs), stream("b", busy, steps, busyMs)]),
            // Two, so that one waits while the other asks for its next turn.
            Promise.all([stream("c", "batch", steps, batchMs), stream("d", "batch", steps, batchMs)]),
          ]);
          const got = share(ran, "batch");
          assert.ok(got >= GUARANTEED_SHARE * 0.9, `batch had ${got}`);
          assert.ok(got <= GUARANTEED_SHARE * 1.5 + batchMs / (busyMs * steps), `batch had ${got}`);
        },
      ),
      { numRuns: 25 },
    );
  });

  test("all four classes busy: the lower three have a tenth each, critical the rest", async () => {
    const { ran, stream } = theatre();
    const crowded = PRIORITIES.flatMap((priority) =>
      [`${priority}1`, `${priority}2`].map((name) => ({ priority, name })),
    );
    await Promise.race(crowded.map(({ priority, name }) => stream(name, priority, 1000, 10)));
    for (const lower of ["high", "normal", "batch"] as const) {
      assert.ok(Math.abs(share(ran, lower) - GUARANTEED_SHARE) < 0.02, `${lower}: ${share(ran, lower)}`);
    }
  });

  test("streams of one class take turns", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 6 }), priorityOf, async (count, priority) => {
        const { ran, stream } = theatre();
        const names = Array.from({ length: count }, (_, index) => `${index}`);
        await Promise.all(names.map((name) => stream(name, priority, 10, 5)));
        for (let end = 1; end <= ran.length; end++) {
          const counts = names.map((name) => ran.slice(0, end).filter((turn) => turn.stream === name).length);
          assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
        }
      }),
    );
  });

  test("who gives up leaves the line at once and never runs; the others go on", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(priorityOf, { minLength: 1, maxLength: 8 }),
        fc.array(fc.boolean()),
        async (waiters, leaves) => {
          const { turns } = theatre();
          const ranBy: number[] = [];
          const aborts = waiters.map(() => new AbortController());
          let results: Promise<PromiseSettledResult<void>[]> | undefined;
          await turns.taker("normal").run(async () => {
            results = Promise.allSettled(
              waiters.map((priority, index) =>
                turns
                  .taker(priority)
                  .run(async () => void ranBy.push(index), (aborts[index] as AbortController).signal),
              ),
            );
            await Promise.resolve();
            for (const [index, abort] of aborts.entries()) if (leaves[index] === true) abort.abort();
          }, NEVER);
          for (const [index, result] of ((await results) ?? []).entries()) {
            assert.equal(result.status, leaves[index] === true ? "rejected" : "fulfilled");
            assert.equal(ranBy.includes(index), leaves[index] !== true);
            if (result.status === "rejected") assert.equal((result.reason as ParlandoError).code, "cancelled");
          }
          assert.equal(turns.waiting, 0);
        },
      ),
    );
  });

  test("a step that throws hands its turn on", async () => {
    const { turns, stream, ran } = theatre();
    const failed = turns.taker("high").run(() => Promise.reject(new ParlandoError("engine_failed", "no")), NEVER);
    const next = stream("next", "normal", 1, 1);
    await assert.rejects(failed, { code: "engine_failed" });
    await next;
    assert.equal(ran.length, 1);
  });

  test("tells how long the step that runs has been running", async () => {
    const clock = new StepTime();
    const turns = new Turns({ clock });
    await turns.taker("normal").run(async () => {
      clock.pass(40);
      assert.equal(turns.currentStepMs, 40);
    }, NEVER);
    assert.equal(turns.currentStepMs, 0);
  });

  test("lets the event loop look at its sockets between two turns", async () => {
    const turns = new Turns({ clock: new StepTime() });
    const order: string[] = [];
    const first = turns.taker("normal").run(async () => {
      setImmediate(() => order.push("event"));
    }, NEVER);
    const second = turns.taker("normal").run(async () => void order.push("step"), NEVER);
    await Promise.all([first, second]);
    assert.deepEqual(order, ["event", "step"]);
  });

  test("inside a class, the stream whose listener runs dry first goes first; of equals, who came first", async () => {
    const turns = new Turns({ clock: new StepTime(), breathe: () => Promise.resolve() });
    const order: string[] = [];
    const wish = (name: string, slackMs?: number): Promise<void> =>
      turns
        .taker("normal", slackMs === undefined ? {} : { slackMs: () => slackMs })
        .run(async () => void order.push(name), NEVER);
    await Promise.all([wish("runs", 5000), wish("far", 900), wish("near", 20), wish("also near", 20), wish("waits")]);
    assert.deepEqual(order, ["runs", "waits", "near", "also near", "far"]);
  });

  test("slack is asked anew at each turn", async () => {
    const turns = new Turns({ clock: new StepTime() });
    const order: string[] = [];
    const stream = async (name: string, slacks: readonly number[]): Promise<void> => {
      let at = 0;
      const taker = turns.taker("normal", { slackMs: () => slacks[at] ?? 0 });
      for (; at < slacks.length; at += 1) await taker.run(async () => void order.push(name), NEVER);
    };
    await Promise.all([stream("a", [0, 500]), stream("b", [0, 400, 450]), stream("c", [0, 900])]);
    assert.deepEqual(order, ["a", "b", "c", "b", "b", "a", "c"]);
  });
});
