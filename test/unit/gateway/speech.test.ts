import assert from "node:assert/strict";
import { test } from "node:test";
import { openGateway } from "./scripted.js";

test("a text is spoken as 24 kHz 16-bit PCM, chunked, with the voice named", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  const answer = await fetch(`${gateway.url}/v1/audio/speech`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ input: "Hello there.", voice: "alloy", model: "tts-1", response_format: "pcm" }),
  });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "audio/pcm");
  assert.equal(answer.headers.get("transfer-encoding"), "chunked");
  assert.equal(answer.headers.get("x-accel-buffering"), "no");
  assert.equal(answer.headers.get("x-voice-resolved"), "sine");
  const bytes = (await answer.arrayBuffer()).byteLength;
  assert.equal(bytes, Math.round((20 * 1102 * 24_000) / 22_050) * 2);
  assert.equal(gateway.speech.requests[0]?.text, "Hello there.");
});
