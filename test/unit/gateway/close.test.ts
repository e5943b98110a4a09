import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { openGateway, type OpenGateway } from "./scripted.js";

function post(gateway: OpenGateway): Promise<Response> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ input: "Hello.", response_format: "pcm" });
  return fetch(`${gateway.url}/v1/audio/speech`, { method: "POST", headers, body });
}

/** A gate that opens by hand at chunk 5. */
function gateAtFive(): { gate: (chunk: number, signal: AbortSignal) => Promise<void>; open: () => void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  const gate = async (chunk: number, signal: AbortSignal): Promise<void> => {
    if (chunk !== 5) return;
    await new Promise<void>((resolve, reject) => {
      void opened.then(resolve);
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    });
  };
  return { gate, open };
}

test("closing waits for what is playing, and ends it cleanly", async () => {
  const { gate, open } = gateAtFive();
  const gateway = await openGateway({ chunks: 10, gate }, { closeGraceMs: 60_000 });
  const answer = await post(gateway);
  const closed = gateway.close();
  open();
  assert.equal((await answer.arrayBuffer()).byteLength, Math.round((10 * 1102 * 24_000) / 22_050) * 2);
  await closed;
});

test("what plays on after the grace is broken off, and the work behind it ends", async () => {
  const { gate } = gateAtFive();
  const gateway = await openGateway({ chunks: 10, gate }, { closeGraceMs: 1 });
  const answer = await post(gateway);
  const closed = gateway.close();
  await assert.rejects(answer.arrayBuffer(), TypeError);
  await gateway.speech.idle();
  await closed;
  while (gateway.lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(gateway.lines[0]?.["code"], "shutting_down");
});

test("a connection that never asked anything does not hold the server open", async () => {
  const gateway = await openGateway({}, { closeGraceMs: 60_000 });
  const seen = new Promise((resolve) => gateway.app.server.once("connection", resolve));
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  const ended = new Promise((resolve) => socket.once("close", resolve));
  socket.resume();
  await seen;
  await gateway.close();
  await ended;
});
