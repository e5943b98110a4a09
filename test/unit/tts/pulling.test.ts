import assert from "node:assert/strict";
import { test } from "node:test";
import { ParlandoError } from "../../../src/contract/errors.js";
import type { SpeakEvent, TextPiece } from "../../../src/contract/speech.js";
import { ScriptedHosts, request, speechOver, wordByWord } from "./scripted.js";

const NEVER = new AbortController().signal;
const TEXT = "One two three. Four five. Six!";
const AUDIO_STEPS = 6;

/** A text that says whether its reader has let go of it. */
class WatchedText implements AsyncIterableIterator<TextPiece> {
  isReleased = false;
  private readonly pieces: string[];

  constructor(
    pieces: readonly string[],
    private readonly hangs = false,
  ) {
    this.pieces = [...pieces];
  }

  async next(): Promise<IteratorResult<TextPiece, undefined>> {
    const value = this.pieces.shift();
    if (value !== undefined) return { done: false, value };
    if (this.hangs) return new Promise(() => {});
    return { done: true, value: undefined };
  }

  async return(): Promise<IteratorResult<TextPiece, undefined>> {
    this.isReleased = true;
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

/** Lets every promise that can settle do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
}

test("a reader that stops, stops the hosts one step later", async () => {
  for (let taken = 1; taken <= AUDIO_STEPS; taken++) {
    const hosts = new ScriptedHosts(wordByWord);
    const iterator = speechOver(hosts).speak(request(TEXT), NEVER)[Symbol.asyncIterator]();
    for (let sounds = 0; sounds < taken;) {
      const { value } = (await iterator.next()) as IteratorYieldResult<SpeakEvent>;
      if (value.type === "audio" && value.pcm.samples[0] === 0.5) sounds++;
    }
    await settle();
    assert.equal(hosts.steps, Math.min(taken + 1, AUDIO_STEPS), `after ${taken}`);
    await iterator.return?.();
    assert.equal(hosts.open, 0);
  }
});

test("the first step of the next sentence is made while the last of this one is read", async () => {
  const hosts = new ScriptedHosts(wordByWord);
  const iterator = speechOver(hosts).speak(request("One. Two."), NEVER)[Symbol.asyncIterator]();
  for (let event = await iterator.next(); event.value?.type !== "audio";) event = await iterator.next();
  await settle();
  assert.equal(hosts.jobs.length, 2);
  await iterator.return?.();
  assert.equal(hosts.open, 0);
});

for (const way of ["abort", "leave"] as const) {
  test(`${way} after every event: nothing is left open`, async () => {
    for (let n = 0; ; n++) {
      const hosts = new ScriptedHosts(wordByWord);
      const text = new WatchedText([TEXT]);
      const controller = new AbortController();
      const iterator = speechOver(hosts).speak(request(text), controller.signal)[Symbol.asyncIterator]();
      let events = 0;
      let last: SpeakEvent["type"] | undefined;
      while (events < n && last !== "end") {
        last = ((await iterator.next()) as IteratorYieldResult<SpeakEvent>).value.type;
        events++;
      }
      if (last === "end") break;
      if (way === "abort") {
        controller.abort();
        await assert.rejects(iterator.next(), { code: "cancelled" });
      } else await iterator.return?.();
      await settle();
      assert.equal(hosts.open, 0, `after ${n}`);
      assert.ok(text.isReleased || n === 0, `after ${n}`);
    }
  });

  test(`${way} while the text hangs: the answer ends all the same`, async () => {
    const hosts = new ScriptedHosts(wordByWord);
    const text = new WatchedText(["One. Tw"], true);
    const controller = new AbortController();
    const iterator = speechOver(hosts).speak(request(text), controller.signal)[Symbol.asyncIterator]();
    for (let event = await iterator.next(); event.value?.type !== "audio";) event = await iterator.next();
    const pending = way === "abort" ? iterator.next() : undefined;
    if (pending !== undefined) {
      controller.abort(new ParlandoError("shutting_down", "bye"));
      await assert.rejects(pending, { code: "shutting_down" });
    } else await iterator.return?.();
    await settle();
    assert.equal(hosts.open, 0);
    assert.ok(text.isReleased);
  });
}

test("an aborted request asks for nothing", async () => {
  const hosts = new ScriptedHosts(wordByWord);
  const stream = speechOver(hosts).speak(request(TEXT), AbortSignal.abort());
  await assert.rejects(stream[Symbol.asyncIterator]().next(), { code: "cancelled" });
  assert.equal(hosts.jobs.length, 0);
});

test("sound made before a failure is delivered before it", async () => {
  const hosts = new ScriptedHosts(function* (job) {
    yield* wordByWord(job);
    yield new ParlandoError("engine_failed", "no");
  });
  let sounds = 0;
  await assert.rejects(async () => {
    for await (const event of speechOver(hosts).speak(request("One two."), NEVER)) if (event.type === "audio") sounds++;
  });
  assert.equal(sounds, 2);
});
