import assert from "node:assert/strict";
import { test } from "node:test";
import { ASR_ENGINES } from "../../../../../src/asr/engines/index.js";
import { MOONSHINE } from "../../../../../src/asr/engines/moonshine/index.js";
import { asrEngineSuite } from "../../../../contract/asr-engine.js";
import { JFK } from "../../../../kit/speech.js";

const never = (): AbortSignal => new AbortController().signal;

asrEngineSuite("moonshine", () => MOONSHINE.load("", { threads: 1 }, never()), { speech: JFK, maxWordErrorRate: 0.05 });

test("the list knows moonshine", async () => {
  assert.equal((await ASR_ENGINES["moonshine"]?.())?.id, "moonshine");
});

test("a folder without the graphs is named in the error", async () => {
  await assert.rejects(MOONSHINE.load("/nowhere", { threads: 1 }, never()), {
    code: "engine_failed",
    message: /\/nowhere\/encoder_model\.onnx/u,
  });
});

test("an aborted signal stops the loading", async () => {
  await assert.rejects(MOONSHINE.load("", { threads: 1 }, AbortSignal.abort()), { code: "cancelled" });
});
