import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { startServer, type TestServer } from "../kit/server.js";
import { JFK } from "../kit/speech.js";
import { wordErrorRate } from "../kit/wer.js";

let server: TestServer;
before(async () => {
  server = await startServer();
});
after(async () => {
  assert.equal(await server.stop(), 0);
});

function postBytes(path: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  const headers = { "content-type": "application/octet-stream" };
  return fetch(server.url + path, { method: "POST", headers, body });
}

const recording = new Uint8Array(readFileSync(JFK.path));

test("a recording posted as bytes comes back as the words that were said", async () => {
  const answer = await postBytes("/api/stt/bytes", recording);
  const { text } = (await answer.json()) as { text: string };
  assert.ok(wordErrorRate(JFK.text, text) < 0.1, text);
});

test("a recording is said back by a voice, at the length its words take", async () => {
  const answer = await postBytes("/api/echo-bytes?voice=espeak:en-us", recording);
  assert.equal(answer.status, 200);
  const echo = new Uint8Array(await answer.arrayBuffer());
  const rateHz = new DataView(echo.buffer).getUint32(24, true);
  assert.equal(answer.headers.get("x-sample-rate"), String(rateHz));
  const seconds = (echo.length - 44) / 2 / rateHz;
  assert.ok(seconds > 4 && seconds < 20, `${seconds} s for 21 words`);
});

test("a recording in which nobody speaks cannot be said back", async () => {
  const answer = await postBytes("/api/echo-bytes?sample_rate=16000", new Uint8Array(64_000));
  assert.equal(answer.status, 400);
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  assert.equal(error.code, "invalid_audio");
  assert.match(error.message, /No speech/);
});

test("Piper's clients get a header of 44 bytes in the first chunk", async () => {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ text: "Hello from an old client.", voice: "espeak:en-us" });
  const answer = await fetch(server.url, { method: "POST", headers, body });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const { value: first } = await reader.read();
  assert.ok(first !== undefined && first.length >= 44);
  assert.equal(Buffer.from(first).toString("latin1", 36, 40), "data");
  assert.equal(Buffer.from(first).readUInt32LE(24), Number(answer.headers.get("x-sample-rate")));
  await reader.cancel();
});
