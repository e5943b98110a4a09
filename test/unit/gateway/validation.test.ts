import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { openGateway } from "./scripted.js";

/** Body of the request, what its error names, and what its message says. */
const WRONG: readonly (readonly [body: unknown, param: string | null, message: RegExp, code?: string])[] = [
  [{}, "input", /"input" is missing/],
  [{ input: "" }, "input", /"input" is empty; it must not be empty/],
  [{ input: "  \n" }, "input", /nothing to speak/],
  [{ input: ["secret words"] }, "input", /"input" is an array; it must be string/],
  [{ input: "x", voice: 5 }, "voice", /"voice" is 5; it must be string, or must be object/],
  [{ input: "x", voice: {} }, "voice", /"voice" is a object/],
  [{ input: "x", speed: 0.1 }, "speed", /"speed" is 0.1; it must be >= 0.25/],
  [{ input: "x", speed: "fast" }, "speed", /"speed" is "fast"; it must be number/],
  [{ input: "x", seed: 1.5 }, "seed", /"seed" is 1.5; it must be integer/],
  [{ input: "x", response_format: "ogg" }, "response_format", /one of mp3, .*wav/, "unsupported_format"],
  [{ input: "x", response_format: "mp4" }, "response_format", /Did you mean "mp3"/, "unsupported_format"],
  [{ input: "x", priority: "urgent" }, "priority", /one of critical, high, normal, batch/],
  [{ input: "x", sample_rate: 1 }, "sample_rate", /4000 to 192000/],
  [{ input: "x", voice: "nobody" }, "voice", /Did you mean "sine"/, "unknown_voice"],
  [[], null, /The body must be a JSON object; it is an array/],
  ["x", null, /The body must be a JSON object; it is a string/],
  [null, null, /The body must be a JSON object; it is empty/],
];

test("a wrong field is answered with its name, its value and what is allowed", async () => {
  await using gateway = await openGateway({ chunks: 1 });
  for (const [body, param, message, code = "invalid_request"] of WRONG) {
    const text = JSON.stringify(body);
    const answer = await fetch(`${gateway.url}/v1/audio/speech`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: text,
    });
    assert.equal(answer.status, 400, text);
    assert.equal(answer.headers.get("x-should-retry"), "false");
    const { error } = (await answer.json()) as { error: Record<string, unknown> };
    assert.equal(error["param"], param, text);
    assert.equal(error["code"], code, text);
    assert.equal(error["type"], "invalid_request_error", text);
    assert.match(error["message"] as string, message);
    assert.doesNotMatch(error["message"] as string, /secret/);
  }
});

test("native errors use the names of the native fields", async () => {
  await using gateway = await openGateway({ chunks: 1 });
  const post = (body: object): Promise<Response> =>
    fetch(`${gateway.url}/api/v1/synthesize`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "mine-1" },
      body: JSON.stringify(body),
    });
  const unknown = await post({ text: "x", voice_id: "nobody", stream: true });
  assert.deepEqual(await unknown.json(), {
    error: {
      code: "unknown_voice",
      message: 'There is no voice "nobody". Did you mean "sine"?',
      field: "voice_id",
      retryable: false,
      request_id: "mine-1",
    },
  });
  const whole = (await (await post({ text: "x" })).json()) as { error: { field: string } };
  assert.equal(whole.error.field, "stream");
});

test("a text at the limit is spoken, one over it is refused with the limit, whatever its bytes", async () => {
  await using gateway = await openGateway({ chunks: 1 }, { maxTextCharacters: 1000 });
  const post = (input: string, escape = false): Promise<Response> => {
    const json = JSON.stringify({ input, response_format: "pcm" });
    const body = escape
      ? json.replaceAll(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)
      : json;
    const headers = { "content-type": "application/json" };
    return fetch(`${gateway.url}/v1/audio/speech`, { method: "POST", headers, body });
  };
  for (const letter of ["a", "ж", "語"]) {
    const fits = await post(letter.repeat(1000), true);
    assert.equal(fits.status, 200, letter);
    await fits.arrayBuffer();
    // The longest of these is refused while its bytes are read, before it is JSON.
    for (const length of [1001, 200_000]) {
      const over = await post(letter.repeat(length));
      assert.equal(over.status, 413, letter);
      const { error } = (await over.json()) as { error: Record<string, unknown> };
      assert.equal(error["code"], "text_too_long");
      assert.equal(error["param"], "input");
      assert.match(error["message"] as string, /1000 characters/);
    }
  }
});

test("paths, methods, content types and bodies that nobody serves", async () => {
  await using gateway = await openGateway({ chunks: 1 });
  const json = { "content-type": "application/json" };
  const cases: readonly (readonly [path: string, init: RequestInit, status: number, code: string])[] = [
    ["/v1/nothing", {}, 404, "not_found"],
    ["/v1/models/gpt-9", {}, 404, "not_found"],
    ["/v1/audio/speech", {}, 405, "method_not_allowed"],
    ["/v1/models/tts-1", { method: "DELETE" }, 405, "method_not_allowed"],
    [
      "/v1/audio/speech",
      { method: "POST", headers: { "content-type": "text/plain" }, body: "x" },
      415,
      "unsupported_media_type",
    ],
    ["/v1/audio/speech", { method: "POST", headers: json, body: "{" }, 400, "invalid_request"],
    ["/v1/audio/speech", { method: "POST", headers: json }, 400, "invalid_request"],
    ["/v1/%zz", {}, 400, "invalid_request"],
    ["/nothing", {}, 404, "not_found"],
    ["/api/v1/voices", { method: "POST" }, 405, "method_not_allowed"],
  ];
  for (const [path, init, status, code] of cases) {
    const answer = await fetch(gateway.url + path, init);
    assert.equal(answer.status, status, path);
    const { error } = (await answer.json()) as { error: Record<string, unknown> };
    assert.equal(error["code"], code, path);
    assert.equal("param" in error, path.startsWith("/v1"), `${path} answers in the words of its surface`);
    assert.equal("request_id" in error, !path.startsWith("/v1"));
    if (status === 405) assert.match(answer.headers.get("allow") ?? "", /GET|POST/);
  }
});

test("bytes that are no HTTP are answered in JSON, and the connection ends", async () => {
  await using gateway = await openGateway();
  for (const [bytes, status] of [
    ["GARBAGE\r\n\r\n", 400],
    [`GET / HTTP/1.1\r\nx: ${"y".repeat(100_000)}\r\n\r\n`, 431],
  ] as const) {
    const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
    socket.write(bytes);
    let text = "";
    for await (const chunk of socket) text += String(chunk);
    assert.ok(text.startsWith(`HTTP/1.1 ${status} `), text);
    const { error } = JSON.parse(text.split("\r\n\r\n")[1] ?? "") as { error: Record<string, unknown> };
    assert.equal(error["code"], "invalid_request");
  }
});
