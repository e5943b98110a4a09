import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { toFrame } from "../../src/gateway/api/native/ws/frames.js";
import { startServer, type TestServer } from "../kit/server.js";
import { JFK, readSpeech } from "../kit/speech.js";
import { wordErrorRate } from "../kit/wer.js";
import { WsClient } from "../kit/ws-client.js";

const LONG = "This sentence goes on for quite a while, and then another one follows it. ".repeat(40);

let server: TestServer;
before(async () => {
  server = await startServer();
});
after(async () => {
  assert.equal(await server.stop(), 0);
});

test("a text that arrives in pieces is heard before it has ended, with its words timed", async () => {
  const client = await WsClient.open(server.url);
  client.say({ type: "synthesize", task_id: "t", stream_text: true, voice_id: "espeak:en-us", timestamps: true });
  for (const delta of ["The first sen", "tence is here. ", "And the sec"]) client.say({ type: "text", delta });
  await client.wait((each) => "frame" in each);
  client.say({ type: "text", delta: "ond one ends it." });
  client.say({ type: "end" });
  const done = await client.status("t", "completed");
  const words = client.seen.filter((each) => each["type"] === "mark" && each["kind"] === "word");
  assert.deepEqual(
    words.map((each) => each["text"]),
    ["The", "first", "sentence", "is", "here", "And", "the", "second", "one", "ends", "it"],
  );
  const rateHz = Number((await client.status("t", "processing"))["sample_rate"]);
  const audioMs = (Number(done["bytes"]) / 2 / rateHz) * 1000;
  assert.ok(
    Math.abs(audioMs - Number(done["duration_ms"])) < 1,
    `${audioMs} ms of audio, ${String(done["duration_ms"])} said`,
  );
  await client.close();
});

test("an interrupt among four busy streams is answered and nothing follows it", async (context) => {
  const busy = await Promise.all(Array.from({ length: 4 }, () => WsClient.open(server.url)));
  for (const client of busy) client.say({ type: "synthesize", text: LONG, voice_id: "espeak:en-us" });
  const client = await WsClient.open(server.url);
  const answersMs: number[] = [];
  for (let turn = 0; turn < 20; turn++) {
    const id = `t${turn}`;
    client.say({ type: "synthesize", task_id: id, text: LONG, voice_id: "espeak:en-us" });
    await client.status(id, "processing");
    const heard = client.frames.length;
    await client.wait(() => client.frames.length > heard + 1);
    const askedMs = performance.now();
    client.say({ type: "interrupt" });
    await client.status(id, "cancelled");
    answersMs.push(performance.now() - askedMs);
    const frames = client.frames.length;
    client.say({ type: "ping" });
    await client.wait(() => client.seen.filter((each) => each["type"] === "pong").length > turn);
    assert.equal(client.frames.length, frames, "audio after the answer to the interrupt");
  }
  answersMs.sort((a, b) => a - b);
  context.diagnostic(
    `interrupt answered in ms: p50 ${answersMs[10]?.toFixed(2)}, slowest ${answersMs[19]?.toFixed(2)}`,
  );
  for (const each of [...busy, client]) await each.close();
});

test("speech sent as frames comes back as the words that were said", async () => {
  const { samples, sampleRateHz } = readSpeech(JFK.path);
  const client = await WsClient.open(server.url);
  client.say({ type: "transcribe", task_id: "t", sample_rate: sampleRateHz, language: "en" });
  const bytes = Buffer.from(Int16Array.from(samples, (sample) => sample * 32_767).buffer);
  for (let at = 0; at < bytes.length; at += 3200) client.say(toFrame(2, bytes.subarray(at, at + 3200)));
  client.say({ type: "transcribe_end" });
  await client.status("t", "completed");
  const final = client.seen.find((each) => each["type"] === "transcript" && each["final"] === true);
  assert.ok(wordErrorRate(JFK.text, String(final?.["text"])) < 0.1, String(final?.["text"]));
  await client.close();
});

test("a voice that does not exist is the task's failure, in this protocol's words", async () => {
  const client = await WsClient.open(server.url);
  client.say({ type: "synthesize", task_id: "t", text: "Hello.", voice_id: "no such voice" });
  const failed = await client.status("t", "failed");
  const error = failed["error"] as Record<string, unknown>;
  assert.deepEqual([error["code"], error["field"]], ["unknown_voice", "voice_id"]);
  await client.close();
});
