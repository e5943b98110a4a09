import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../src/async/iterate.js";
import { formatById } from "../../../src/audio/formats/index.js";
import { ParlandoError } from "../../../src/contract/errors.js";
import { PLAIN_MANNER } from "../../../src/contract/manner.js";
import { breathing } from "../../../src/gateway/breathe.js";
import { encodeSpeech, type SoundEvent } from "../../../src/gateway/sound.js";
import { ScriptedSpeech, type Script } from "./scripted.js";

const REQUEST = { voice: "sine", manner: PLAIN_MANNER, priority: "normal", requestId: "r" } as const;

function sound(script: Script, format = "pcm", abort = new AbortController()) {
  const speech = new ScriptedSpeech(script);
  const events = speech.speak({ ...REQUEST, text: streamOf(["la"]) }, abort.signal);
  const options = { format: formatById(format), sampleRateHz: 24_000 };
  return { speech, abort, events: encodeSpeech(events, options, abort.signal) };
}

const types = (events: readonly SoundEvent[]): string[] => [...new Set(events.map(({ type }) => type))];

test("who speaks comes first, the end last, each mark before its sound", async () => {
  const events = await collect(sound({ chunks: 20 }).events);
  assert.deepEqual(types(events), ["started", "mark", "audio", "end"]);
  let sentMs = 0;
  for (const event of events) {
    if (event.type === "mark") assert.ok(event.startMs >= sentMs - 50, `${event.startMs} after ${sentMs}`);
    if (event.type === "audio") sentMs += event.bytes.length / 48;
  }
  assert.equal(Math.round(sentMs), 1000);
});

test("nothing is computed ahead of the reader but the chunk in hand", async () => {
  const { speech, events } = sound({ chunks: Infinity, rateHz: 24_000 });
  for (let audio = 0; audio < 3;) if ((await events.next()).value?.type === "audio") audio += 1;
  assert.ok(speech.computed <= 4, `${speech.computed}`);
  await events.return();
  assert.equal(speech.open, 0);
});

test("the end is said after the tail that an encoder keeps", async () => {
  for (const format of ["mp3", "opus", "flac", "aac"]) {
    const events = await collect(sound({ chunks: 5 }, format).events);
    assert.equal(events.at(-1)?.type, "end", format);
    assert.equal(events.at(-2)?.type, "audio", format);
  }
});

test("leaving at any event ends the speech", async () => {
  for (let pulls = 1; pulls <= 8; pulls++) {
    const { speech, events } = sound({ chunks: 4 });
    for (let at = 0; at < pulls; at++) await events.next();
    await events.return();
    assert.equal(speech.open, 0, `after ${pulls}`);
  }
});

test("an abort ends it although the speech does not notice", async () => {
  const abort = new AbortController();
  const { events } = sound({ gate: () => new Promise(() => undefined) }, "wav", abort);
  await events.next();
  const next = events.next();
  abort.abort(new ParlandoError("cancelled", "Gone."));
  await assert.rejects(next, { code: "cancelled" });
});

test("a speech without sound is a valid, empty file", async () => {
  const events = await collect(sound({ chunks: 0 }, "wav").events);
  const bytes = events.flatMap((event) => (event.type === "audio" ? [event.bytes.length] : []));
  assert.deepEqual(bytes, [44]);
  assert.equal(events.at(-1)?.type, "end");
});

test("a format that cannot carry the rate says so before anything is spoken", async () => {
  const speech = new ScriptedSpeech();
  const { signal } = new AbortController();
  const spoken = speech.speak({ ...REQUEST, text: streamOf(["la"]) }, signal);
  const events = encodeSpeech(spoken, { format: formatById("wav"), sampleRateHz: 1 }, signal);
  await assert.rejects(events.next(), { code: "invalid_request", field: "sample_rate" });
  assert.equal(speech.computed, 0);
});

test("a stream that never waits lets the rest of the process have turns", async () => {
  async function* busy(): AsyncGenerator<number, void, undefined> {
    for (let n = 0; ; n++) {
      const untilMs = performance.now() + 1;
      while (performance.now() < untilMs);
      yield n;
    }
  }
  let isTurned = false;
  setImmediate(() => (isTurned = true));
  let items = 0;
  for await (const _ of breathing(busy())) {
    items += 1;
    if (isTurned || items > 200) break;
  }
  assert.ok(isTurned, "no turn within 200 items of 1 ms");
});
