import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { SileroVad, WINDOW_SAMPLES, type VadStream } from "../../../../src/asr/vad/silero.js";
import { JFK, readSpeech } from "../../../kit/speech.js";

async function hearAll(stream: VadStream, samples: Float32Array): Promise<number[]> {
  const probabilities: number[] = [];
  for (let at = 0; at < samples.length; at += WINDOW_SAMPLES) {
    probabilities.push(await stream.hear(samples.subarray(at, at + WINDOW_SAMPLES)));
  }
  return probabilities;
}

test("the model is the one whose numbers we know", () => {
  const file = join(dirname(fileURLToPath(import.meta.resolve("@ricky0123/vad-web"))), "silero_vad_v6.onnx");
  const digest = createHash("sha256").update(readFileSync(file)).digest("hex");
  assert.equal(digest, "1a153a22f4509e292a94e67d6f9b85e8deb25b4988682b7e174c65279d8788e3");
});

test("hears in the Kennedy recording what upstream hears", async () => {
  await using vad = await SileroVad.open({ threads: 1 });
  const probabilities = await hearAll(vad.listen(), readSpeech(JFK.path).samples);
  assert.equal(probabilities.length, 344);
  const expected = [0.0017, 0.0846, 0.302, 0.1335, 0.0832, 0.0435];
  for (const [at, probability] of expected.entries()) {
    assert.ok(Math.abs((probabilities[at] as number) - probability) < 1e-4, `window ${at}: ${probabilities[at]}`);
  }
  assert.equal(probabilities.filter((probability) => probability >= 0.5).length, 234);
});

test("two streams do not hear each other", async () => {
  await using vad = await SileroVad.open({ threads: 1 });
  const { samples } = readSpeech(JFK.path);
  const speech = samples.subarray(0, 20 * WINDOW_SAMPLES);
  const alone = await hearAll(vad.listen(), speech);
  const [one, other] = [vad.listen(), vad.listen()];
  const together: number[] = [];
  for (let at = 0; at < speech.length; at += WINDOW_SAMPLES) {
    together.push(await one.hear(speech.subarray(at, at + WINDOW_SAMPLES)));
    await other.hear(new Float32Array(WINDOW_SAMPLES).fill(0.3));
  }
  assert.deepEqual(together, alone);
});

test("silence and a short last window are no speech", async () => {
  await using vad = await SileroVad.open({ threads: 1 });
  const stream = vad.listen();
  for (let window = 0; window < 30; window += 1) assert.ok((await stream.hear(new Float32Array(WINDOW_SAMPLES))) < 0.2);
  assert.ok((await stream.hear(new Float32Array(3))) < 0.2);
});
