import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, rmdirSync } from "node:fs";
import { createServer } from "node:net";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { JFK } from "../kit/speech.js";
import { cliArguments, startServer, type TestServer } from "../kit/server.js";

type Json = Readonly<Record<string, unknown>>;

let server: TestServer;
before(async () => {
  server = await startServer(["--tts-hosts", "1", "--max-upload-bytes", "5000000"]);
});
after(() => server.stop());

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = "application/json"): Promise<Response> =>
  fetch(server.url + path, { method: "POST", headers: { "content-type": type }, body });

const speak = (body: Json): Promise<Response> => post("/api/v1/synthesize", JSON.stringify({ stream: true, ...body }));

async function json(path: string): Promise<Json> {
  const response = await fetch(server.url + path);
  assert.equal(response.status, 200, path);
  return (await response.json()) as Json;
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

/** A long speech whose body is left unread. */
async function longSpeech(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const call = request(
      `${server.url}/v1/audio/speech`,
      { method: "POST", headers: { "content-type": "application/json" } },
      resolve,
    );
    call.once("error", reject);
    call.end(
      JSON.stringify({ voice: "en", input: "A sentence like many others. ".repeat(3000), response_format: "pcm" }),
    );
  });
}

describe("the native API on the real server", () => {
  test("health, status, voices, documents", async () => {
    assert.equal((await json("/health"))["status"], "ok");
    assert.deepEqual(Object.keys(await json("/api/v1/status")), ["server", "tts_engine", "asr_engine", "resources"]);
    assert.ok(((await json("/api/v1/voices"))["voices"] as unknown[]).length > 100);
    const document = await json("/openapi.json");
    assert.ok(Object.keys(document["paths"] as object).length > 15);
    assert.match(await (await fetch(`${server.url}/docs`)).text(), /swagger/i);
  });

  test("speaks, converts and hears, and counts what it did", async () => {
    const counted = await metric("parlando_ttfa_seconds_count");
    const spoken = await speak({ text: "The weather is beautiful today.", voice_id: "en", format: "flac" });
    assert.equal(spoken.headers.get("content-type"), "audio/flac");
    const flac = new Uint8Array(await spoken.arrayBuffer());
    const converted = await post("/api/v1/convert?format=wav&sample_rate=8000", flac, "audio/flac");
    assert.equal(converted.status, 200);
    const wav = new Uint8Array(await converted.arrayBuffer());
    const heard = (await (await post("/api/v1/transcribe", wav, "audio/wav")).json()) as Json;
    assert.match(heard["text"] as string, /beautiful/i);
    assert.equal(await metric("parlando_ttfa_seconds_count"), counted + 1);
  });

  test("shows how a text is read, and speaks it so", async () => {
    const read = async (text: string, language?: string): Promise<Json> =>
      (await (await post("/api/v1/normalize", JSON.stringify({ text, language }))).json()) as Json;
    const answer = await read("It costs $3.50 at 12 °C.", "en");
    assert.equal(answer["text"], "It costs three dollars and fifty cents at twelve degrees Celsius.");
    const [money] = answer["rewrites"] as Json[];
    assert.deepEqual([money?.["start"], money?.["end"], money?.["original"]], [9, 14, "$3.50"]);
    assert.equal((await read("Мне 25 лет."))["language"], "ru");
    const audio = async (text: string): Promise<Buffer> =>
      Buffer.from(await (await speak({ text, voice_id: "en", format: "pcm" })).arrayBuffer());
    assert.deepEqual(await audio("It is 12 °C."), await audio("It is twelve degrees Celsius."));
  });

  test("a client that vanishes ends its work", async () => {
    const response = await longSpeech();
    await new Promise((resolve) => response.once("data", resolve));
    assert.equal(await metric("parlando_active_streams"), 1);
    response.destroy();
    while ((await metric("parlando_active_streams")) !== 0) await pause(5);
    assert.equal((await speak({ text: "Still here." })).status, 200);
  });

  test("a host that dies in the middle breaks the response off; the next request is served", async () => {
    const response = await longSpeech();
    const ended = new Promise<string>((resolve) => {
      response.once("end", () => resolve("cleanly"));
      response.once("error", () => resolve("broken off"));
    });
    await new Promise((resolve) => response.once("data", resolve));
    const children = readFileSync(`/proc/${server.pid}/task/${server.pid}/children`, "utf8").trim().split(" ");
    for (const pid of children) process.kill(Number(pid), "SIGKILL");
    response.resume();
    assert.equal(await ended, "broken off");
    const again = await speak({ text: "Here again.", format: "pcm" });
    assert.equal(again.status, 200);
    assert.ok((await again.arrayBuffer()).byteLength > 0);
  });

  for (const [name, send, status, code, message] of [
    ["an empty text", () => speak({ text: "" }), 400, "invalid_request", /text/],
    ["a text of the wrong type", () => speak({ text: 5 }), 400, "invalid_request", /"text".*string/],
    ["no text at all", () => speak({}), 400, "invalid_request", /text/],
    ["an unknown voice", () => speak({ text: "hi", voice_id: "espeak:en-uk" }), 400, "unknown_voice", /en-us/],
    ["an unknown format", () => speak({ text: "hi", format: "mp9" }), 400, "unsupported_format", /mp3/],
    ["a text over the limit", () => speak({ text: "a".repeat(100_001) }), 413, "text_too_long", /100000/],
    ["broken JSON", () => post("/api/v1/synthesize", '{"text":'), 400, "invalid_request", /JSON/],
    ["no audio", () => post("/api/v1/transcribe", "", "audio/wav"), 400, "invalid_audio", /empty/i],
    [
      "a page as audio",
      () => post("/api/v1/transcribe", "<!doctype html><p>hi", "audio/wav"),
      400,
      "invalid_audio",
      /HTML/i,
    ],
    [
      "an upload over the limit",
      () => post("/api/v1/transcribe", new Uint8Array(6e6), "audio/wav"),
      413,
      "payload_too_large",
      /5000000/,
    ],
    ["an unknown path", () => fetch(`${server.url}/api/v1/sing`), 404, "not_found", /\/docs/],
  ] as const) {
    test(`${name}: ${status} ${code}, and the server goes on`, async () => {
      const response = await send();
      assert.equal(response.status, status);
      const { error } = (await response.json()) as { error: Json };
      assert.equal(error["code"], code);
      assert.match(error["message"] as string, message);
      assert.equal((await speak({ text: "Fine.", format: "pcm" })).status, 200);
    });
  }

  test("nothing was said at warn level but that hosts died", () => {
    const loud = server.log.filter(
      ({ level, msg }) => ["warn", "error"].includes(level) && !/host lost|request failed/.test(msg),
    );
    assert.deepEqual(loud, []);
  });
});

test("a full disk refuses the upload that needs it, and nothing else", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "parlando-full-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder]);
  if (mounted.status !== 0) return context.skip("a small file system cannot be mounted here");
  const small = await startServer(["--tts-hosts", "1"], { TMPDIR: folder });
  try {
    const large = Buffer.concat([readFileSync(JFK.path), Buffer.alloc(3e6)]);
    const response = await fetch(`${small.url}/api/v1/transcribe`, {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: large,
    });
    assert.equal(response.status, 507);
    assert.equal(((await response.json()) as { error: Json }).error["code"], "storage_full");
    const fits = await fetch(`${small.url}/api/v1/transcribe`, {
      method: "POST",
      headers: { "content-type": "audio/wav" },
      body: readFileSync(JFK.path),
    });
    assert.match(((await fits.json()) as Json)["text"] as string, /fellow Americans/i);
  } finally {
    await small.stop();
    spawnSync("umount", [folder]);
    rmdirSync(folder);
  }
});

test("a log that cannot be written does not stop the server", async () => {
  const free = createServer();
  await new Promise<void>((resolve) => free.listen(0, "127.0.0.1", resolve));
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  const full = openSync("/dev/full", "w");
  const args = cliArguments(["serve", "--port", String(port), "--tts-hosts", "1"]);
  const child = spawn(process.execPath, args, { cwd: PACKAGE_FOLDER, stdio: ["ignore", full, "ignore"] });
  closeSync(full);
  const exited = new Promise((resolve) => child.once("exit", resolve));
  const health = (): Promise<number> =>
    fetch(`http://127.0.0.1:${port}/health`).then(
      ({ status }) => status,
      () => 0,
    );
  while ((await health()) !== 200 && child.exitCode === null) await pause(50);
  for (let call = 0; call < 5; call += 1) assert.equal(await health(), 200, "the server is gone");
  child.kill("SIGTERM");
  assert.equal(await exited, 0);
});
