import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { collect } from "../../../src/async/iterate.js";
import type { SentenceJob } from "../../../src/contract/hosts.js";
import { PLAIN_MANNER } from "../../../src/contract/manner.js";
import { outdated } from "../../../src/host/list.js";
import { createHostPool, type HostPool, type ModelEntry } from "../../../src/host/pool.js";

const ENGINES = new URL("../../kit/scripted-engine.js", import.meta.url).href;
const NEVER = new AbortController().signal;
const SCRIPTED: ModelEntry = { id: "scripted", engine: "scripted", kind: "tts", directory: "", revision: "1" };
const BROKEN: ModelEntry = { id: "broken", engine: "broken", kind: "tts", directory: "" };

let pool: HostPool;
afterEach(() => pool.close());

function open(models: readonly ModelEntry[]): void {
  pool = createHostPool({ models, tts: { hosts: 1 }, engineModules: [ENGINES], drainMs: 10_000 });
}

const job: SentenceJob = {
  voiceId: "scripted",
  sentence: "say say say",
  manner: PLAIN_MANNER,
  priority: "normal",
  requestId: "test",
};

const pids = async (): Promise<(number | undefined)[]> => (await pool.status()).hosts.map(({ pid }) => pid);

test("a model that comes while hosts run speaks at once, in the same process", async () => {
  open([BROKEN]);
  await pool.ready();
  const before = await pids();
  await assert.rejects(collect(pool.speakSentence(job, NEVER)), { code: "unknown_voice" });
  pool.setModels([BROKEN, SCRIPTED]);
  const events = await collect(pool.speakSentence(job, NEVER));
  assert.equal(events.filter(({ type }) => type === "step").length, 3);
  assert.deepEqual(await pids(), before);
});

test("a model that goes while it speaks speaks to its end; then nobody has it, and its process is gone", async () => {
  open([SCRIPTED, BROKEN]);
  await pool.ready();
  const [old] = await pids();
  const stream = pool.speakSentence(job, NEVER)[Symbol.asyncIterator]();
  await stream.next();
  pool.setModels([BROKEN]);
  await assert.rejects(collect(pool.speakSentence(job, NEVER)), { code: "unknown_voice" });
  assert.deepEqual(await pool.voices(NEVER), []);
  let steps = 0;
  for (let event = await stream.next(); event.done !== true; event = await stream.next()) steps += 1;
  assert.equal(steps, 3);
  while ((await pids()).includes(old)) await pause(10);
});

test("a model whose files were replaced is loaded anew by another process", async () => {
  open([SCRIPTED]);
  await collect(pool.speakSentence(job, NEVER));
  const [old] = await pids();
  pool.setModels([{ ...SCRIPTED, revision: "2" }]);
  while ((await pids()).includes(old)) await pause(10);
  assert.equal((await collect(pool.speakSentence(job, NEVER))).filter(({ type }) => type === "step").length, 3);
});

test("entries are outdated when they are gone or have other files, not when their voices are listed otherwise", () => {
  open([]);
  const before = [SCRIPTED, BROKEN];
  assert.deepEqual([...outdated(before, before)], []);
  assert.deepEqual([...outdated(before, [{ ...SCRIPTED, voices: [] }])], ["broken"]);
  assert.deepEqual([...outdated(before, [{ ...SCRIPTED, directory: "/elsewhere" }, BROKEN])], ["scripted"]);
});
