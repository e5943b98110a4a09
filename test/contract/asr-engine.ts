import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { AsrModel, RecogniseOptions, RecogniseStep } from "../../src/contract/engine.js";
import { ParlandoError } from "../../src/contract/errors.js";
import { msToSamples, type Pcm } from "../../src/contract/pcm.js";
import { collect } from "../../src/async/iterate.js";
import { readSpeech } from "../kit/speech.js";
import { wordErrorRate } from "../kit/wer.js";

const PLAIN: RecogniseOptions = { task: "transcribe", temperature: 0, words: false };
const never = (): AbortSignal => new AbortController().signal;

export interface AsrSuiteOptions {
  /** Speech that the model must understand in one piece. */
  readonly speech: { readonly path: string; readonly text: string };
  /** Most word errors on it, 0 … 1. */
  readonly maxWordErrorRate: number;
}

/** What every recogniser must do. `open` gives a fresh model, which the suite releases. */
export function asrEngineSuite(name: string, open: () => Promise<AsrModel>, options: AsrSuiteOptions): void {
  describe(`recogniser ${name}`, () => {
    let model: AsrModel;
    before(async () => {
      model = await open();
    });
    after(async () => {
      await model[Symbol.asyncDispose]();
    });

    const piece = (samples: Float32Array): Pcm => ({ samples, sampleRateHz: model.sampleRateHz });
    const speech = (): Pcm => readSpeech(options.speech.path);
    const recognise = (pcm: Pcm): Promise<RecogniseStep[]> => collect(model.recognise(pcm, PLAIN, never()));
    const textOf = (steps: readonly RecogniseStep[]): string =>
      steps.flatMap((step) => (step.segments ?? []).map((segment) => segment.text)).join(" ");

    test("understands clear speech", async () => {
      const text = textOf(await recognise(speech()));
      assert.ok(wordErrorRate(options.speech.text, text) <= options.maxWordErrorRate, text);
    });

    test("says the same twice", async () => {
      assert.deepEqual(await recognise(speech()), await recognise(speech()));
    });

    test("two pieces interleaved step by step do not disturb each other", async () => {
      const alone = textOf(await recognise(speech()));
      const silent = piece(new Float32Array(msToSamples(2000, model.sampleRateHz)));
      const other = model.recognise(silent, PLAIN, never())[Symbol.asyncIterator]();
      const steps: RecogniseStep[] = [];
      for await (const step of model.recognise(speech(), PLAIN, never())) {
        steps.push(step);
        await other.next();
      }
      assert.equal(textOf(steps), alone);
    });

    test("times lie within the piece, in order", async () => {
      const pcm = speech();
      const durationMs = (pcm.samples.length * 1000) / pcm.sampleRateHz;
      const segments = (await recognise(pcm)).flatMap((step) => step.segments ?? []);
      assert.ok(segments.length > 0);
      let lastMs = 0;
      for (const { startMs, endMs } of segments) {
        assert.ok(startMs >= lastMs && endMs > startMs && endMs <= durationMs, `${startMs} … ${endMs}`);
        lastMs = endMs;
      }
    });

    test("an aborted signal ends it at every step, and the model goes on working", async () => {
      const steps = (await recognise(speech())).length;
      for (let at = 0; at < steps; at += 1) {
        const controller = new AbortController();
        const walk = model.recognise(speech(), PLAIN, controller.signal)[Symbol.asyncIterator]();
        for (let step = 0; step < at; step += 1) await walk.next();
        controller.abort();
        // The last step may already have everything it needs; no step before it may compute on.
        const next = await walk.next().catch((error: unknown) => error);
        if (next instanceof Error) assert.ok(next instanceof ParlandoError && next.code === "cancelled", String(next));
        else assert.equal(at, steps - 1);
        assert.equal((await walk.next()).done, true);
      }
      assert.ok(wordErrorRate(options.speech.text, textOf(await recognise(speech()))) <= options.maxWordErrorRate);
    });

    test("a reader may leave at every step", async () => {
      const steps = (await recognise(speech())).length;
      for (let at = 1; at <= steps; at += 1) {
        const walk = model.recognise(speech(), PLAIN, never())[Symbol.asyncIterator]();
        for (let step = 0; step < at; step += 1) await walk.next();
        await walk.return?.();
        assert.equal((await walk.next()).done, true);
      }
    });

    for (const samples of [0, 1, 160, 511]) {
      test(`${samples} samples are not an error`, async () => {
        const steps = await recognise(piece(new Float32Array(samples).fill(0.01)));
        for (const { startMs, endMs } of steps.flatMap((step) => step.segments ?? [])) assert.ok(endMs >= startMs);
      });
    }

    test("a piece of the greatest length ends; a longer one is refused", async () => {
      const most = msToSamples(model.maxPieceMs, model.sampleRateHz);
      await recognise(piece(new Float32Array(most)));
      await assert.rejects(recognise(piece(new Float32Array(most + model.sampleRateHz))), { code: "engine_failed" });
    });

    test("another sample rate is refused", async () => {
      const wrong = { samples: new Float32Array(1000), sampleRateHz: model.sampleRateHz + 1 };
      await assert.rejects(recognise(wrong), { code: "engine_failed" });
    });

    test("a released model refuses to work, and may be released twice", async () => {
      const spare = await open();
      await spare[Symbol.asyncDispose]();
      await spare[Symbol.asyncDispose]();
      await assert.rejects(collect(spare.recognise(speech(), PLAIN, never())), { code: "engine_failed" });
    });
  });
}
