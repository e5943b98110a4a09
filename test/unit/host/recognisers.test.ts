import assert from "node:assert/strict";
import { test } from "node:test";
import { listRecognisers, recogniserFor } from "../../../src/host/recognisers.js";
import type { ModelEntry } from "../../../src/host/config.js";

const ENTRIES: readonly ModelEntry[] = [
  { id: "espeak", engine: "espeak", kind: "tts", directory: "" },
  { id: "moonshine-tiny-en", engine: "moonshine", kind: "asr", directory: "", name: "Moonshine", languages: ["en"] },
  { id: "whisper-base", engine: "whisper", kind: "asr", directory: "/models/whisper-base" },
];

test("names that mean the best one, and no name, give the first of the list", () => {
  for (const name of [undefined, "default", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"]) {
    assert.equal(recogniserFor(name, ENTRIES), "moonshine-tiny-en");
  }
  assert.equal(recogniserFor("whisper-base", ENTRIES), "whisper-base");
});

test("an unknown name, or a model that speaks, is unknown_model with the nearest names", () => {
  const unknown = { code: "unknown_model", field: "model" };
  assert.throws(() => recogniserFor("whisper-bas", ENTRIES), { ...unknown, message: /whisper-base/ });
  assert.throws(() => recogniserFor("zzz", ENTRIES), { ...unknown, message: /moonshine-tiny-en.*default/ });
  assert.throws(() => recogniserFor("espeak", ENTRIES), unknown);
  assert.throws(() => recogniserFor(undefined, []), { ...unknown, message: /installed/ });
});

test("recognisers are listed from their entries", () => {
  assert.deepEqual(listRecognisers(ENTRIES), [
    { id: "moonshine-tiny-en", engine: "moonshine", name: "Moonshine", languages: ["en"], isAvailable: true },
    { id: "whisper-base", engine: "whisper", name: "whisper-base", languages: [], isAvailable: true },
  ]);
});
