import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { collect } from "../../../../../src/async/iterate.js";
import type { AsrModel, RecogniseOptions, RecogniseStep } from "../../../../../src/contract/engine.js";
import { MOONSHINE } from "../../../../../src/asr/engines/moonshine/index.js";
import { JFK, readSpeech } from "../../../../kit/speech.js";

const PLAIN: RecogniseOptions = { task: "transcribe", temperature: 0, words: false };
const never = (): AbortSignal => new AbortController().signal;

/** White noise over these samples. */
function noisy(samples: Float32Array, amplitude: number): Float32Array {
  let seed = 1;
  return samples.map((sample) => {
    seed = (seed * 16_807) % 2_147_483_647;
    return sample + amplitude * ((2 * seed) / 2_147_483_647 - 1);
  });
}

describe("moonshine", () => {
  let model: AsrModel;
  before(async () => {
    model = await MOONSHINE.load("", { threads: 1 }, never());
  });
  after(async () => {
    await model[Symbol.asyncDispose]();
  });

  const recognise = (samples: Float32Array): Promise<RecogniseStep[]> =>
    collect(model.recognise({ samples, sampleRateHz: 16_000 }, PLAIN, never()));
  const sureness = (steps: readonly RecogniseStep[]): number | undefined =>
    steps.at(-1)?.segments?.[0]?.averageLogProbability;

  test("clear speech is heard once, doubtful speech up to three times", async () => {
    const speech = readSpeech(JFK.path).samples.slice(-96_000);
    const clear = await recognise(speech);
    const doubtful = await recognise(noisy(speech, 0.2));
    assert.ok((sureness(clear) ?? -9) > -0.2, `${sureness(clear)}`);
    // A hearing has seven steps in the encoder and at least one in the decoder.
    assert.ok(doubtful.length >= clear.length + 10, `${clear.length}, ${doubtful.length} steps`);
  });

  test("what is no speech gives no text, and its language is known", async () => {
    for (const amplitude of [0, 0.003, 0.3]) {
      const samples = noisy(new Float32Array(48_000), amplitude);
      assert.deepEqual((await recognise(samples)).at(-1), { segments: [], language: "en" });
    }
  });
});
