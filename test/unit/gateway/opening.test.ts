import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../src/async/iterate.js";
import { openSpeech } from "../../../src/gateway/opening.js";
import { ScriptedSpeech } from "./scripted.js";

const REQUEST = {
  voice: "sine",
  manner: { speed: 1, pitch: 1, volume: 1 },
  priority: "normal",
  requestId: "r",
} as const;

test("an opened speech says who speaks and is still whole", async () => {
  const speech = new ScriptedSpeech({ chunks: 2 });
  const { started, events } = await openSpeech(
    speech.speak({ ...REQUEST, text: streamOf(["la"]) }, new AbortController().signal),
  );
  assert.equal(started.voice.id, "sine");
  assert.deepEqual(
    (await collect(events)).map(({ type }) => type),
    ["started", "mark", "audio", "audio", "end"],
  );
  assert.equal(speech.open, 0);
});

test("an opened speech that nobody reads is given back by returning it", async () => {
  const speech = new ScriptedSpeech({ chunks: Infinity });
  const { events } = await openSpeech(
    speech.speak({ ...REQUEST, text: streamOf(["la"]) }, new AbortController().signal),
  );
  await events.return?.();
  assert.equal(speech.open, 0);
});

test("a speech that fails before its head fails the opening", async () => {
  const speech = new ScriptedSpeech();
  const events = speech.speak({ ...REQUEST, voice: "nobody", text: streamOf(["la"]) }, new AbortController().signal);
  await assert.rejects(openSpeech(events), { code: "unknown_voice" });
  await assert.rejects(openSpeech(streamOf([])), { code: "internal" });
});
