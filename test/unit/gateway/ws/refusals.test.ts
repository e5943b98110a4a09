import assert from "node:assert/strict";
import { test } from "node:test";
import { toFrame } from "../../../../src/gateway/api/native/ws/frames.js";
import { WsSession } from "../../../../src/gateway/api/native/ws/session.js";
import { FakeSocket, scriptedDeps, until } from "./scripted.js";

interface Refusal {
  readonly what: string;
  /** Messages before the one that is refused. */
  readonly after?: readonly object[];
  readonly message: string | Uint8Array | object;
  readonly code: string;
  readonly field: string | null;
  /** What the message must name. */
  readonly says: RegExp;
}

const OPEN_TEXT = { type: "synthesize", task_id: "open", stream_text: true };

const REFUSALS: readonly Refusal[] = [
  { what: "no JSON", message: "{hello", code: "invalid_request", field: null, says: /not JSON.*"type"/ },
  { what: "JSON that is no object", message: "[1]", code: "invalid_request", field: null, says: /an array.*object/ },
  { what: "no type", message: { text: "x" }, code: "invalid_request", field: "type", says: /missing.*synthesize/ },
  {
    what: "an unknown type",
    message: { type: "speak" },
    code: "invalid_request",
    field: "type",
    says: /"speak".*connect, synthesize, text, flush, end, interrupt, transcribe, transcribe_end, ping/,
  },
  {
    what: "a type inherited from Object",
    message: { type: "constructor" },
    code: "invalid_request",
    field: "type",
    says: /"constructor"/,
  },
  {
    what: "a number as text",
    message: { type: "synthesize", text: 5 },
    code: "invalid_request",
    field: "text",
    says: /text is 5; it must be a string/,
  },
  {
    what: "no text",
    message: { type: "synthesize" },
    code: "invalid_request",
    field: "text",
    says: /missing.*stream_text/,
  },
  {
    what: "an empty text",
    message: { type: "synthesize", text: " \n" },
    code: "invalid_request",
    field: "text",
    says: /empty/,
  },
  {
    what: "a text over the limit",
    message: { type: "synthesize", text: "x".repeat(1001) },
    code: "text_too_long",
    field: "text",
    says: /"text" is longer than 1000/,
  },
  {
    what: "a speed out of range",
    message: { type: "synthesize", text: "x", speed: 9 },
    code: "invalid_request",
    field: "speed",
    says: /speed is 9; it must be a number from 0.25 to 4/,
  },
  {
    what: "a speed as a string",
    message: { type: "synthesize", text: "x", speed: "1" },
    code: "invalid_request",
    field: "speed",
    says: /speed is "1"; it must be a number/,
  },
  {
    what: "an unknown priority",
    message: { type: "synthesize", text: "x", priority: "urgent" },
    code: "invalid_request",
    field: "priority",
    says: /"urgent".*critical, high, normal, batch/,
  },
  {
    what: "an unknown format",
    message: { type: "synthesize", text: "x", format: "mp4" },
    code: "unsupported_format",
    field: "format",
    says: /"mp4".*pcm/,
  },
  {
    what: "a chunk too long",
    message: { type: "synthesize", text: "x", chunk_ms: 500 },
    code: "invalid_request",
    field: "chunk_ms",
    says: /500.*20 to 100/,
  },
  {
    what: "a task id with spaces",
    message: { type: "synthesize", text: "x", task_id: "a b" },
    code: "invalid_request",
    field: "task_id",
    says: /128 printable/,
  },
  {
    what: "a task id in use",
    after: [OPEN_TEXT],
    message: { type: "synthesize", text: "x", task_id: "open" },
    code: "invalid_request",
    field: "task_id",
    says: /open is at work/,
  },
  {
    what: "a second open text",
    after: [OPEN_TEXT],
    message: { ...OPEN_TEXT, task_id: "two" },
    code: "invalid_request",
    field: "stream_text",
    says: /open.*end/,
  },
  {
    what: "a second connect",
    after: [{ type: "connect", session_id: "s1" }],
    message: { type: "connect" },
    code: "invalid_request",
    field: "type",
    says: /session s1 already/,
  },
  {
    what: "a delta without a task",
    message: { type: "text", delta: "x" },
    code: "invalid_request",
    field: null,
    says: /stream_text/,
  },
  {
    what: "a flush without a task",
    message: { type: "flush" },
    code: "invalid_request",
    field: null,
    says: /stream_text/,
  },
  {
    what: "an end without a task",
    message: { type: "end" },
    code: "invalid_request",
    field: null,
    says: /stream_text/,
  },
  {
    what: "a delta after the end",
    after: [OPEN_TEXT, { type: "end" }],
    message: { type: "text", delta: "x" },
    code: "invalid_request",
    field: null,
    says: /stream_text/,
  },
  {
    what: "a delta for another task",
    after: [OPEN_TEXT],
    message: { type: "text", delta: "x", task_id: "y" },
    code: "invalid_request",
    field: "task_id",
    says: /y takes no text; open does/,
  },
  {
    what: "a delta over the limit",
    after: [OPEN_TEXT],
    message: { type: "text", delta: "x".repeat(1001) },
    code: "text_too_long",
    field: "delta",
    says: /1000/,
  },
  {
    what: "a delta that is missing",
    after: [OPEN_TEXT],
    message: { type: "text" },
    code: "invalid_request",
    field: "delta",
    says: /delta is missing; it must be a string/,
  },
  {
    what: "a reason that is a number",
    message: { type: "interrupt", reason: 4 },
    code: "invalid_request",
    field: "reason",
    says: /reason is 4/,
  },
  {
    what: "a few bytes of garbage",
    message: Uint8Array.of(1, 2, 3),
    code: "invalid_request",
    field: "frame",
    says: /u32 type.*3 left/,
  },
  {
    what: "an empty binary message",
    message: new Uint8Array(0),
    code: "invalid_request",
    field: "frame",
    says: /0 left/,
  },
  {
    what: "a frame that promises too much",
    message: toFrame(2, new Uint8Array(20)).subarray(0, 12),
    code: "invalid_request",
    field: "frame",
    says: /promises 20 bytes.*4 left/,
  },
  {
    what: "a frame of unknown type",
    message: toFrame(77, new Uint8Array(2)),
    code: "invalid_request",
    field: "frame",
    says: /type 77.*type 2/,
  },
  {
    what: "audio without a transcription",
    message: toFrame(2, new Uint8Array(2)),
    code: "invalid_request",
    field: null,
    says: /send transcribe/,
  },
  {
    what: "an end without a transcription",
    message: { type: "transcribe_end" },
    code: "invalid_request",
    field: null,
    says: /send transcribe/,
  },
  {
    what: "an end of another transcription",
    after: [{ type: "transcribe", task_id: "h" }],
    message: { type: "transcribe_end", task_id: "i" },
    code: "invalid_request",
    field: "task_id",
    says: /i takes no audio; h does/,
  },
  {
    what: "a second open transcription",
    after: [{ type: "transcribe", task_id: "h" }],
    message: { type: "transcribe" },
    code: "invalid_request",
    field: null,
    says: /h still takes audio/,
  },
  {
    what: "a transcription in an unknown format",
    message: { type: "transcribe", format: "xyz" },
    code: "unsupported_format",
    field: "format",
    says: /"xyz".*pcm.*wav/,
  },
  {
    what: "a sample rate out of range",
    message: { type: "transcribe", sample_rate: 1 },
    code: "invalid_request",
    field: "sample_rate",
    says: /sample_rate is 1; it must be a whole number from 4000 to 192000/,
  },
];

for (const { what, after = [], message, code, field, says } of REFUSALS) {
  test(`${what} is refused with what is wrong, and the connection goes on`, async () => {
    const socket = new FakeSocket();
    const deps = scriptedDeps();
    const session = new WsSession(socket, deps);
    const say = (each: string | object): void =>
      session.receive(Buffer.from(typeof each === "string" ? each : JSON.stringify(each)), false);
    for (const each of after) say(each);
    if (message instanceof Uint8Array) session.receive(message, true);
    else say(message);
    await until(
      () => socket.of("error").length > 0,
      () => socket.seen,
    );
    const error = socket.of("error")[0]?.["error"] as Record<string, unknown>;
    assert.deepEqual([error["code"], error["field"]], [code, field]);
    assert.match(String(error["message"]), says);
    say({ type: "interrupt" });
    say({ type: "synthesize", task_id: "next", text: "one" });
    await until(
      () => socket.statuses("next").includes("completed"),
      () => socket.seen,
    );
    assert.equal(socket.of("error").length, 1);
    assert.equal(socket.closedWith, undefined);
    session.closed();
    await until(() => deps.speech.open === 0 && deps.listening.open === 0);
  });
}

test("an error names the task it is about", async () => {
  const socket = new FakeSocket();
  const session = new WsSession(socket, scriptedDeps());
  session.receive(Buffer.from(JSON.stringify({ type: "synthesize", task_id: "t", text: 1 })), false);
  assert.equal(socket.of("error")[0]?.["task_id"], "t");
});

test("a message over the limit closes the connection with the reason", () => {
  const socket = new FakeSocket();
  const session = new WsSession(socket, scriptedDeps({ messageBytes: 100 }));
  session.receive(new Uint8Array(101), true);
  assert.equal(socket.closedWith?.code, 1009);
  assert.match(socket.closedWith?.reason ?? "", /limit of 100 bytes/);
  assert.ok(Buffer.byteLength(socket.closedWith?.reason ?? "") <= 123, "RFC 6455 allows 123 bytes");
});

test("more pieces of text than anyone reads are refused one by one", async () => {
  const socket = new FakeSocket();
  const deps = scriptedDeps({ textCharacters: 100_000 });
  deps.speech.gate = () => new Promise(() => {});
  const session = new WsSession(socket, deps);
  const say = (message: object): void => session.receive(Buffer.from(JSON.stringify(message)), false);
  say({ type: "synthesize", stream_text: true, text: "stuck " });
  await until(() => socket.of("status").length === 2);
  for (let i = 0; i < 10_002; i++) say({ type: "text", delta: "a" });
  const errors = socket.of("error").map((each) => (each["error"] as { code: string }).code);
  assert.ok(errors.length > 0 && errors.every((code) => code === "rate_limited"), errors.join());
});
