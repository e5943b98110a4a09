import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { collect, streamOf } from "../../../src/async/iterate.js";
import type { ListenOptions } from "../../../src/contract/listening.js";
import { createHostPool } from "../../../src/host/pool.js";
import { JFK, readSpeech } from "../../kit/speech.js";
import { wordErrorRate } from "../../kit/wer.js";

const NEVER = new AbortController().signal;
const OPTIONS: ListenOptions = { task: "transcribe", temperature: 0, words: false, requestId: "test" };

test("a pool listens in its own process, by any of the known names; a host that speaks loads no graph runtime", async () => {
  const pool = createHostPool({
    models: [
      { id: "espeak", engine: "espeak", kind: "tts", directory: "" },
      { id: "moonshine-tiny-en", engine: "moonshine", kind: "asr", directory: "" },
    ],
    warm: ["espeak"],
    tts: { hosts: 1 },
    drainMs: 0,
  });
  try {
    const listen = (model: string): ReturnType<typeof collect> =>
      collect(pool.transcribe(streamOf([readSpeech(JFK.path)]), { ...OPTIONS, model }, NEVER));
    const events = await collect(
      pool.transcribe(streamOf([readSpeech(JFK.path)]), { ...OPTIONS, model: "whisper-1" }, NEVER),
    );
    const end = events.at(-1);
    assert.ok(end?.type === "end" && wordErrorRate(JFK.text, end.text) < 0.1, JSON.stringify(end));
    assert.deepEqual(events[0], { type: "started", model: "moonshine-tiny-en" });
    await assert.rejects(listen("moonshine-tinny-en"), { code: "unknown_model", message: /moonshine-tiny-en/ });

    for (const { kind, pid } of (await pool.status()).hosts) {
      const maps = `/proc/${pid}/maps`;
      if (existsSync(maps)) assert.equal(readFileSync(maps, "utf8").includes("onnxruntime"), kind === "asr", kind);
    }
  } finally {
    await pool.close();
  }
});
