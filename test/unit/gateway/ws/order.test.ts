import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { toFrame } from "../../../../src/gateway/api/native/ws/frames.js";
import { WsSession } from "../../../../src/gateway/api/native/ws/session.js";
import { FakeSocket, scriptedDeps, turnstile, until, type Json } from "./scripted.js";

/** What a client, its socket and the engine may do at any moment. */
type Act =
  | { readonly do: "say"; readonly message: Json }
  | { readonly do: "audio" }
  | { readonly do: "step"; readonly count: number }
  | { readonly do: "turn"; readonly count: number }
  | { readonly do: "stick" }
  | { readonly do: "drain" };

const ids = fc.constantFrom("a", "b", "c");
const texts = fc.constantFrom("one", "one two three", "one fail two", "x ".repeat(60));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const messages: fc.Arbitrary<Json> = fc.oneof(
  fc.record({ type: fc.constant("synthesize"), task_id: optional(ids), text: texts, stream: optional(fc.boolean()) }),
  fc.record({ type: fc.constant("synthesize"), task_id: optional(ids), stream_text: fc.constant(true) }),
  fc.record({ type: fc.constant("text"), delta: texts }),
  fc.constant({ type: "flush" }),
  fc.constant({ type: "end" }),
  fc.record({ type: fc.constant("interrupt"), task_id: optional(ids) }),
  fc.record({ type: fc.constant("transcribe"), task_id: optional(ids) }),
  fc.constant({ type: "transcribe_end" }),
  fc.constant({ type: "connect" }),
  fc.constant({ type: "ping" }),
);

const acts: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: messages.map((message) => ({ do: "say" as const, message })) },
  { weight: 1, arbitrary: fc.constant({ do: "audio" as const }) },
  { weight: 3, arbitrary: fc.nat(5).map((count) => ({ do: "step" as const, count })) },
  { weight: 3, arbitrary: fc.nat(8).map((count) => ({ do: "turn" as const, count })) },
  { weight: 1, arbitrary: fc.constantFrom({ do: "stick" as const }, { do: "drain" as const }) },
);

const FINAL = new Set(["completed", "failed", "cancelled"]);

/** Reads what a client saw: audio and marks belong to the one task that is processing; a task ends once, after it began. */
function checkOrder(seen: readonly Json[]): void {
  const live = new Map<string, string>();
  let speaking: string | undefined;
  for (const each of seen) {
    if ("frame" in each) assert.ok(speaking !== undefined, "audio while no task speaks");
    if (each["type"] === "mark") assert.equal(each["task_id"], speaking, "a mark of a task that does not speak");
    if (each["type"] === "transcript") assert.ok(live.has(String(each["task_id"])), "a transcript of an ended task");
    if (each["type"] !== "status" || each["status"] === "idle") continue;
    const id = String(each["task_id"]);
    const status = String(each["status"]);
    if (FINAL.has(status)) {
      assert.ok(live.delete(id), `${id} ${status}, though it is not at work`);
      if (speaking === id) speaking = undefined;
      continue;
    }
    if (status === "queued") assert.equal(live.has(id), false, `${id} queued twice`);
    // A transcription is at work without having been queued, and has no voice.
    if (status === "processing" && "voice_id" in each) {
      assert.equal(live.get(id), "queued");
      assert.equal(speaking, undefined, "two tasks speak");
      speaking = id;
    }
    live.set(id, status);
  }
}

test("whatever order messages come in, a task that has ended is silent and nothing is left open", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(acts, { maxLength: 40 }), async (script) => {
      const socket = new FakeSocket();
      const deps = scriptedDeps({ tasks: 3, transcriptions: 2 });
      const { gate, pass } = turnstile();
      deps.speech.gate = gate;
      const session = new WsSession(socket, deps);
      for (const act of script) {
        if (act.do === "say") session.receive(Buffer.from(JSON.stringify(act.message)), false);
        if (act.do === "audio") session.receive(toFrame(2, new Uint8Array(64)), true);
        if (act.do === "step") pass(act.count);
        if (act.do === "stick") socket.isStuck = true;
        if (act.do === "drain") socket.drain();
        for (let i = 0; act.do === "turn" && i < act.count; i++) await new Promise((resolve) => setImmediate(resolve));
      }
      checkOrder(socket.seen);
      const sent = socket.seen.length;
      session.closed();
      pass(10_000);
      await until(
        () => deps.speech.open === 0 && deps.listening.open === 0,
        () => script,
      );
      assert.equal(socket.seen.length, sent, "sent after the end of the connection");
      assert.equal(deps.counts.streams, 0);
      assert.equal(session.isBusy, false);
    }),
    { numRuns: 300 },
  );
});
