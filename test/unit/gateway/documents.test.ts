import assert from "node:assert/strict";
import { test } from "node:test";
import { openGateway } from "./scripted.js";

interface Operation {
  readonly summary?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}
interface Schema {
  readonly properties?: Readonly<Record<string, { readonly enum?: readonly string[]; readonly maximum?: number }>>;
  readonly required?: readonly string[];
}

test("the OpenAPI document has every route, with the schemas that validate and the errors", async () => {
  await using gateway = await openGateway();
  const answer = await fetch(`${gateway.url}/openapi.json`);
  const { openapi, info, paths } = (await answer.json()) as {
    openapi: string;
    info: { version: string };
    paths: Record<string, Record<string, Operation>>;
  };
  assert.equal(openapi, "3.1.0");
  assert.equal(info.version, "1.2.3");
  for (const path of [
    "/v1/audio/speech",
    "/v1/audio/transcriptions",
    "/v1/audio/translations",
    "/v1/models",
    "/v1/models/{id}",
    "/v1/audio/voices",
    "/v1/audio/models",
    "/health",
    "/metrics",
    "/api/v1/health",
    "/api/v1/status",
    "/api/v1/voices",
    "/api/v1/synthesize",
    "/api/v1/transcribe",
    "/api/v1/convert",
    "/api/v1/metrics",
  ]) {
    assert.ok(paths[path], path);
  }
  for (const [path, operations] of Object.entries(paths)) {
    for (const operation of Object.values(operations)) {
      assert.ok(operation.summary, path);
      assert.ok("4XX" in operation.responses && "5XX" in operation.responses, `${path} tells its errors`);
    }
  }
  const speech = paths["/v1/audio/speech"]?.["post"]?.requestBody?.content["application/json"]?.schema;
  assert.deepEqual(speech?.required, ["input"]);
  assert.ok(speech?.properties?.["response_format"]?.enum?.includes("mp3"));
  assert.equal(speech?.properties?.["speed"]?.maximum, 4);
  const listening = paths["/v1/audio/transcriptions"]?.["post"]?.requestBody?.content["multipart/form-data"]?.schema;
  assert.ok(listening?.properties?.["timestamp_granularities"]);
});

test("the page that shows it, and the greetings clients warm up with", async () => {
  await using gateway = await openGateway();
  assert.match(await (await fetch(`${gateway.url}/docs`)).text(), /swagger/i);
  for (const path of ["/", "/v1", "/v1/"]) {
    for (const method of ["GET", "HEAD"]) assert.equal((await fetch(gateway.url + path, { method })).status, 200);
  }
});

test("pages of other origins may call only where the server says so", async () => {
  const headers = { origin: "https://talk.example" };
  await using closed = await openGateway();
  const refused = await fetch(`${closed.url}/v1/models`, { headers });
  assert.equal(refused.headers.get("access-control-allow-origin"), null);
  await using open = await openGateway({}, { corsOrigins: ["https://talk.example"] });
  const allowed = await fetch(`${open.url}/v1/models`, { headers });
  assert.equal(allowed.headers.get("access-control-allow-origin"), "https://talk.example");
  assert.match(allowed.headers.get("access-control-expose-headers") ?? "", /x-voice-resolved/);
});
