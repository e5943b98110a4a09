import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { toFrame } from "../../src/gateway/api/native/ws/frames.js";
import { WsClient, type Json } from "../kit/ws-client.js";
import { openGateway, RATE_HZ } from "../unit/gateway/scripted.js";

test("a client connects, speaks a text and hears all of it, in the voice's own rate", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  const client = await WsClient.open(gateway.url);
  client.say({ type: "connect", session_id: "me" });
  client.say({
    type: "synthesize",
    task_id: "t",
    text: "Hello there.",
    voice_id: "sine",
    timestamps: true,
    speed: 1.2,
  });
  const done = await client.status("t", "completed");
  const processing = await client.status("t", "processing");
  assert.deepEqual([processing["sample_rate"], processing["engine"]], [RATE_HZ, "test"]);
  const bytes = client.frames.reduce((total, each) => total + Number(each["bytes"]), 0);
  assert.equal(bytes, 20 * 1102 * 2);
  assert.equal(done["bytes"], bytes);
  assert.equal(client.seen.filter((each) => each["type"] === "mark").length, 2);
  assert.equal(gateway.speech.requests[0]?.manner.speed, 1.2);
  await client.close();
});

test("an interrupt among busy streams silences its own task only, and frees its engine", async () => {
  await using gateway = await openGateway({ chunks: Infinity });
  const clients = await Promise.all(Array.from({ length: 4 }, () => WsClient.open(gateway.url)));
  for (const client of clients) client.say({ type: "synthesize", task_id: "t", text: "on and on" });
  for (const client of clients) await client.wait((each) => "frame" in each);
  for (const client of clients) {
    const others = clients.filter((each) => each !== client && !each.seen.some(({ status }) => status === "cancelled"));
    const heard = others.map(({ frames }) => frames.length);
    client.say({ type: "interrupt", reason: "barge-in" });
    await client.status("t", "cancelled");
    for (const [index, other] of others.entries()) {
      await other.wait(() => other.frames.length > (heard[index] as number) + 1);
    }
  }
  for (const client of clients) {
    assert.equal(client.seen.at(-1)?.["status"], "cancelled", "something came after the answer to the interrupt");
  }
  await gateway.speech.idle();
  gateway.speech.script = { chunks: 2 };
  clients[0]?.say({ type: "synthesize", task_id: "next", text: "again" });
  await clients[0]?.status("next", "completed");
  for (const client of clients) await client.close();
});

test("a slow reader holds its engine, not the server's memory", async () => {
  await using gateway = await openGateway({ chunks: Infinity });
  const { hostname, port } = new URL(gateway.url);
  const raw = connect(Number(port), hostname);
  raw.write(
    `GET /ws HTTP/1.1\r\nHost: ${hostname}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  await once(raw, "data");
  raw.pause();
  const text = Buffer.from('{"type":"synthesize","text":"on and on"}');
  // A masked text frame with a mask of zeros.
  raw.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
  let computed = -1;
  while (computed === 0 || computed !== gateway.speech.computed) {
    computed = gateway.speech.computed;
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  assert.ok(computed > 0 && computed * 1102 * 2 < 64 * 2 ** 20, `the engine made ${computed} chunks for nobody`);
  raw.destroy();
  await gateway.speech.idle();
});

test("a client that vanishes in the middle of a text ends its work", async () => {
  await using gateway = await openGateway({ chunks: Infinity });
  const client = await WsClient.open(gateway.url);
  client.say({ type: "synthesize", text: "on and on" });
  await client.wait((each) => "frame" in each);
  client.vanish();
  await gateway.speech.idle();
  assert.equal(gateway.speech.open, 0);
});

test("bad input is answered with what is wrong, and the connection goes on", async () => {
  await using gateway = await openGateway({ chunks: 1 });
  const client = await WsClient.open(gateway.url);
  const bad = [
    "{",
    '{"type":"sing"}',
    Uint8Array.of(1, 2, 3),
    '{"type":"text","delta":"x"}',
    '{"type":"synthesize","text":7}',
  ];
  for (const message of bad) client.say(message);
  client.say({ type: "synthesize", task_id: "t", text: "still here" });
  await client.status("t", "completed");
  const errors = client.seen.filter((each) => each["type"] === "error").map((each) => each["error"] as Json);
  assert.deepEqual(
    errors.map((error) => error["code"]),
    Array<string>(5).fill("invalid_request"),
  );
  assert.deepEqual(
    errors.map((error) => error["field"]),
    [null, "type", "frame", null, "text"],
  );
  await client.close();
});

test("a message over the limit closes the connection with a reason a person can read", async () => {
  await using gateway = await openGateway({}, { maxFrameBytes: 1000 });
  for (const [bytes, reason] of [
    [1001, /larger than the limit of 1000 bytes/],
    [5_000_000, /larger than the limit of 1000 bytes/],
  ] as const) {
    const client = await WsClient.open(gateway.url);
    const closing = client.closing();
    client.say(new Uint8Array(bytes));
    const { code, reason: said } = await closing;
    assert.equal(code, 1009);
    assert.match(said, reason);
  }
});

test("speech sent as frames comes back as text", async () => {
  await using gateway = await openGateway();
  const client = await WsClient.open(gateway.url);
  client.say({ type: "transcribe", task_id: "t", sample_rate: 16_000, language: "en" });
  for (let i = 0; i < 10; i++) client.say(toFrame(2, new Uint8Array(3200)));
  client.say({ type: "transcribe_end" });
  const transcript = await client.wait((each) => each["type"] === "transcript" && each["final"] === true);
  assert.deepEqual([transcript["text"], transcript["duration_ms"]], ["Good morning. How are you?", 1000]);
  await client.status("t", "completed");
  await client.close();
});

test("a server that closes lets a text finish before it says goodbye", async () => {
  const gateway = await openGateway({ chunks: 200 }, { closeGraceMs: 60_000 });
  const [busy, idle] = await Promise.all([WsClient.open(gateway.url), WsClient.open(gateway.url)]);
  busy.say({ type: "synthesize", task_id: "t", text: "to the end" });
  await busy.wait((each) => "frame" in each);
  const goodbyes = [busy.closing(), idle.closing()];
  const closed = gateway.close();
  assert.deepEqual(
    (await Promise.all(goodbyes)).map(({ code }) => code),
    [1001, 1001],
  );
  assert.equal(busy.seen.at(-1)?.["status"], "completed");
  await closed;
});

test("a server that has waited long enough ends what still plays", async () => {
  const gateway = await openGateway({ chunks: Infinity }, { closeGraceMs: 1 });
  const client = await WsClient.open(gateway.url);
  client.say({ type: "synthesize", task_id: "t", text: "on and on" });
  await client.wait((each) => "frame" in each);
  const goodbye = client.closing();
  const closed = gateway.close();
  assert.deepEqual(await goodbye, { code: 1001, reason: "The server is shutting down." });
  await closed;
  await gateway.speech.idle();
});
