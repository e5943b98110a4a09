import assert from "node:assert/strict";
import { test } from "node:test";
import { ParlandoError } from "../../../src/contract/errors.js";
import type { Voice } from "../../../src/contract/voice.js";
import type { ModelEntry } from "../../../src/host/config.js";
import { VoiceBook } from "../../../src/host/voices.js";

const NEVER = new AbortController().signal;

const voice = (id: string): Voice => ({
  id,
  name: id,
  engine: "e",
  model: "m",
  languages: ["en"],
  gender: "unknown",
  description: "",
  sampleRateHz: 16_000,
  isAvailable: true,
});
const entry = (id: string, voices?: readonly Voice[]): ModelEntry => ({
  id,
  engine: "e",
  kind: "tts",
  directory: "",
  ...(voices === undefined ? {} : { voices }),
});

function book(asked: string[], answers: Readonly<Record<string, readonly Voice[] | ParlandoError>>): VoiceBook {
  const entries = [
    entry("cold"),
    entry("told", [voice("told-1")]),
    entry("warm"),
    { ...entry("ear"), kind: "asr" as const },
  ];
  return new VoiceBook(entries, ["warm"], (model) => {
    asked.push(model);
    const answer = answers[model];
    return answer instanceof ParlandoError ? Promise.reject(answer) : Promise.resolve(answer ?? []);
  });
}

test("a listing asks warm models only, once; the others' entries tell, or wait until they are asked", async () => {
  const asked: string[] = [];
  const voices = book(asked, { warm: [voice("warm-1")], cold: [voice("cold-1")] });
  const ids = async (): Promise<string[]> => (await voices.list(NEVER)).map(({ id }) => id);
  assert.deepEqual(await ids(), ["told-1", "warm-1"]);
  assert.deepEqual(await ids(), ["told-1", "warm-1"]);
  assert.deepEqual(asked, ["warm"]);
  assert.equal(await voices.modelFor("cold-1", NEVER), "cold");
  assert.deepEqual(await ids(), ["cold-1", "told-1", "warm-1"]);
});

test("a voice that an entry names needs no model asked; one of a warm model no cold one", async () => {
  const asked: string[] = [];
  const voices = book(asked, { warm: [voice("warm-1")] });
  assert.equal(await voices.modelFor("told-1", NEVER), "told");
  assert.deepEqual(asked, []);
  assert.equal(await voices.modelFor("warm-1", NEVER), "warm");
  assert.deepEqual(asked, ["warm"]);
});

test("a model that cannot be read has no voices and is not asked again; a lost host says nothing about it", async () => {
  const asked: string[] = [];
  const answers: Record<string, readonly Voice[] | ParlandoError> = {
    warm: new ParlandoError("host_lost", "gone"),
    cold: new ParlandoError("engine_failed", "torn"),
  };
  const voices = book(asked, answers);
  await assert.rejects(voices.modelFor("warm-1", NEVER), { code: "host_lost" });
  answers["warm"] = [voice("warm-1")];
  await assert.rejects(voices.modelFor("nobody", NEVER), { code: "unknown_voice" });
  await assert.rejects(voices.modelFor("nobody", NEVER), { code: "unknown_voice" });
  assert.deepEqual(asked, ["warm", "warm", "cold"]);
});
