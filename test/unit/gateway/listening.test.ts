import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { test } from "node:test";
import { wavFile } from "../../../src/audio/formats/wav.js";
import { openGateway, tone, type OpenGateway } from "./scripted.js";

const WAV = wavFile(tone(0, 16_000, 16_000).samples, 16_000);

function form(
  fields: Readonly<Record<string, string | readonly string[]>> = {},
  bytes: Uint8Array<ArrayBuffer> = WAV,
): FormData {
  const data = new FormData();
  data.append("file", new Blob([bytes]), "sound.wav");
  for (const [name, value] of Object.entries(fields))
    for (const each of typeof value === "string" ? [value] : value) data.append(name, each);
  return data;
}

const send = (
  gateway: OpenGateway,
  body: FormData | Uint8Array<ArrayBuffer>,
  path = "/v1/audio/transcriptions",
): Promise<Response> => fetch(gateway.url + path, { method: "POST", body });

const spooled = (): number => readdirSync(tmpdir()).filter((name) => /^parlando-[0-9a-f-]{36}$/.test(name)).length;

test("json is the text alone; the whole upload was heard", async () => {
  await using gateway = await openGateway();
  const answer = await send(gateway, form());
  assert.deepEqual(await answer.json(), {
    text: "Good morning. How are you?",
    usage: { type: "duration", seconds: 1 },
  });
  assert.equal(gateway.listening.heardMs, 1000);
});

test("text and captions are text", async () => {
  await using gateway = await openGateway();
  const texts: Record<string, string> = {};
  for (const format of ["text", "srt", "vtt"]) {
    const answer = await send(gateway, form({ response_format: format }));
    assert.match(answer.headers.get("content-type") ?? "", /^text\//);
    texts[format] = await answer.text();
  }
  assert.equal(texts["text"], "Good morning. How are you?");
  assert.match(texts["srt"] ?? "", /^1\n00:00:00,000 --> 00:00:01,000\nGood morning\.\n\n2\n/);
  assert.match(texts["vtt"] ?? "", /^WEBVTT\n\n00:00:00\.000 --> 00:00:01\.000\nGood morning\.\n\n/);
});

test("verbose_json has segments, and words when they are asked for", async () => {
  await using gateway = await openGateway();
  const plain = (await (await send(gateway, form({ response_format: "verbose_json" }))).json()) as object;
  assert.equal("words" in plain, false);
  const granular = { response_format: "verbose_json", "timestamp_granularities[]": ["word", "segment"] };
  const worded = (await (await send(gateway, form(granular))).json()) as Record<string, unknown>;
  assert.deepEqual(worded["words"], [
    { word: "Good", start: 0, end: 0.4 },
    { word: "morning.", start: 0.4, end: 1 },
  ]);
  assert.equal(worded["task"], "transcribe");
  assert.equal(worded["language"], "en");
  assert.equal(worded["duration"], 1);
  const segments = worded["segments"] as Record<string, unknown>[];
  assert.deepEqual(
    segments.map(({ id, start, end, text }) => [id, start, end, text]),
    [
      [0, 0, 1, "Good morning."],
      [1, 1.2, 2, "How are you?"],
    ],
  );
});

test("a stream of events: the deltas join to the text of done", async () => {
  await using gateway = await openGateway();
  const answer = await send(gateway, form({ stream: "true" }));
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  const events = (await answer.text())
    .split("\n\n")
    .filter((block) => block !== "")
    .map((block) => JSON.parse(block.slice("data: ".length)) as Record<string, string>);
  const joined = events.map(({ type, delta }) => (type === "transcript.text.delta" ? delta : "")).join("");
  assert.equal(joined, "Good morning. How are you?");
  assert.equal(events.at(-1)?.["text"], joined);
});

test("options reach the recogniser; OpenAI's names mean the best one; unknown parts are ignored", async () => {
  await using gateway = await openGateway();
  const fields = { model: "whisper-1", language: "en", prompt: "Names.", temperature: "0.5", "include[]": "logprobs" };
  await (await send(gateway, form({ ...fields, languages: "en", keywords: "x" }))).text();
  await (await send(gateway, form({ model: "scripted" }), "/v1/audio/translations")).text();
  const [first, second] = gateway.listening.requests;
  assert.deepEqual(
    { ...first, requestId: "" },
    { language: "en", prompt: "Names.", task: "transcribe", temperature: 0.5, words: false, requestId: "" },
  );
  assert.equal(second?.model, "scripted");
  assert.equal(second?.task, "translate");
});

test("native transcription takes a form, a plain body, or samples without a header", async () => {
  await using gateway = await openGateway();
  const bodies: readonly (readonly [string, FormData | Uint8Array<ArrayBuffer>])[] = [
    ["/api/v1/transcribe", form({ words: "true" })],
    ["/api/v1/transcribe?words=true", WAV],
    ["/api/v1/transcribe?words=true&encoding=s16le&sample_rate=16000", WAV.slice(44)],
  ];
  for (const [path, body] of bodies) {
    const answer = await send(gateway, body, path);
    assert.equal(answer.status, 200, path);
    const { text, segments } = (await answer.json()) as { text: string; segments: { words?: object[] }[] };
    assert.equal(text, "Good morning. How are you?");
    assert.equal(segments[0]?.words?.length, 2);
    assert.equal(gateway.listening.heardMs, 1000, path);
  }
});

test("uploads that cannot be heard are refused by name, and nothing is left on disk", async () => {
  const before = spooled();
  await using gateway = await openGateway({}, { maxUploadBytes: 2_000_000 });
  const bare = new FormData();
  bare.append("model", "whisper-1");
  const garbage = new TextEncoder().encode(
    "This is a letter, not a recording of one. ".repeat(50_000).slice(0, 1_900_000),
  );
  const cases: readonly (readonly [string, FormData | Uint8Array<ArrayBuffer>, number, string, RegExp])[] = [
    ["no file", bare, 400, "invalid_request", /"file"/],
    ["an empty file", form({}, new Uint8Array(0)), 400, "invalid_audio", /empty/],
    ["a letter", form({}, garbage), 400, "invalid_audio", /text/],
    ["too much", form({}, new Uint8Array(2_000_001)), 413, "payload_too_large", /2000000 bytes/],
    ["temperature", form({ temperature: "7" }), 400, "invalid_request", /"temperature".*<= 1/],
    ["granularity", form({ "timestamp_granularities[]": "page" }), 400, "invalid_request", /one of word, segment/],
    ["format", form({ response_format: "docx" }), 400, "unsupported_format", /one of json/],
  ];
  for (const [name, body, status, code, message] of cases) {
    const answer = await send(gateway, body);
    const { error } = (await answer.json()) as { error: Record<string, string> };
    assert.equal(answer.status, status, name);
    assert.equal(error["code"], code, name);
    assert.match(error["message"] ?? "", message);
  }
  assert.equal(spooled(), before);
});

test("a form that breaks off, or has no boundary, is a bad request", async () => {
  await using gateway = await openGateway();
  for (const type of ["multipart/form-data; boundary=xx", "multipart/form-data"]) {
    const body = '--xx\r\ncontent-disposition: form-data; name="file"; filename="a.wav"\r\n\r\nRIFF';
    const answer = await fetch(`${gateway.url}/v1/audio/transcriptions`, {
      method: "POST",
      headers: { "content-type": type },
      body,
    });
    assert.equal(answer.status, 400, type);
    const { error } = (await answer.json()) as { error: Record<string, string> };
    assert.match(error["message"] ?? "", /multipart form is broken/);
  }
});

test("a client that leaves in the middle of an upload leaves nothing behind", async () => {
  const before = spooled();
  await using gateway = await openGateway({}, { maxUploadBytes: 2 ** 30 });
  const socket = connect(Number(new URL(gateway.url).port), "127.0.0.1");
  socket.write(
    "POST /api/v1/transcribe HTTP/1.1\r\nhost: x\r\ncontent-type: audio/wav\r\ncontent-length: 100000000\r\n\r\n",
  );
  socket.write(new Uint8Array(3_000_000));
  while (spooled() === before) await new Promise((resolve) => setImmediate(resolve));
  socket.destroy();
  while (spooled() > before || gateway.lines.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([gateway.lines[0]?.["status"], gateway.lines[0]?.["code"]], [499, "cancelled"]);
});

test("audio is converted, also when it is larger than what is kept in memory", async () => {
  await using gateway = await openGateway({}, { maxUploadBytes: 2 ** 24 });
  const long = wavFile(tone(0, 60 * 16_000, 16_000).samples, 16_000);
  const answer = await send(gateway, long, "/api/v1/convert?format=ulaw");
  assert.equal(answer.headers.get("content-type"), "audio/basic");
  assert.equal((await answer.arrayBuffer()).byteLength, 60 * 8000);
  const own = await send(gateway, form({ format: "pcm" }), "/api/v1/convert");
  assert.equal((await own.arrayBuffer()).byteLength, 32_000, "the rate of the input, unless another is asked for");
  const lost = await send(gateway, WAV, "/api/v1/convert");
  assert.equal(((await lost.json()) as { error: { field: string } }).error.field, "format");
});
