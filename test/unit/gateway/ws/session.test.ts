import assert from "node:assert/strict";
import { test } from "node:test";
import { toFrame } from "../../../../src/gateway/api/native/ws/frames.js";
import { WsSession } from "../../../../src/gateway/api/native/ws/session.js";
import { FakeSocket, scriptedDeps, turnstile, until, VOICE, type Json, type ScriptedDeps } from "./scripted.js";

interface Talk {
  readonly socket: FakeSocket;
  readonly session: WsSession;
  readonly deps: ScriptedDeps;
  readonly say: (message: Json | string) => void;
  readonly sayBytes: (bytes: Uint8Array) => void;
  readonly wait: (holds: () => boolean) => Promise<void>;
}

function talk(limits: Partial<ScriptedDeps["limits"]> = {}): Talk {
  const socket = new FakeSocket();
  const deps = scriptedDeps(limits);
  const session = new WsSession(socket, deps);
  return {
    socket,
    session,
    deps,
    say: (message) =>
      session.receive(Buffer.from(typeof message === "string" ? message : JSON.stringify(message)), false),
    sayBytes: (bytes) => session.receive(bytes, true),
    wait: (holds) => until(holds, () => socket.seen),
  };
}

const errorOf = (message: Json | undefined): { code: string; message: string; field: string | null } =>
  message?.["error"] as never;

test("connect is answered with the session, and a text comes back as status, marks, audio and status", async () => {
  const { socket, say, wait, deps } = talk();
  say({ type: "connect", session_id: "s1" });
  say({ type: "synthesize", task_id: "t1", text: "one two", timestamps: true });
  await wait(() => socket.statuses("t1").includes("completed"));
  assert.deepEqual([socket.seen[0]?.["type"], socket.seen[0]?.["session_id"]], ["connected", "s1"]);
  const processing = socket.of("status").find((each) => each["status"] === "processing");
  assert.deepEqual(
    [processing?.["voice_id"], processing?.["sample_rate"], processing?.["content_type"]],
    [VOICE.id, 16_000, "audio/pcm"],
  );
  assert.deepEqual(socket.frames, [
    { frame: 1, bytes: 640 },
    { frame: 1, bytes: 640 },
  ]);
  const words = socket.of("mark").filter((each) => each["kind"] === "word");
  assert.deepEqual(
    words.map((each) => [each["text"], each["start"], each["start_ms"], each["end_ms"]]),
    [
      ["one", 0, 0, 20],
      ["two", 4, 20, 40],
    ],
  );
  const last = socket.of("status").at(-1);
  assert.deepEqual([last?.["progress"], last?.["duration_ms"], last?.["bytes"], last?.["error"]], [1, 40, 1280, null]);
  assert.equal(deps.speech.open, 0);
  assert.equal(deps.counts.streams, 0);
});

test("a client that never says connect gets a session of its own, and may still say it later", async () => {
  const { socket, say, wait } = talk();
  say({ type: "synthesize", task_id: "t1", text: "one" });
  await wait(() => socket.statuses("t1").includes("completed"));
  say({ type: "connect", session_id: "mine" });
  await wait(() => socket.of("connected").length === 1);
  assert.equal(socket.of("error").length, 0);
});

test("text that arrives piece by piece is spoken as it arrives", async () => {
  const { socket, say, wait, deps } = talk();
  say({ type: "synthesize", task_id: "t1", stream_text: true, text: "hel" });
  say({ type: "text", delta: "lo wor" });
  await wait(() => socket.frames.length === 1);
  say({ type: "flush" });
  await wait(() => socket.frames.length === 2);
  say({ type: "text", delta: " end" });
  say({ type: "end" });
  await wait(() => socket.statuses("t1").includes("completed"));
  assert.equal(deps.speech.flushes, 1);
  assert.equal(socket.frames.length, 3);
  assert.equal(socket.of("error").length, 0);
});

test("tasks speak one after another, and a full line is refused", async () => {
  const { socket, say, wait, deps } = talk({ tasks: 2 });
  const { gate, pass } = turnstile();
  deps.speech.gate = gate;
  for (const id of ["a", "b", "c"]) say({ type: "synthesize", task_id: id, text: "one" });
  await wait(() => socket.of("error").length === 1);
  assert.equal(socket.of("error")[0]?.["task_id"], "c");
  assert.equal(errorOf(socket.of("error")[0]).code, "rate_limited");
  assert.deepEqual(socket.statuses("b"), ["queued"]);
  assert.equal(socket.of("status").find((each) => each["task_id"] === "b")?.["position"], 1);
  pass(2);
  await wait(() => socket.statuses("b").includes("completed"));
  const order = socket.seen.flatMap((each) =>
    "frame" in each
      ? ["audio"]
      : each["type"] === "status"
        ? [`${String(each["task_id"])} ${String(each["status"])}`]
        : [],
  );
  assert.deepEqual(order, [
    "a queued",
    "b queued",
    "a processing",
    "audio",
    "a completed",
    "b processing",
    "audio",
    "b completed",
  ]);
});

test("an interrupt is answered in the same turn, and nothing of what it silenced follows", async () => {
  const { socket, say, wait, deps } = talk();
  const { gate, pass } = turnstile();
  deps.speech.gate = gate;
  say({ type: "synthesize", task_id: "a", text: "one two three four" });
  say({ type: "synthesize", task_id: "b", text: "five" });
  pass(2);
  await wait(() => socket.frames.length === 2);
  const before = socket.seen.length;
  say({ type: "interrupt", reason: "the listener spoke" });
  const answer = socket.seen.slice(before);
  assert.deepEqual(
    answer.map((each) => [each["task_id"], each["status"], each["reason"]]),
    [
      ["a", "cancelled", "the listener spoke"],
      ["b", "cancelled", "the listener spoke"],
    ],
  );
  pass(10);
  await wait(() => deps.speech.open === 0);
  assert.equal(socket.frames.length, 2, "audio after the interrupt");
  assert.equal(deps.speech.tones, 2, "the engine went on");
  assert.equal(deps.counts.interrupted, 2);
  say({ type: "synthesize", task_id: "c", text: "one" });
  await wait(() => socket.statuses("c").includes("completed"));
});

test("interrupting one task leaves the others", async () => {
  const { socket, say, wait, deps } = talk();
  const { gate, pass } = turnstile();
  deps.speech.gate = gate;
  say({ type: "synthesize", task_id: "a", text: "one two" });
  say({ type: "synthesize", task_id: "b", text: "three" });
  await wait(() => socket.statuses("a").includes("processing"));
  say({ type: "interrupt", task_id: "a" });
  pass(5);
  await wait(() => socket.statuses("b").includes("completed"));
  assert.equal(socket.statuses("a").at(-1), "cancelled");
});

test("a task whose engine is stuck in a step does not keep the next one waiting", async () => {
  const { socket, say, wait, deps } = talk();
  const stuck = turnstile();
  deps.speech.gate = stuck.gate;
  say({ type: "synthesize", task_id: "a", text: "one" });
  await wait(() => socket.statuses("a").includes("processing"));
  deps.speech.gate = () => Promise.resolve();
  say({ type: "interrupt" });
  say({ type: "synthesize", task_id: "b", text: "two" });
  await wait(() => socket.statuses("b").includes("completed"));
  stuck.pass();
  await wait(() => deps.speech.open === 0);
  assert.equal(socket.frames.length, 1);
});

test("an interrupt with nothing to silence is answered with idle", async () => {
  const { socket, say } = talk();
  say({ type: "interrupt" });
  say({ type: "interrupt", task_id: "gone" });
  assert.deepEqual(
    socket.of("status").map((each) => [each["task_id"], each["status"]]),
    [
      [null, "idle"],
      ["gone", "idle"],
    ],
  );
});

test("audio waits for a client that does not read, and an interrupt drops what waits", async () => {
  const { socket, say, wait, deps } = talk();
  socket.isStuck = true;
  say({ type: "synthesize", task_id: "a", text: "w ".repeat(400) });
  await wait(() => socket.bufferedAmount > 64 * 1024);
  const tones = deps.speech.tones;
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.ok(deps.speech.tones <= tones + 1, "the engine ran ahead of its reader");
  say({ type: "interrupt" });
  const frames = socket.frames.length;
  socket.drain();
  await wait(() => deps.speech.open === 0);
  assert.equal(socket.frames.length, frames);
  assert.equal(socket.statuses("a").at(-1), "cancelled");
});

test("a client that goes on reading later gets all of it", async () => {
  const { socket, say, wait } = talk();
  socket.isStuck = true;
  say({ type: "synthesize", task_id: "a", text: "w ".repeat(400) });
  await wait(() => socket.bufferedAmount > 64 * 1024);
  socket.drain();
  await wait(() => socket.statuses("a").includes("completed"));
  assert.equal(socket.frames.length, 400);
});

test("stream:false gives the audio as one frame, up to a limit", async () => {
  const { socket, say, wait } = talk({ wholeAudioBytes: 1500 });
  say({ type: "synthesize", task_id: "a", text: "one two", stream: false });
  say({ type: "synthesize", task_id: "b", text: "one two three", stream: false });
  await wait(() => socket.statuses("b").includes("failed"));
  assert.deepEqual(socket.frames, [{ frame: 1, bytes: 1280 }]);
  assert.equal(errorOf(socket.of("status").at(-1)).code, "payload_too_large");
});

test("an engine's failure is the task's status, and the next task speaks", async () => {
  const { socket, say, wait } = talk();
  say({ type: "synthesize", task_id: "a", text: "one fail two" });
  say({ type: "synthesize", task_id: "b", text: "one", voice_id: "nobody" });
  say({ type: "synthesize", task_id: "c", text: "one" });
  await wait(() => socket.statuses("c").includes("completed"));
  const failed = socket.of("status").filter((each) => each["status"] === "failed");
  assert.deepEqual(
    failed.map((each) => [each["task_id"], errorOf(each).code, errorOf(each).field]),
    [
      ["a", "engine_failed", null],
      ["b", "unknown_voice", "voice_id"],
    ],
  );
});

test("a client that vanishes takes its work with it at once", async () => {
  const { socket, session, say, wait, deps } = talk();
  const { gate, pass } = turnstile();
  deps.speech.gate = gate;
  say({ type: "synthesize", task_id: "a", text: "one two" });
  say({ type: "synthesize", task_id: "b", stream_text: true });
  say({ type: "transcribe", task_id: "c" });
  await wait(() => deps.speech.open === 1 && deps.listening.open === 1);
  const before = socket.seen.length;
  session.closed();
  pass(5);
  await wait(() => deps.speech.open === 0 && deps.listening.open === 0);
  assert.equal(deps.speech.tones, 0);
  assert.equal(socket.seen.length, before);
  assert.equal(deps.counts.streams, 0);
  assert.equal(session.isBusy, false);
});

test("audio sent after transcribe comes back as a transcript", async () => {
  const { socket, say, sayBytes, wait, deps } = talk();
  say({ type: "transcribe", task_id: "t", sample_rate: 8000, language: "en", words: true });
  sayBytes(toFrame(2, new Uint8Array(640)));
  await wait(() => socket.of("transcript").length === 1);
  sayBytes(Buffer.concat([toFrame(2, new Uint8Array(320)), toFrame(2, new Uint8Array(320))]));
  say({ type: "transcribe_end" });
  await wait(() => socket.statuses("t").includes("completed"));
  const final = socket.of("transcript").at(-1);
  assert.deepEqual(
    [final?.["text"], final?.["final"], final?.["language"], final?.["duration_ms"]],
    ["640 samples at 8000 Hz", true, "en", 80],
  );
  assert.ok(Array.isArray(final?.["segments"]) && final["segments"].length === 3);
  assert.deepEqual([deps.listening.options[0]?.language, deps.listening.options[0]?.words], ["en", true]);
});

test("a file sent faster than it is heard holds the socket back, and no byte is lost", async () => {
  const { socket, say, sayBytes, wait, deps } = talk();
  const { gate, pass } = turnstile();
  deps.listening.gate = gate;
  say({ type: "transcribe", task_id: "t" });
  await wait(() => deps.listening.open === 1);
  for (let i = 0; i < 20; i++) sayBytes(toFrame(2, new Uint8Array(32_000)));
  assert.equal(socket.isPaused, true);
  pass(20);
  await wait(() => !socket.isPaused);
  say({ type: "transcribe_end" });
  await wait(() => socket.statuses("t").includes("completed"));
  assert.equal(socket.of("transcript").at(-1)?.["text"], "320000 samples at 16000 Hz");
});

test("a cancelled transcription lets go of the socket it held back", async () => {
  const { socket, say, sayBytes, wait, deps } = talk();
  deps.listening.gate = turnstile().gate;
  say({ type: "transcribe", task_id: "t" });
  await wait(() => deps.listening.open === 1);
  for (let i = 0; i < 20; i++) sayBytes(toFrame(2, new Uint8Array(32_000)));
  say({ type: "interrupt", task_id: "t" });
  assert.equal(socket.isPaused, false);
  assert.deepEqual(socket.statuses("t"), ["processing", "cancelled"]);
});

test("messages that come while connect is answered wait for it, in order", async () => {
  const { socket, say, wait } = talk();
  say({ type: "connect", session_id: "s" });
  say({ type: "ping" });
  say({ type: "connect", session_id: "s2" });
  say({ type: "ping" });
  await wait(() => socket.of("pong").length === 2);
  assert.deepEqual(
    socket.seen.map((each) => each["type"]),
    ["connected", "pong", "error", "pong"],
  );
});

test("a refused connect says so, and the next may be right", async () => {
  const { socket, say, wait } = talk();
  say({ type: "connect", auth_token: "wrong" });
  say({ type: "connect", auth_token: "right" });
  await wait(() => socket.of("connected").length === 1);
  assert.equal(errorOf(socket.of("error")[0]).code, "unauthorized");
  assert.equal(errorOf(socket.of("error")[0]).field, "auth_token");
});

test("a text left open for too long ends by itself", async () => {
  const { socket, session, say, wait, deps } = talk({ openIdleMs: 1000 });
  say({ type: "synthesize", task_id: "a", stream_text: true, text: "one " });
  say({ type: "transcribe", task_id: "b" });
  await wait(() => socket.statuses("b").includes("processing") && socket.frames.length === 1);
  deps.clock.move(900);
  say({ type: "text", delta: "two " });
  deps.clock.move(200);
  session.sweep(deps.clock.nowMs());
  assert.deepEqual(socket.statuses("b"), ["processing", "failed"]);
  assert.equal(socket.statuses("a").includes("failed"), false, "it had a delta 200 ms ago");
  deps.clock.move(1000);
  session.sweep(deps.clock.nowMs());
  assert.equal(socket.statuses("a").at(-1), "failed");
  assert.equal(errorOf(socket.of("status").at(-1)).code, "timeout");
  await wait(() => deps.speech.open === 0 && deps.listening.open === 0);
});
