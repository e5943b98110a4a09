import assert from "node:assert/strict";
import { test } from "node:test";
import { openGateway, type OpenGateway } from "./scripted.js";

const SECRET = "The secret of the vault is seventeen";

async function speak(gateway: OpenGateway, fields: object = {}): Promise<void> {
  const body = JSON.stringify({ input: SECRET, response_format: "pcm", ...fields });
  const headers = { "content-type": "application/json", "x-request-id": "mine-7" };
  const answer = await fetch(`${gateway.url}/v1/audio/speech?x=1`, { method: "POST", headers, body });
  await answer.arrayBuffer();
}

/** Log lines, once there are so many. */
async function lines(gateway: OpenGateway, count: number): Promise<Record<string, unknown>[]> {
  while (gateway.lines.length < count) await new Promise((resolve) => setImmediate(resolve));
  return gateway.lines;
}

test("one line for each request, with its numbers and never its text", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  await speak(gateway);
  await speak(gateway, { speed: 99 });
  const [spoken, refused] = await lines(gateway, 2);
  assert.equal(gateway.lines.length, 2);
  const { ttfa_ms, duration_ms, time, ...rest } = spoken ?? {};
  assert.deepEqual(rest, {
    level: "info",
    request_id: "mine-7",
    route: "/v1/audio/speech",
    method: "POST",
    status: 200,
    chars: SECRET.length,
    audio_ms: 999.5,
    voice: "sine",
    engine: "test",
    msg: "request",
  });
  assert.ok(typeof ttfa_ms === "number" && typeof duration_ms === "number" && ttfa_ms <= duration_ms);
  assert.match(String(time), /^\d{4}-\d\d-\d\dT/);
  assert.equal(refused?.["code"], "invalid_request");
  assert.doesNotMatch(JSON.stringify(gateway.lines), /secret|vault/);
});

test("metrics count requests by route, sound by engine, errors by code, streams that are open", async () => {
  await using gateway = await openGateway({ chunks: 20 });
  await speak(gateway);
  await speak(gateway, { speed: 99 });
  await lines(gateway, 2);
  const text = await (await fetch(`${gateway.url}/metrics`)).text();
  for (const line of [
    'parlando_requests_total{route="/v1/audio/speech",method="POST",status="200"} 1',
    'parlando_requests_total{route="/v1/audio/speech",method="POST",status="400"} 1',
    'parlando_ttfa_seconds_count{engine="test"} 1',
    'parlando_realtime_factor_count{engine="test"} 1',
    'parlando_errors_total{code="invalid_request"} 1',
    'parlando_active_streams{transport="http"} 0',
    'parlando_audio_bytes_total{format="pcm"} 47978',
  ]) {
    assert.ok(text.includes(line), line);
  }
  assert.match(text, /^process_resident_memory_bytes \d/m);
});

test("status tells engines and machine; health that the server answers", async () => {
  await using gateway = await openGateway();
  const status = (await (await fetch(`${gateway.url}/api/v1/status`)).json()) as Record<string, Record<string, number>>;
  assert.deepEqual(status["tts_engine"], { status: "ready", loaded_models: ["test-model"], queue_size: 0 });
  assert.deepEqual(status["asr_engine"], { status: "ready", loaded_models: ["scripted"], queue_size: 0 });
  assert.equal(status["server"]?.["connections"], 1);
  for (const value of Object.values(status["resources"] ?? {})) assert.ok(value >= 0 && value <= 100);
  for (const path of ["/health", "/api/v1/health"]) {
    const health = (await (await fetch(gateway.url + path)).json()) as Record<string, unknown>;
    assert.deepEqual(Object.keys(health), ["status", "version", "uptime", "timestamp"]);
    assert.equal(health["status"], "ok");
    assert.equal(health["version"], "1.2.3");
  }
});

test("voices are listed as they are, and filtered", async () => {
  await using gateway = await openGateway();
  const list = async (query: string): Promise<Record<string, unknown>[]> => {
    const answer = await fetch(`${gateway.url}/api/v1/voices${query}`);
    return ((await answer.json()) as { voices: Record<string, unknown>[] }).voices;
  };
  assert.deepEqual((await list(""))[0], {
    id: "sine",
    name: "Sine",
    language: "en-US",
    languages: ["en-US", "en"],
    gender: "neutral",
    description: "A tone.",
    engine: "test",
    model: "test-model",
    sample_rate: 22_050,
    is_available: true,
  });
  assert.deepEqual(
    (await list("?language=es")).map(({ id }) => id),
    ["cosine"],
  );
  assert.deepEqual(await list("?engine=none"), []);
  const names = (await (await fetch(`${gateway.url}/v1/audio/voices`)).json()) as { voices: { id: string }[] };
  const ids = new Set(names.voices.map(({ id }) => id));
  assert.ok(ids.has("sine") && ids.has("alloy"));
  assert.ok(!ids.has("cosine"), "what cannot speak now is not offered");
});
