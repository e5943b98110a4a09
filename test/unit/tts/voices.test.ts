import assert from "node:assert/strict";
import { test } from "node:test";
import { nearestNames } from "../../../src/contract/nearest.js";
import { DEFAULT_FALLBACK, fallbacksOf, voicesFor } from "../../../src/tts/fallback.js";
import { guessLanguage } from "../../../src/tts/language.js";
import { resolveVoice } from "../../../src/tts/voices.js";
import { OPENAI_VOICES } from "../../../src/tts/voices.data.js";
import { voice } from "./scripted.js";

const VOICES = [
  voice("espeak:en-029", "espeak", "en-029", { languages: ["en-029", "en"], gender: "male" }),
  voice("espeak:en-us-nyc", "espeak", "en", { languages: ["en"], gender: "male" }),
  voice("espeak:en-us", "espeak", "en-US", { languages: ["en-US", "en"], gender: "male" }),
  voice("espeak:en-us+f3", "espeak", "en-US", { languages: ["en-US", "en"] }),
  voice("espeak:es", "espeak", "es", { gender: "male" }),
  voice("espeak:es+f2", "espeak", "es"),
  voice("espeak:es+f3", "espeak", "es"),
  voice("espeak:ru", "espeak", "ru", { gender: "male" }),
  voice("en_US-joe-medium", "piper", "en-US", { gender: "male" }),
  voice("ru_RU-irina-medium", "piper", "ru-RU"),
  voice("ru_RU-dmitri-medium", "piper", "ru-RU", { gender: "male" }),
  voice("af_heart", "kokoro", "en-US"),
  voice("af_bella", "kokoro", "en-US"),
  voice("am_adam", "kokoro", "en-US", { gender: "male" }),
  voice("hi_female", "hibari", "en-GB", { isAvailable: false }),
];

const resolve = (name: string, language = "en", model?: string) =>
  resolveVoice({ voice: name, language, ...(model === undefined ? {} : { model }) }, VOICES, DEFAULT_FALLBACK).id;

test("names a voice goes by", () => {
  const table: Record<string, string> = {
    "espeak:es": "espeak:es",
    AF_HEART: "af_heart",
    en: "af_heart",
    "en-GB": "af_heart",
    ru: "ru_RU-dmitri-medium",
    ru_RU: "ru_RU-dmitri-medium",
    es: "espeak:es",
    "es-female-1": "espeak:es+f2",
    "es-female-2": "espeak:es+f3",
    "es-female-3": "espeak:es+f2",
    "es-male-1": "espeak:es",
    "ru-female-1": "ru_RU-irina-medium",
    en_us_male: "am_adam",
    "es+f3": "espeak:es+f3",
    "en-us+f3": "espeak:en-us+f3",
    "": "af_heart",
    default: "af_heart",
    alloy: "af_heart",
    coral: "af_bella",
    ash: "am_adam",
  };
  for (const [name, id] of Object.entries(table)) assert.equal(resolve(name), id, name);
});

test("each of OpenAI's thirteen names resolves, in any language there is a voice for", () => {
  assert.equal(Object.keys(OPENAI_VOICES).length, 13);
  for (const name of Object.keys(OPENAI_VOICES)) {
    for (const language of ["en", "ru", "es"]) assert.ok(resolve(name, language), `${name} ${language}`);
    assert.equal(resolve(name, "xx").length > 0, true);
  }
});

test("a model narrows the choice", () => {
  assert.equal(resolve("en", "en", "espeak"), "espeak:en-us");
  assert.equal(resolve("alloy", "en", "tts-1"), "af_heart");
  assert.throws(() => resolve("af_heart", "en", "espeak"), { code: "unknown_voice" });
  assert.throws(() => resolve("af_heart", "en", "espaek"), {
    code: "unknown_model",
    field: "model",
    message: /espeak/u,
  });
});

test("an unknown voice names the nearest", () => {
  assert.throws(() => resolve("af_haert"), { code: "unknown_voice", field: "voice", message: /af_heart/u });
  assert.throws(() => resolve("dmitri"), { code: "unknown_voice", message: /ru_RU-dmitri-medium/u });
  assert.throws(() => resolve("zzzzzzzzzz"), { code: "unknown_voice", message: /no voice "zzzzzzzzzz"/u });
  assert.throws(
    () => resolve("q".repeat(1_000_000)),
    (error: Error) => error.message.length < 300,
  );
});

test("voices of a language: by chain, own language, preference", () => {
  const ids = voicesFor("en", VOICES, DEFAULT_FALLBACK).map(({ id }) => id);
  assert.deepEqual(ids, [
    "af_heart",
    "af_bella",
    "am_adam",
    "en_US-joe-medium",
    "espeak:en-us",
    "espeak:en-us+f3",
    "espeak:en-us-nyc",
    "espeak:en-029",
  ]);
});

test("who steps in: one voice of each other engine, of the same gender if it can be", () => {
  const asked = VOICES.find(({ id }) => id === "af_bella");
  assert.ok(asked);
  const ids = fallbacksOf(asked, "en-US", VOICES, DEFAULT_FALLBACK).map(({ id }) => id);
  assert.deepEqual(ids, ["en_US-joe-medium", "espeak:en-us+f3"]);
});

test("the script tells the language", () => {
  const table = { Hello: "en", "Привет, мир": "ru", Привіт: "uk", 你好: "zh", こんにちは世界: "ja", 안녕: "ko" };
  for (const [text, language] of Object.entries(table)) assert.equal(guessLanguage(text), language, text);
  assert.equal(guessLanguage("The word мир means peace"), "en");
  assert.equal(guessLanguage("123 …"), "en");
});

test("nearest names forgive a slip, not a stranger", () => {
  assert.deepEqual(nearestNames("kokroo", ["kokoro", "piper", "espeak"]), ["kokoro"]);
  assert.deepEqual(nearestNames("PIPER", ["kokoro", "piper"]), ["piper"]);
  assert.deepEqual(nearestNames("violin", ["kokoro", "piper"]), []);
  assert.deepEqual(nearestNames("", ["a"]), []);
});
