import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { runCli } from "../kit/cli.js";
import { cliArguments } from "../kit/server.js";
import { wordErrorRate } from "../kit/wer.js";

const JFK = join(PACKAGE_FOLDER, "test/fixtures/asr/jfk-16k.wav");
const JFK_TEXT =
  "And so, my fellow Americans, ask not what your country can do for you, ask what you can do for your country.";
const hasFfprobe = spawnSync("ffprobe", ["-version"]).status === 0;

let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "parlando-cli-"));
});
after(() => rm(folder, { recursive: true, force: true }));

test("say --raw gives nothing but 16-bit PCM on stdout", async () => {
  const { status, stdout, stderr } = await runCli(["say", "hello there", "--raw"]);
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  assert.equal(stdout.length % 2, 0);
  const samples = new Int16Array(stdout.buffer, stdout.byteOffset, stdout.length / 2);
  assert.ok(samples.length > 24_000 * 0.3 && samples.length < 24_000 * 3, `${samples.length} samples`);
  assert.ok(
    samples.some((sample) => Math.abs(sample) > 1000),
    "it is silent",
  );
});

test("say reads standard input and a file to the same sound", async () => {
  const text = join(folder, "text.txt");
  await writeFile(text, "One two three.");
  const fromArgument = await runCli(["say", "One two three.", "--raw"]);
  const fromStdin = await runCli(["say", "--raw"], "One two three.");
  const fromFile = await runCli(["say", "--raw", "--file", text]);
  assert.ok(fromArgument.stdout.length > 0);
  assert.ok(fromArgument.stdout.equals(fromStdin.stdout));
  assert.ok(fromArgument.stdout.equals(fromFile.stdout));
});

for (const ending of ["wav", "mp3", "flac", "opus", "aac"]) {
  test(
    `say --out speech.${ending} writes a file that decodes`,
    { skip: !hasFfprobe && "ffprobe is not installed" },
    async () => {
      const file = join(folder, `speech.${ending}`);
      const { status, stderr } = await runCli(["say", "A file of speech.", "--out", file]);
      assert.equal(status, 0, stderr);
      const decoded = spawnSync("ffmpeg", ["-v", "error", "-i", file, "-f", "s16le", "-ac", "1", "-ar", "24000", "-"]);
      assert.equal(decoded.stderr.toString(), "");
      assert.ok(decoded.stdout.length > 24_000, `${decoded.stdout.length} bytes`);
    },
  );
}

test("without --raw, a pipe gets a WAV", async () => {
  const { stdout } = await runCli(["say", "wave"]);
  assert.equal(stdout.subarray(0, 4).toString(), "RIFF");
  assert.equal(stdout.subarray(8, 12).toString(), "WAVE");
});

test("a pipe that is closed early ends it quietly", async () => {
  const long = "This sentence is repeated many times. ".repeat(300);
  const child = spawn(process.execPath, cliArguments(["say", long, "--raw"]), { cwd: PACKAGE_FOLDER });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdout.once("data", () => child.stdout.destroy());
  const status = await new Promise((resolve) => child.once("exit", resolve));
  assert.equal(stderr, "");
  assert.equal(status, 0);
});

test("Ctrl-C ends it quietly with the shell's status for it", async () => {
  const long = "This sentence is repeated many times. ".repeat(300);
  const child = spawn(process.execPath, cliArguments(["say", long, "--raw"]), { cwd: PACKAGE_FOLDER });
  let stderr = "";
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  // Read a little and stop: the command is then waiting for its reader, in the middle of its work.
  await new Promise<void>((resolve) =>
    child.stdout.once("data", () => {
      child.stdout.pause();
      resolve();
    }),
  );
  child.kill("SIGINT");
  const status = await new Promise((resolve) => child.once("exit", resolve));
  assert.equal(stderr, "");
  assert.equal(status, 130);
});

test("say --dry-run lists the sentences with their places and makes no sound", async () => {
  const { stdout } = await runCli(["say", "First one. Second one!", "--dry-run"]);
  assert.match(stdout.toString(), /^0-\d+\tFirst one\.\n\d+-22\tSecond one!\n$/);
});

test("say --bench reports on stderr, the sound stays clean", async () => {
  const plain = await runCli(["say", "numbers", "--raw"]);
  const { stdout, stderr } = await runCli(["say", "numbers", "--raw", "--bench"]);
  assert.ok(stdout.equals(plain.stdout));
  assert.match(stderr, /first audio after [\d.]+ ms, [\d.]+ s of audio, real-time factor [\d.]+/);
});

test("transcribe writes the text, and captions with times", async () => {
  const text = await runCli(["transcribe", JFK]);
  assert.equal(text.status, 0, text.stderr);
  assert.ok(wordErrorRate(JFK_TEXT, text.stdout.toString()) <= 0.05, text.stdout.toString());
  const srt = await runCli(["transcribe", JFK, "--format", "srt"]);
  assert.match(srt.stdout.toString(), /^1\n00:00:0\d,\d{3} --> 00:00:\d\d,\d{3}\n/);
  const json = JSON.parse((await runCli(["transcribe", JFK, "--format", "json"])).stdout.toString()) as {
    durationMs: number;
  };
  assert.ok(Math.abs(json.durationMs - 11_000) < 50, String(json.durationMs));
});

test("transcribe reads standard output of say", async () => {
  const file = join(folder, "loop.wav");
  await runCli(["say", "The weather is beautiful today.", "--out", file]);
  const { stdout } = await runCli(["transcribe", file]);
  assert.ok(wordErrorRate("The weather is beautiful today.", stdout.toString()) <= 0.2, stdout.toString());
  assert.ok(existsSync(file) && (await readFile(file)).length > 44);
});

test("voices lists many languages, as a table and as JSON", async () => {
  const table = (await runCli(["voices"])).stdout.toString();
  assert.match(table, /^ID +LANGUAGE +GENDER +ENGINE +NAME\n/);
  const voices = JSON.parse((await runCli(["voices", "--json"])).stdout.toString()) as { languages: string[] }[];
  assert.ok(new Set(voices.flatMap(({ languages }) => languages)).size >= 100);
  const russian = JSON.parse((await runCli(["voices", "--json", "--lang", "ru"])).stdout.toString()) as unknown[];
  assert.ok(russian.length >= 1 && russian.length < voices.length);
});

test("doctor finds a machine that speaks and hears itself", async () => {
  const { status, stdout, stderr } = await runCli(["doctor", "--port", "0"]);
  assert.equal(status, 0, stdout.toString() + stderr);
  assert.match(stdout.toString(), /ok {4}listening: heard "[^"]*brown fox/i);
});

for (const [args, status, message] of [
  [["say", "hi", "--voice", "espeak:en-uk", "--raw"], 1, /espeak:en-uk.*espeak:en-us/],
  [["say", "hi", "--out", "speech.xyz"], 1, /xyz.*mp3/],
  [["say", "   ", "--raw"], 1, /text/i],
  [["say", "hi", "--speed", "9"], 2, /--speed.*0\.25 to 4/],
  [["say", "hi", "--file", "also.txt"], 1, /not both/],
  [["transcribe", "missing.wav"], 1, /missing\.wav/],
  [["transcribe", "package.json"], 1, /package\.json.*JSON/i],
  [["serve", "--port", "many"], 1, /--port.*"many".*0 to 65535/],
  [["sing"], 2, /sing/],
] as const) {
  test(`parlando ${args.join(" ")}: a clear error, status ${status}`, async () => {
    const result = await runCli(args);
    assert.equal(result.status, status, result.stderr);
    assert.match(result.stderr, message);
    assert.equal(result.stdout.length, 0);
  });
}
