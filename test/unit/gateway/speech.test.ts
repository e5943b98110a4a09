import assert from "node:assert/strict";
import { connect, type Socket } from "node:net";
import { test } from "node:test";
import { ParlandoError } from "../../../src/contract/errors.js";
import { openGateway, type OpenGateway } from "./scripted.js";

const BODY = { input: "Hello there.", voice: "alloy", model: "tts-1", response_format: "pcm" };

function post(gateway: OpenGateway, fields: object = {}, path = "/v1/audio/speech"): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(gateway.url + path, { method: "POST", headers, body: JSON.stringify({ ...BODY, ...fields }) });
}

/** A speech request over a bare socket, so that the test decides what is read and when. */
async function dial(gateway: OpenGateway, version: "1.0" | "1.1" = "1.1"): Promise<Socket> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  const body = JSON.stringify(BODY);
  const head = `POST /v1/audio/speech HTTP/${version}\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
  socket.write(head + body);
  return socket;
}

test("a text is spoken as 24 kHz 16-bit PCM, chunked, with the voice named", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  const answer = await post(gateway);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "audio/pcm");
  assert.equal(answer.headers.get("transfer-encoding"), "chunked");
  assert.equal(answer.headers.get("x-accel-buffering"), "no");
  assert.equal(answer.headers.get("x-voice-resolved"), "sine");
  assert.equal(answer.headers.get("x-sample-rate"), "24000");
  assert.match(answer.headers.get("openai-processing-ms") ?? "", /^\d+$/);
  assert.match(answer.headers.get("x-request-id") ?? "", /^req_[0-9a-f]{32}$/);
  const bytes = (await answer.arrayBuffer()).byteLength;
  assert.equal(bytes, Math.round((20 * 1102 * 24_000) / 22_050) * 2);
});

test("mp3 when no format is asked for", async () => {
  await using gateway = await openGateway();
  const answer = await post(gateway, { response_format: undefined });
  assert.equal(answer.headers.get("content-type"), "audio/mpeg");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  assert.equal(bytes[0], 0xff, "an MPEG frame begins");
});

test("every field reaches the synthesis; OpenAI's model names mean any model; unknown fields are ignored", async () => {
  await using gateway = await openGateway({ chunks: 1 });
  const fields = { speed: 0.25, pitch: 2, volume: 0, seed: 7, language: "ru", priority: "critical" };
  await (
    await post(gateway, { ...fields, voice: { id: "sine" }, stream: true, lang_code: "a", instructions: null })
  ).text();
  await (await post(gateway, { model: "test" })).text();
  const [first, second] = gateway.speech.requests;
  assert.equal(first?.text, "Hello there.");
  assert.equal(first?.voice, "sine");
  assert.equal(first?.model, undefined);
  assert.equal(first?.language, "ru");
  assert.equal(first?.priority, "critical");
  assert.deepEqual(first?.manner, { speed: 0.25, pitch: 2, volume: 0, seed: 7 });
  assert.equal(second?.model, "test");
  assert.deepEqual(second?.manner, { speed: 1, pitch: 1, volume: 1 });
});

test("server-sent events carry the bytes of the format, and usage at the end", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  const plain = Buffer.from(await (await post(gateway)).arrayBuffer());
  const answer = await post(gateway, { stream_format: "sse" });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  const events = parseEvents(await answer.text());
  const sound = Buffer.concat(events.filter(isDelta).map(({ audio }) => Buffer.from(audio, "base64")));
  assert.deepEqual(sound, plain);
  assert.deepEqual([...new Set(events.map(({ type }) => type))], ["speech.audio.delta", "speech.audio.done"]);
  assert.deepEqual(events.at(-1)?.["usage"], { input_tokens: 3, output_tokens: 20, total_tokens: 23 });
});

test("times of words come beside the sound when they are asked for, each before its sound", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  const events = parseEvents(await (await post(gateway, { stream_format: "sse", timestamps: true })).text());
  const marks = events.filter(({ type }) => type === "speech.audio.mark");
  assert.equal(marks.length, 2);
  assert.deepEqual(marks[0], {
    type: "speech.audio.mark",
    kind: "word",
    text: "la",
    start: 0,
    end: 2,
    start_ms: 0,
    end_ms: 50,
  });
  assert.ok(events.findIndex(({ type }) => type === "speech.audio.mark") < events.findIndex(isDelta));
});

test("a voice that fails before the first sample is a status that says not to try again", async () => {
  await using gateway = await openGateway({ failAt: 0 });
  const answer = await post(gateway);
  assert.equal(answer.status, 500);
  assert.equal(answer.headers.get("x-should-retry"), "false");
  assert.deepEqual(await answer.json(), {
    error: { message: "The engine test failed.", type: "server_error", param: null, code: "engine_failed" },
  });
  assert.equal(gateway.lines.find(({ level }) => level === "error")?.["code"], "engine_failed");
});

test("a WAV header does not go out before the first sample", async () => {
  await using gateway = await openGateway({ failAt: 0 });
  assert.equal((await post(gateway, { response_format: "wav" })).status, 500);
});

test("an overloaded server says when to come back", async () => {
  const failure = new ParlandoError("rate_limited", "Too many.", { retryAfterMs: 1500 });
  await using gateway = await openGateway({ failAt: 0, failure });
  const answer = await post(gateway);
  assert.equal(answer.status, 429);
  assert.equal(answer.headers.get("x-should-retry"), "true");
  assert.equal(answer.headers.get("retry-after-ms"), "1500");
  assert.equal(answer.headers.get("retry-after"), "2");
});

test("a failure after the first byte breaks the connection", async () => {
  await using gateway = await openGateway({ chunks: 40, failAt: 30 });
  const answer = await post(gateway);
  assert.equal(answer.status, 200);
  await assert.rejects(answer.arrayBuffer(), TypeError);
  await gateway.speech.idle();
});

test("a failure after the first byte is a reset, which readers without chunked coding see too", async () => {
  let goOn = (): void => {};
  const isRead = new Promise<void>((resolve) => (goOn = resolve));
  await using gateway = await openGateway({ failAt: 10, gate: async (at) => (at === 10 ? isRead : undefined) });
  const socket = await dial(gateway, "1.0");
  let bytes = 0;
  // libuv tells a reset that comes along with data as a clean end: all must be read before.
  socket.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > 22_000) goOn();
  });
  const end = await new Promise<string>((resolve) => {
    socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown"));
    socket.once("end", () => resolve("clean end"));
  });
  assert.equal(end, "ECONNRESET");
});

test("events that fail midway end with an error event and without the promised end", async () => {
  await using gateway = await openGateway({ chunks: 40, failAt: 30 });
  const answer = await post(gateway, { stream_format: "sse" });
  let text = "";
  const decoder = new TextDecoder();
  await assert.rejects(async () => {
    for await (const chunk of answer.body ?? []) text += decoder.decode(chunk as Uint8Array, { stream: true });
  }, TypeError);
  const last = parseEvents(text).at(-1);
  assert.equal(last?.type, "error");
  assert.equal((last?.["error"] as { code: string } | undefined)?.code, "engine_failed");
});

test("a client that leaves ends the work, while it plays", async () => {
  await using gateway = await openGateway({ chunks: Infinity });
  const leave = new AbortController();
  const answer = await fetch(`${gateway.url}/v1/audio/speech`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(BODY),
    signal: leave.signal,
  });
  assert.equal(answer.status, 200);
  leave.abort();
  await gateway.speech.idle();
  assert.equal(gateway.speech.open, 0);
  while (gateway.lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.match(await gateway.deps.metrics.render(), /^parlando_interrupts_total 1$/m);
});

test("a client that leaves before the first sound ends the work, and is logged as cancelled", async () => {
  let begun = (): void => {};
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  await using gateway = await openGateway({
    gate: (_chunk, signal) => {
      begun();
      return new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }),
      );
    },
  });
  const socket = await dial(gateway);
  await beginning;
  socket.destroy();
  await gateway.speech.idle();
  while (gateway.lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([gateway.lines[0]?.["status"], gateway.lines[0]?.["code"]], [499, "cancelled"]);
});

test("a reader that stops stops the synthesis, and gets all of it once it reads on", async () => {
  const chunks = 6000;
  await using gateway = await openGateway({ chunks, rateHz: 24_000 });
  const sockets: Socket[] = [];
  gateway.app.server.on("connection", (socket: Socket) => sockets.push(socket));
  const socket = await dial(gateway);
  socket.pause();
  const stoppedAt = await settled(() => gateway.speech.computed);
  assert.ok(stoppedAt < chunks, `${stoppedAt} chunks were computed for a reader that reads nothing`);
  // A socket asks to stop at its mark (16 KiB on Node 20, 64 KiB since 22); what it is given just before comes on top.
  const { writableLength = Infinity, writableHighWaterMark = 0 } = sockets[0] ?? {};
  assert.ok(writableLength < writableHighWaterMark + 48 * 1024, `${writableLength} bytes wait in the process`);
  let bytes = 0;
  socket.on("data", (chunk: Buffer) => (bytes += chunk.length));
  socket.resume();
  await gateway.speech.idle();
  assert.equal(gateway.speech.computed, chunks);
  assert.ok(bytes > 0);
  socket.destroy();
});

/** The value once it has stayed the same for many turns of the event loop. */
async function settled(read: () => number): Promise<number> {
  let last = -1;
  for (let same = 0; same < 300;) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = read();
    same = now === last && now > 0 ? same + 1 : 0;
    last = now;
  }
  return last;
}

type SpeechEvent = Record<string, unknown> & { readonly type: string };
type Delta = SpeechEvent & { readonly audio: string };

function isDelta(event: SpeechEvent): event is Delta {
  return event.type === "speech.audio.delta";
}

function parseEvents(text: string): SpeechEvent[] {
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("data: ") && block.endsWith("}"))
    .map((block) => JSON.parse(block.slice("data: ".length)) as SpeechEvent);
}
