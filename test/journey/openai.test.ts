import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createReadStream, readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import OpenAI, { APIError, BadRequestError } from "openai";
import { JFK } from "../kit/speech.js";
import { startServer, type TestServer } from "../kit/server.js";
import { wordErrorRate } from "../kit/wer.js";

const TEXT = "Good morning, the next train leaves from platform number four.";
const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;

let server: TestServer;
let openai: OpenAI;
before(async () => {
  server = await startServer();
  openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "any", maxRetries: 0 });
});
after(() => server.stop());

/** Duration of a file as ffmpeg decodes it, ms. */
function decodedMs(bytes: Uint8Array, input: readonly string[] = []): number {
  const { stdout, stderr } = spawnSync(
    "ffmpeg",
    ["-v", "error", ...input, "-i", "pipe:0", "-f", "s16le", "-ac", "1", "-ar", "24000", "pipe:1"],
    { input: bytes, maxBuffer: 2 ** 28 },
  );
  assert.equal(stderr.toString(), "");
  return stdout.length / 48;
}

async function speak(format?: "mp3" | "opus" | "aac" | "flac" | "wav" | "pcm"): Promise<Uint8Array> {
  const response = await openai.audio.speech.create({
    model: "tts-1",
    voice: "alloy",
    input: TEXT,
    ...(format === undefined ? {} : { response_format: format }),
  });
  return new Uint8Array(await response.arrayBuffer());
}

describe("the official OpenAI client speaks", () => {
  test("mp3 when no format is named", { skip: !hasFfmpeg && "ffmpeg is not installed" }, async () => {
    const response = await openai.audio.speech.create({ model: "tts-1", voice: "alloy", input: TEXT });
    assert.equal(response.headers.get("content-type"), "audio/mpeg");
    assert.equal(response.headers.get("content-length"), null);
    assert.match(response.headers.get("x-request-id") ?? "", /^req_/);
    assert.ok(decodedMs(new Uint8Array(await response.arrayBuffer()), ["-f", "mp3"]) > 2000);
  });

  test("every format decodes to the same duration", { skip: !hasFfmpeg && "ffmpeg is not installed" }, async () => {
    const pcmMs = (await speak("pcm")).length / 48;
    // What an MP3 or AAC decoder puts in front and cannot be told in a stream: encoder delay of the two formats.
    const delayMs = { mp3: 46, opus: 0, aac: 43, flac: 0, wav: 0 } as const;
    for (const [format, delay] of Object.entries(delayMs) as [keyof typeof delayMs, number][]) {
      const ms = decodedMs(await speak(format)) - delay;
      assert.ok(Math.abs(ms - pcmMs) <= 50, `${format}: ${ms} ms, pcm: ${pcmMs} ms`);
    }
  });

  test("server-sent events carry the bytes of the format and end with the usage", async () => {
    const response = await openai.audio.speech.create({
      model: "gpt-4o-mini-tts",
      voice: "coral",
      input: TEXT,
      response_format: "wav",
      stream_format: "sse",
    });
    assert.match(response.headers.get("content-type") ?? "", /^text\/event-stream/);
    const events = (await response.text())
      .split("\n\n")
      .filter((block) => block.startsWith("data: {"))
      .map((block) => JSON.parse(block.slice(6)) as { type: string; audio?: string; usage?: object });
    const audio = Buffer.concat(events.map((event) => Buffer.from(event.audio ?? "", "base64")));
    assert.equal(audio.subarray(0, 4).toString(), "RIFF");
    assert.ok(audio.length > 48_000);
    assert.equal(events.at(-1)?.type, "speech.audio.done");
    assert.deepEqual(Object.keys(events.at(-1)?.usage ?? {}), ["input_tokens", "output_tokens", "total_tokens"]);
  });

  test("speed changes the duration, not the pitch's name", async () => {
    const lengths: number[] = [];
    for (const speed of [0.5, 1, 2]) {
      const response = await openai.audio.speech.create({
        model: "tts-1-hd",
        voice: "echo",
        input: TEXT,
        response_format: "pcm",
        speed,
      });
      lengths.push((await response.arrayBuffer()).byteLength);
    }
    assert.ok((lengths[0] as number) > 1.6 * (lengths[1] as number), String(lengths));
    assert.ok((lengths[1] as number) > 1.4 * (lengths[2] as number), String(lengths));
  });

  for (const [name, change, param, message] of [
    ["an empty text", { input: "" }, "input", /input/],
    ["white space", { input: " \n " }, "input", /empty|nothing/i],
    ["an unknown voice", { voice: "alloi" }, "voice", /alloy/],
    ["an unknown model", { model: "tts-3" }, "model", /tts-1/],
    ["an unknown format", { response_format: "mp4" }, "response_format", /mp3/],
    ["a text that is a number", { input: 5 }, "input", /string/],
    ["a speed out of range", { speed: 9 }, "speed", /"speed" is 9.* 4/],
  ] as const) {
    test(`${name} is a 400 that names ${param}`, async () => {
      const body = { model: "tts-1", voice: "alloy", input: TEXT, ...change };
      await assert.rejects(openai.audio.speech.create(body as OpenAI.Audio.SpeechCreateParams), (error) => {
        assert.ok(error instanceof BadRequestError, String(error));
        assert.equal(error.param, param);
        assert.equal(error.type, "invalid_request_error");
        assert.match(error.message, message);
        return true;
      });
      assert.ok((await speak("pcm")).length > 0, "the server is of no use afterwards");
    });
  }

  test("a text over the limit is a 413 that names the limit; one at the limit streams", async () => {
    const body = { model: "tts-1", voice: "alloy", response_format: "pcm" } as const;
    await assert.rejects(openai.audio.speech.create({ ...body, input: "a ".repeat(50_001) }), (error) => {
      assert.ok(error instanceof APIError);
      assert.equal(error.status, 413);
      assert.match(error.message, /100000|100,000/);
      return true;
    });
    const leave = new AbortController();
    const response = await openai.audio.speech.create(
      { ...body, input: "One. ".repeat(20_000) },
      { signal: leave.signal },
    );
    const reader = response.body?.getReader();
    assert.ok(((await reader?.read())?.value?.length ?? 0) > 0);
    leave.abort();
  });
});

describe("the official OpenAI client listens", () => {
  const TRUTH =
    "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";
  const file = (): ReturnType<typeof createReadStream> => createReadStream(JFK.path);
  const isRight = (text: string): void => assert.ok(wordErrorRate(TRUTH, text) <= 0.05, text);

  test("json, text, srt, vtt and verbose_json", async () => {
    const model = "whisper-1";
    isRight((await openai.audio.transcriptions.create({ file: file(), model })).text);
    const text = await openai.audio.transcriptions.create({ file: file(), model, response_format: "text" });
    isRight(text);
    const srt = await openai.audio.transcriptions.create({ file: file(), model, response_format: "srt" });
    assert.match(srt, /^1\n00:00:\d\d,\d{3} --> 00:00:\d\d,\d{3}\n/);
    const vtt = await openai.audio.transcriptions.create({ file: file(), model, response_format: "vtt" });
    assert.match(vtt, /^WEBVTT\n\n00:00:/);
    const verbose = await openai.audio.transcriptions.create({ file: file(), model, response_format: "verbose_json" });
    isRight(verbose.text);
    assert.ok(Math.abs(verbose.duration - 11) < 0.1);
    assert.ok((verbose.segments?.length ?? 0) >= 1);
    assert.equal(verbose.usage?.type, "duration");
  });

  test("a stream: deltas that join to the text of done", async () => {
    const stream = await openai.audio.transcriptions.create({ file: file(), model: "gpt-4o-transcribe", stream: true });
    let joined = "";
    let done = "";
    for await (const event of stream) {
      if (event.type === "transcript.text.delta") joined += event.delta;
      if (event.type === "transcript.text.done") done = event.text;
    }
    isRight(done);
    assert.equal(joined.trim(), done.trim());
  });

  for (const [name, bytes, message] of [
    ["an empty file", Buffer.alloc(0), /empty/i],
    ["a PNG", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /PNG/],
    ["a text", Buffer.from("Dear server, please listen to this letter."), /text/i],
    ["a WAV that ends in its header", readFileSync(JFK.path).subarray(0, 20), /WAV|header|truncated/i],
  ] as const) {
    test(`${name} is a 400 that says what was found`, async () => {
      const upload = new File([bytes], "upload.wav");
      await assert.rejects(openai.audio.transcriptions.create({ file: upload, model: "whisper-1" }), (error) => {
        assert.ok(error instanceof BadRequestError, String(error));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  test("an unknown recogniser is a 400 with the nearest name", async () => {
    await assert.rejects(openai.audio.transcriptions.create({ file: file(), model: "whisper-9" }), {
      status: 400,
      param: "model",
      message: /whisper-1/,
    });
  });

  test("half a recording is heard as far as it goes", async () => {
    const half = new File([readFileSync(JFK.path).subarray(0, 120_000)], "half.wav");
    const { text } = await openai.audio.transcriptions.create({ file: half, model: "whisper-1" });
    assert.match(text, /fellow Americans/i);
  });
});

test("models and voices are listed; errors under /v1 are OpenAI's everywhere", async () => {
  const models = await openai.models.list();
  assert.ok(models.data.some(({ id }) => id === "tts-1"));
  assert.ok(models.data.some(({ id }) => id === "whisper-1"));
  const voices = (await (await fetch(`${server.url}/v1/audio/voices`)).json()) as {
    voices: { id: string; name: string }[];
  };
  assert.ok(voices.voices.length > 100);
  for (const [path, init, status] of [
    ["/v1/nothing", {}, 404],
    ["/v1/audio/speech", {}, 405],
    ["/v1/audio/speech", { method: "POST", headers: { "content-type": "text/plain" }, body: "hi" }, 415],
    ["/v1/audio/speech", { method: "POST", headers: { "content-type": "application/json" }, body: "{" }, 400],
  ] as const) {
    const response = await fetch(`${server.url}${path}`, init);
    assert.equal(response.status, status, path);
    const { error } = (await response.json()) as { error: Record<string, unknown> };
    assert.deepEqual(Object.keys(error).toSorted(), ["code", "message", "param", "type"], path);
  }
});
