import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { WebSocket } from "ws";
import { ParlandoError } from "../../src/contract/errors.js";
import { openGateway, RATE_HZ, type OpenGateway } from "../unit/gateway/scripted.js";

type Json = Readonly<Record<string, unknown>>;

const SAMPLES = 20 * 1102;

function post(gateway: OpenGateway, path: string, body: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(gateway.url + path, { method: "POST", headers, body: JSON.stringify(body) });
}

function postBytes(gateway: OpenGateway, path: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = { "content-type": "application/octet-stream" };
  return fetch(gateway.url + path, { method: "POST", headers, body });
}

/** What a client of `/ws/tts` sees: sizes of frames, and what is said between them. */
async function open(url: string): Promise<{
  readonly socket: WebSocket;
  readonly next: () => Promise<{ readonly frames: readonly number[]; readonly said: Json }>;
}> {
  const socket = new WebSocket(url.replace("http", "ws"));
  const answers: { frames: number[]; said: Json }[] = [];
  let frames: number[] = [];
  let wake = (): void => {};
  socket.on("message", (data, isBinary) => {
    if (isBinary) {
      frames.push((data as Buffer).length);
      return;
    }
    answers.push({ frames, said: JSON.parse((data as Buffer).toString()) as Json });
    frames = [];
    wake();
  });
  await once(socket, "open");
  return {
    socket,
    async next() {
      while (answers.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      return answers.shift() as { frames: number[]; said: Json };
    },
  };
}

test("text over /ws/tts comes back in frames of 1024 bytes and an end marker, again and again", async () => {
  await using gateway = await openGateway();
  const { socket, next } = await open(`${gateway.url}/ws/tts`);
  const bytes = Math.round((SAMPLES * 24_000) / RATE_HZ) * 2;
  for (const text of ["Hello.", '{"text":"Again.","speed":1.5}']) {
    socket.send(text);
    const { frames, said } = await next();
    assert.deepEqual(said, { type: "end", sample_rate: 24_000, bytes });
    assert.ok(frames.slice(0, -1).every((size) => size === 1024));
    assert.equal(
      frames.reduce((total, size) => total + size, 0),
      bytes,
    );
  }
  assert.deepEqual(
    gateway.speech.requests.map(({ text, manner }) => [text, manner.speed]),
    [
      ["Hello.", 1],
      ["Again.", 1.5],
    ],
  );
  socket.close();
  await once(socket, "close");
});

test("the address of /ws/tts sets voice, rate and frame size; a message overrides them", async () => {
  await using gateway = await openGateway();
  const { socket, next } = await open(`${gateway.url}/ws/tts?frame_bytes=320&sample_rate=8000&voice=sine`);
  socket.send("Hello.");
  const first = await next();
  assert.equal(first.frames[0], 320);
  assert.equal(first.said["bytes"], Math.round((SAMPLES * 8000) / RATE_HZ) * 2);
  socket.send('{"text":"Hello.","frame_bytes":640}');
  assert.equal((await next()).frames[0], 640);
  assert.equal(gateway.speech.requests[0]?.voice, "sine");
  socket.terminate();
});

test("an address of /ws/tts that makes no sense is refused before the socket opens", async () => {
  await using gateway = await openGateway();
  const socket = new WebSocket(`${gateway.url.replace("http", "ws")}/ws/tts?frame_bytes=7`);
  const [error] = (await once(socket, "error")) as [Error];
  assert.match(error.message, /400/);
});

test("what /ws/tts cannot do is said in place of the end, and the next text is spoken", async () => {
  await using gateway = await openGateway();
  const { socket, next } = await open(`${gateway.url}/ws/tts`);
  for (const message of [" ", "{}", Uint8Array.of(1), '{"text":"x","voice":"nobody"}']) {
    socket.send(message);
    const { said, frames } = await next();
    assert.equal(said["type"], "error");
    assert.equal(frames.length, 0);
  }
  socket.send("Hello.");
  assert.equal((await next()).said["type"], "end");
  socket.terminate();
});

test("a voice that breaks in the middle of /ws/tts is an error, not an end", async () => {
  await using gateway = await openGateway({ failAt: 3, failure: new ParlandoError("engine_failed", "It broke.") });
  const { socket, next } = await open(`${gateway.url}/ws/tts`);
  socket.send("Hello.");
  const { said } = await next();
  assert.deepEqual([said["type"], (said["error"] as Json)["code"]], ["error", "engine_failed"]);
  socket.terminate();
});

test("a client of /ws/tts that vanishes ends its work", async () => {
  await using gateway = await openGateway({ chunks: Infinity });
  const { socket } = await open(`${gateway.url}/ws/tts`);
  socket.send("on and on");
  await once(socket, "message");
  socket.terminate();
  await gateway.speech.idle();
  assert.equal(gateway.speech.open, 0);
});

test("texts sent together over /ws/tts are spoken one after another, and one too many is refused", async () => {
  await using gateway = await openGateway({ chunks: 1 });
  const { socket, next } = await open(`${gateway.url}/ws/tts`);
  for (const text of ["One.", "Two.", "Three."]) socket.send(text);
  for (let i = 0; i < 3; i++) assert.equal((await next()).said["type"], "end");
  assert.deepEqual(
    gateway.speech.requests.map(({ text }) => text),
    ["One.", "Two.", "Three."],
  );
  gateway.speech.script = { chunks: Infinity };
  for (let i = 0; i < 17; i++) socket.send("on and on");
  assert.equal(((await next()).said["error"] as Json)["code"], "rate_limited");
  socket.terminate();
  await gateway.speech.idle();
});

test("POST /api/tts gives a whole WAV that says its true sizes", async () => {
  await using gateway = await openGateway();
  const answer = await post(gateway, "/api/tts", { text: "Hello.", voice: "sine" });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "audio/wav");
  const wav = Buffer.from(await answer.arrayBuffer());
  assert.equal(answer.headers.get("content-length"), String(wav.length));
  assert.equal(wav.length, 44 + SAMPLES * 2);
  assert.deepEqual(
    [wav.readUInt32LE(4), wav.readUInt32LE(24), wav.toString("latin1", 36, 40), wav.readUInt32LE(40)],
    [wav.length - 8, RATE_HZ, "data", SAMPLES * 2],
  );
});

test("POST /api/tts speaks other formats and rates, and refuses what is wrong", async () => {
  await using gateway = await openGateway();
  const mp3 = await post(gateway, "/api/tts", { text: "Hello.", format: "mp3" });
  assert.equal(mp3.headers.get("content-type"), "audio/mpeg");
  assert.ok((await mp3.arrayBuffer()).byteLength > 1000);
  const slow = await post(gateway, "/api/tts", { text: "Hello.", sample_rate: 8000 });
  assert.equal(Buffer.from(await slow.arrayBuffer()).readUInt32LE(24), 8000);
  const refusals = [{}, { text: " " }, { text: "x", format: "xyz" }, { text: "x", voice: "nobody" }];
  const statuses = await Promise.all(refusals.map(async (body) => (await post(gateway, "/api/tts", body)).status));
  assert.deepEqual(statuses, [400, 400, 400, 400]);
});

test("POST /synthesize streams float32 samples at the voice's own rate", async () => {
  await using gateway = await openGateway();
  const answer = await post(gateway, "/synthesize", { text: "Hello." });
  assert.equal(answer.headers.get("x-sample-rate"), String(RATE_HZ));
  assert.equal(answer.headers.get("transfer-encoding"), "chunked");
  const bytes = await answer.arrayBuffer();
  const samples = new Float32Array(bytes);
  assert.equal(samples.length, SAMPLES);
  assert.ok(Math.abs(Math.max(...samples) - 0.5) < 0.01);
});

test("POST / answers like Piper's server: a header of 44 bytes first, with the voice's rate", async () => {
  await using gateway = await openGateway();
  const answer = await post(gateway, "/", { text: "Hello.", voice: "sine", length_scale: 2 });
  assert.equal(answer.status, 200);
  const wav = Buffer.from(await answer.arrayBuffer());
  assert.equal(wav.toString("latin1", 0, 4), "RIFF");
  assert.equal(wav.readUInt32LE(24), RATE_HZ);
  assert.equal(wav.toString("latin1", 36, 40), "data");
  assert.equal(wav.length, 44 + SAMPLES * 2);
  assert.equal(gateway.speech.requests[0]?.manner.speed, 0.5);
});

test("POST /api/stt/bytes turns the body into text, with a header of its own or as the query says", async () => {
  await using gateway = await openGateway();
  const wav = new Uint8Array(await (await post(gateway, "/api/tts", { text: "Hello." })).arrayBuffer());
  const heard = await postBytes(gateway, "/api/stt/bytes", wav);
  assert.equal(heard.status, 200);
  assert.equal(((await heard.json()) as Json)["text"], "Good morning. How are you?");
  assert.ok(Math.abs(gateway.listening.heardMs - 1000) < 1);
  await postBytes(gateway, "/api/stt/bytes?sample_rate=8000&language=en", new Uint8Array(16_000));
  assert.equal(gateway.listening.heardMs, 1000);
  assert.equal(gateway.listening.requests.at(-1)?.language, "en");
  const refusals = ["/api/stt/bytes", "/api/stt/bytes?encoding=opus"].map((path) =>
    postBytes(gateway, path, new Uint8Array(50)),
  );
  for (const answer of await Promise.all(refusals)) assert.equal(answer.status, 400);
});

test("POST /api/echo-bytes says back what it heard, while it is made", async () => {
  await using gateway = await openGateway();
  const answer = await postBytes(
    gateway,
    "/api/echo-bytes?sample_rate=16000&voice=sine&speed=2",
    new Uint8Array(32_000),
  );
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("transfer-encoding"), "chunked");
  const wav = Buffer.from(await answer.arrayBuffer());
  assert.equal(wav.length, 44 + SAMPLES * 2);
  const [request] = gateway.speech.requests;
  assert.deepEqual([request?.text.trim(), request?.manner.speed], ["Good morning. How are you?", 2]);
  assert.equal(gateway.speech.open, 0);
});

test("POST /api/echo-bytes with a voice that does not exist is refused with a status", async () => {
  await using gateway = await openGateway();
  const answer = await postBytes(gateway, "/api/echo-bytes?sample_rate=16000&voice=nobody", new Uint8Array(32_000));
  assert.equal(answer.status, 400);
  assert.equal((((await answer.json()) as Json)["error"] as Json)["code"], "unknown_voice");
});
