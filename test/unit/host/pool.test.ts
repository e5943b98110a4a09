import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { afterEach, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Clock } from "../../../src/async/clock.js";
import { collect } from "../../../src/async/iterate.js";
import type { SentenceEvent, SentenceJob } from "../../../src/contract/hosts.js";
import { SILENT_LOG, type Log } from "../../../src/contract/log.js";
import { PLAIN_MANNER } from "../../../src/contract/manner.js";
import { createHostPool, type HostPool, type HostPoolOptions } from "../../../src/host/pool.js";
import { HEAVY_BYTES } from "../../kit/scripted-engine.js";

const ENGINES = new URL("../../kit/scripted-engine.js", import.meta.url).href;
const NEVER = new AbortController().signal;

let pool: HostPool | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});

async function open(options: Partial<HostPoolOptions> = {}): Promise<HostPool> {
  pool = createHostPool({
    models: ["scripted", "broken", "heavy"].map((id) => ({ id, engine: id, kind: "tts", directory: "" })),
    warm: ["scripted"],
    tts: { hosts: 1 },
    engineModules: [ENGINES],
    drainMs: 200,
    ...options,
  });
  await pool.ready();
  return pool;
}

const job = (sentence: string, voiceId = "scripted"): SentenceJob => ({
  voiceId,
  sentence,
  manner: PLAIN_MANNER,
  priority: "normal",
  requestId: "test",
});

const speak = (sentence: string, signal = NEVER): AsyncIterator<SentenceEvent> =>
  (pool as HostPool).speakSentence(job(sentence), signal)[Symbol.asyncIterator]();

async function nextStep(events: AsyncIterator<SentenceEvent>): Promise<void> {
  for (;;) {
    const { done, value } = await events.next();
    assert.notEqual(done, true, "the stream ended before its step");
    if (value.type === "step") return;
  }
}

/** Steps the only host has made so far, by its own count. */
async function stepsMade(): Promise<number> {
  const events = await collect((pool as HostPool).speakSentence(job("count"), NEVER));
  const step = events.find((event) => event.type === "step");
  return Math.round((step?.pcm?.samples[0] ?? Number.NaN) * 1e6);
}

async function pids(): Promise<number[]> {
  return (await (pool as HostPool).status()).hosts.map(({ pid }) => pid as number);
}

/** True while a process runs; a zombie has ended. */
function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

/** Waits for something outside this process, looking often. */
async function until(fits: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fits())) await pause(10);
}

describe("a pool of engine hosts", () => {
  test("speaks a sentence step by step", async () => {
    await open();
    const events = await collect((pool as HostPool).speakSentence(job("say say say"), NEVER));
    assert.deepEqual(
      events.map(({ type }) => type),
      ["utterance", "step", "step", "step"],
    );
  });

  test("kill -9 in the middle of a stream: that stream is lost, others go on, the next request is served", async () => {
    await open({ tts: { hosts: 2 } });
    const doomed = speak("say*50");
    await nextStep(doomed);
    const busy = (await (pool as HostPool).status()).hosts.find(({ activeStreams }) => activeStreams === 1);
    const other = speak("say*50");
    await nextStep(other);
    process.kill(busy?.pid as number, "SIGKILL");
    await assert.rejects(
      async () => {
        for (;;) await nextStep(doomed);
      },
      { code: "host_lost" },
    );
    for (let step = 1; step < 50; step += 1) await nextStep(other);
    assert.equal((await other.next()).done, true);
    assert.equal((await collect((pool as HostPool).speakSentence(job("say"), NEVER))).length, 2);
  });

  test("the only host killed again and again is always replaced", async () => {
    await open();
    for (let round = 0; round < 3; round += 1) {
      process.kill((await pids())[0] as number, "SIGKILL");
      const retry = async (): Promise<number> =>
        (await collect((pool as HostPool).speakSentence(job("say"), NEVER))).length;
      // The first try may still meet the dying host; the second may not.
      assert.equal(await retry().catch(retry), 2);
    }
    assert.equal((await (pool as HostPool).status()).restarts, 3);
  });

  for (const word of ["hang", "stall"]) {
    test(`a host stuck in a step (${word}) is killed and replaced`, async () => {
      await open({ tts: { hosts: 1, stepTimeoutMs: 400 }, pingIntervalMs: 100 });
      const [before] = await pids();
      const events = speak(`say ${word} say`);
      await nextStep(events);
      await assert.rejects(nextStep(events), { code: "host_lost" });
      assert.equal((await collect((pool as HostPool).speakSentence(job("say"), NEVER))).length, 2);
      assert.notEqual((await pids())[0], before);
    });
  }

  test("streams that come in the same moment are spread over the hosts", async () => {
    await open({ tts: { hosts: 2 } });
    const streams = Array.from({ length: 4 }, () => speak("say*20"));
    await Promise.all(streams.map(nextStep));
    const { hosts } = await (pool as HostPool).status();
    assert.deepEqual(
      hosts.map(({ activeStreams }) => activeStreams),
      [2, 2],
    );
    for (const stream of streams) await stream.return?.();
  });

  test("a failing step ends its stream with its reason; the host goes on", async () => {
    await open();
    const [before] = await pids();
    const events = speak("say throw");
    await nextStep(events);
    await assert.rejects(nextStep(events), { code: "engine_failed", message: /the script says so/ });
    assert.equal(await stepsMade(), 1);
    assert.deepEqual(await pids(), [before]);
  });

  test("a model that cannot be loaded says why, and is tried again", async () => {
    await open({ models: [{ id: "broken", engine: "broken", kind: "tts", directory: "", voices: [] }], warm: [] });
    await assert.rejects(collect((pool as HostPool).speakSentence(job("say", "broken"), NEVER)), /broken|voice/);
  });

  test("a reader that does not pull keeps the host from computing", async () => {
    await open();
    const events = speak("say*100");
    await nextStep(events);
    await nextStep(events);
    const made = await stepsMade();
    assert.ok(made <= 3, `${made} steps for two pulls`);
    await events.return?.();
  });

  test("after a cancel at most one more step is computed", async () => {
    await open();
    const cancel = new AbortController();
    const events = speak("slow*100", cancel.signal);
    await nextStep(events);
    const pending = events.next();
    cancel.abort();
    await assert.rejects(pending, { code: "cancelled" });
    const made = await stepsMade();
    assert.ok(made <= 3, `${made} steps`);
    assert.equal(await stepsMade(), made + 1, "the cancelled stream still computes");
  });

  test("an idle model goes with its process, and its memory comes back; warm ones stay", async () => {
    let nowMs = 0;
    const timers: { readonly atMs: number; readonly callback: () => void }[] = [];
    const clock: Clock = {
      nowMs: () => nowMs,
      after(ms, callback) {
        const timer = { atMs: nowMs + ms, callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
      },
    };
    const pass = (ms: number): void => {
      nowMs += ms;
      for (const timer of timers.splice(0)) {
        if (timer.atMs <= nowMs) timer.callback();
        else timers.push(timer);
      }
    };
    await open({ clock, tts: { hosts: 1, idleTtlMs: 60_000 } });
    const [before] = await pids();
    await collect((pool as HostPool).speakSentence(job("say", "heavy"), NEVER));
    const loaded = (await (pool as HostPool).status()).hosts[0];
    assert.ok((loaded?.rssBytes ?? 0) > HEAVY_BYTES);
    pass(30_000);
    assert.equal((await pids())[0], before, "it is not idle long enough");
    pass(45_000);
    pass(15_000);
    await until(async () => !isAlive(before as number));
    const [after] = (await (pool as HostPool).status()).hosts;
    assert.ok((after?.rssBytes ?? Infinity) < (loaded?.rssBytes ?? 0) - HEAVY_BYTES * 0.8, "memory did not come back");
    assert.deepEqual(
      after?.models?.map(({ model }) => model),
      ["scripted"],
    );
  });

  test("a host whose model leaks is replaced; its streams are spoken to their end", async () => {
    await open({ pingIntervalMs: 20, drainMs: 10_000 });
    const [before] = await pids();
    const events = speak("say*20");
    await nextStep(events);
    await collect((pool as HostPool).speakSentence(job("leak"), NEVER));
    await until(async () => (await (pool as HostPool).status()).hosts.some(({ state }) => state === "draining"));
    assert.equal(await stepsMade(), 0, "a new sentence is the new host's");
    for (let step = 1; step < 20; step += 1) await nextStep(events);
    assert.equal((await events.next()).done, true);
    await until(() => !isAlive(before as number));
    assert.equal((await (pool as HostPool).status()).restarts, 0, "that is no failure");
  });

  test("hosts that cannot start: the start fails, and who waits is told to come again", async () => {
    const lines: string[] = [];
    const log: Log = { ...SILENT_LOG, child: () => log, info: (_, line) => void lines.push(line) };
    const missing = new URL("./no-such-engine.js", import.meta.url).href;
    await assert.rejects(open({ engineModules: [missing], waitTimeoutMs: 50, log }), { code: "host_lost" });
    await assert.rejects(collect((pool as HostPool).speakSentence(job("say"), NEVER)), {
      code: "overloaded",
      retryAfterMs: 1000,
    });
    assert.ok(
      lines.some((line) => line.includes("no-such-engine")),
      "the log says why",
    );
  });

  test("who gives up waiting for a host is let go", async () => {
    await open();
    const [pid] = await pids();
    process.kill(pid as number, "SIGSTOP");
    const abort = new AbortController();
    const waiting = collect((pool as HostPool).speakSentence(job("say"), abort.signal));
    abort.abort();
    await assert.rejects(waiting, { code: "cancelled" });
    process.kill(pid as number, "SIGKILL");
  });

  test("an unknown voice is named, with those it could have been", async () => {
    await open({ models: [{ id: "scripted", engine: "scripted", kind: "tts", directory: "" }] });
    assert.deepEqual(
      (await (pool as HostPool).voices(NEVER)).map(({ id }) => id),
      ["scripted"],
    );
    await assert.rejects(collect((pool as HostPool).speakSentence(job("say", "scribted"), NEVER)), {
      code: "unknown_voice",
      field: "voice",
      message: /"scribted".*scripted/,
    });
  });

  test("closing leaves no process behind", async () => {
    await open({ tts: { hosts: 2 } });
    const events = speak("say*50");
    await nextStep(events);
    const before = await pids();
    assert.equal(before.length, 2);
    await (pool as HostPool).close();
    assert.deepEqual(before.filter(isAlive), []);
    await assert.rejects(collect((pool as HostPool).speakSentence(job("say"), NEVER)), { code: "shutting_down" });
  });
});

test("hosts end when their parent is killed", async () => {
  const script = `
    const { createHostPool } = await import(${JSON.stringify(new URL("../../../src/host/pool.js", import.meta.url).href)});
    const models = [{ id: "scripted", engine: "scripted", kind: "tts", directory: "" }];
    const pool = createHostPool({ models, warm: ["scripted"], tts: { hosts: 2 }, engineModules: [${JSON.stringify(ENGINES)}] });
    await pool.ready();
    console.log(JSON.stringify((await pool.status()).hosts.map(({ pid }) => pid)));`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const line = await new Promise<string>((resolve) =>
    parent.stdout.once("data", (data: Buffer) => resolve(data.toString())),
  );
  const children = JSON.parse(line) as number[];
  assert.equal(children.filter(isAlive).length, 2);
  parent.kill("SIGKILL");
  await until(() => children.every((pid) => !isAlive(pid)));
});
