import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import type { Step, TtsModel, Utterance } from "../../src/contract/engine.js";
import type { Manner } from "../../src/contract/manner.js";
import { PLAIN_MANNER } from "../../src/contract/manner.js";

export interface TtsEngineSuiteOptions {
  /** Voice to speak with; absent = the model's first. */
  readonly voiceId?: string;
  /** A sentence of two clauses or more that the voice can speak. */
  readonly sentence?: string;
  /** Manner that makes equal calls give equal samples; plain unless the engine samples: then one with a seed. */
  readonly manner?: Manner;
  /** Whether marks of words are promised. */
  readonly words?: boolean;
  /** Characters of the huge text; fewer for engines that would take minutes. */
  readonly hugeCharacters?: number;
  /** How many cancellation points are tried, at most. */
  readonly cancelPoints?: number;
  /** Largest difference of two samples that count as equal. */
  readonly tolerance?: number;
  /** Truthy with the reason when the suite cannot run here. */
  readonly skip?: string | false;
}

const NEVER = new AbortController().signal;
const SENTENCE = "When the rain stopped, we walked home; nobody said a word.";

interface Spoken {
  readonly samples: Float32Array;
  readonly steps: readonly Step[];
}

/** What every TtsEngine promises, tried on one model of it. `load` makes it; the suite disposes of it. */
export function ttsEngineSuite(name: string, load: () => Promise<TtsModel>, options: TtsEngineSuiteOptions = {}): void {
  const manner = options.manner ?? PLAIN_MANNER;
  const sentence = options.sentence ?? SENTENCE;
  const tolerance = options.tolerance ?? 0;

  describe(`${name} as a TtsEngine`, { skip: options.skip ?? false }, () => {
    let model: TtsModel;
    let voiceId: string;
    let rateHz: number;

    before(async () => {
      model = await load();
      voiceId = options.voiceId ?? model.voices[0]?.id ?? "";
      rateHz = model.voices.find((voice) => voice.id === voiceId)?.sampleRateHz ?? 0;
    });
    after(async () => model[Symbol.asyncDispose]());

    const prepare = (text: string, how: Manner = manner) => model.prepare(text, voiceId, how);
    const speakAll = async (text: string, how: Manner = manner): Promise<Spoken> => {
      const parts: Spoken[] = [];
      for (const utterance of await prepare(text, how)) parts.push(await speakOne(model, utterance));
      return { samples: join(parts.map((part) => part.samples)), steps: parts.flatMap((part) => part.steps) };
    };

    test("voices name themselves fully and once", () => {
      assert.ok(model.voices.length > 0);
      assert.equal(new Set(model.voices.map((voice) => voice.id)).size, model.voices.length);
      for (const voice of model.voices) {
        assert.ok(voice.id !== "" && voice.name !== "" && voice.engine !== "" && voice.model !== "", voice.id);
        assert.ok(Number.isInteger(voice.sampleRateHz) && voice.sampleRateHz > 0, voice.id);
        assert.ok(voice.languages.length > 0, voice.id);
        assert.deepEqual(Intl.getCanonicalLocales([...voice.languages]), [...voice.languages], voice.id);
      }
    });

    test("a sentence is sound, of the voice's rate, within range, of about the expected length", async () => {
      const utterances = await prepare(sentence);
      const { samples, steps } = await speakAll(sentence);
      assert.ok(steps.every((step) => step.pcm === undefined || step.pcm.sampleRateHz === rateHz));
      assert.ok(
        samples.every((sample) => Math.abs(sample) <= 1.5),
        "out of range",
      );
      assert.ok(
        samples.some((sample) => Math.abs(sample) > 0.01),
        "silence",
      );
      const audioMs = (samples.length * 1000) / rateHz;
      const expectedMs = utterances.reduce((sum, utterance) => sum + utterance.expectedMs, 0);
      assert.ok(audioMs > expectedMs / 3 && audioMs < expectedMs * 3, `${audioMs} ms, expected ${expectedMs}`);
    });

    test("spans are in order and leave out white space only", async () => {
      for (const text of [sentence, `  ${sentence}  ${sentence}`, `"${sentence}" (${sentence})`]) {
        assertCovered(text, await prepare(text));
      }
    });

    test("an empty text, white space and lone marks give no utterances", async () => {
      for (const text of ["", " \n\t ", "...", "—", '"'])
        assert.deepEqual(await prepare(text), [], JSON.stringify(text));
    });

    test("an unknown voice is refused", async () => {
      await assert.rejects(model.prepare(sentence, "no such voice", manner), { code: "unknown_voice" });
    });

    test("odd text breaks nothing", async () => {
      for (const text of [
        "a\u0000b \u001b[2J c",
        "half \ud83d pair",
        "😀 🎉",
        "<b>&amp;[[x]] {y} \\z",
        "e\u0301\u200d\u202e!",
      ]) {
        const { samples } = await speakAll(text);
        assert.ok(samples.every(Number.isFinite), JSON.stringify(text));
      }
    });

    test("a huge text is divided, not cut", async () => {
      const huge = `${sentence} `.repeat(Math.ceil((options.hugeCharacters ?? 100_000) / (sentence.length + 1)));
      const utterances = await prepare(huge);
      assertCovered(huge, utterances);
      const longestMs = Math.max(...utterances.map((utterance) => utterance.expectedMs));
      assert.ok(longestMs < 30_000, `an utterance of ${longestMs} ms`);
      const unbroken = await prepare("lalala".repeat(500));
      assertCovered("lalala".repeat(500), unbroken);
    });

    test("equal calls give equal samples, read slowly or quickly, apart or in turn", async () => {
      const alone = await speakAll(sentence);
      const [utterance] = await prepare(sentence);
      assert.ok(utterance);
      const whole = (await speakOne(model, utterance)).samples;
      const left = model.synthesize(utterance, NEVER)[Symbol.asyncIterator]();
      const right = model.synthesize(utterance, NEVER)[Symbol.asyncIterator]();
      const [leftSteps, rightSteps] = [[], []] as [Step[], Step[]];
      for (let going = 2; going > 0;) {
        going = 0;
        for (const [reader, steps] of [
          [left, leftSteps],
          [right, rightSteps],
        ] as const) {
          const { done, value } = await reader.next();
          await new Promise((resolve) => setImmediate(resolve));
          if (done === true) continue;
          steps.push(value);
          going++;
        }
      }
      assertSame(samplesOf(leftSteps), whole, tolerance);
      assertSame(samplesOf(rightSteps), whole, tolerance);
      assertSame((await speakAll(sentence)).samples, alone.samples, tolerance);
    });

    test("the length told is the length made", async () => {
      for (const utterance of await prepare(sentence)) {
        const { samples, steps } = await speakOne(model, utterance);
        const told = steps.flatMap((step) => step.totalSamples ?? []);
        for (const total of told) assert.equal(total, samples.length);
      }
    });

    test("marks are in order, within their utterance, not later than their audio", async () => {
      let words = 0;
      for (const utterance of await prepare(sentence)) {
        const { samples, steps } = await speakOne(model, utterance);
        const lengthMs = (samples.length * 1000) / rateHz;
        let lastMs = 0;
        let heardMs = 0;
        for (const step of steps) {
          for (const mark of step.marks ?? []) {
            assert.ok(mark.startMs >= lastMs, `${mark.text} at ${mark.startMs} after ${lastMs}`);
            assert.ok(
              mark.endMs >= mark.startMs && mark.endMs <= lengthMs + 0.01,
              `${mark.text} ends at ${mark.endMs}`,
            );
            assert.ok(
              mark.startMs >= heardMs - 0.1,
              `${mark.text} at ${mark.startMs} comes after ${heardMs} ms of audio`,
            );
            assert.ok(mark.span.start >= utterance.span.start && mark.span.end <= utterance.span.end, mark.text);
            lastMs = mark.startMs;
            if (mark.kind !== "word") continue;
            assert.equal(sentence.slice(mark.span.start, mark.span.end), mark.text);
            words++;
          }
          heardMs += ((step.pcm?.samples.length ?? 0) * 1000) / rateHz;
        }
      }
      if (options.words === true) assert.equal(words, sentence.match(/\S+/gu)?.length);
    });

    test("left or aborted after any step, it ends and the model is free", async () => {
      const [utterance] = await prepare(sentence);
      assert.ok(utterance);
      const whole = await speakOne(model, utterance);
      const points = Math.min(whole.steps.length, options.cancelPoints ?? 20);
      for (let n = 0; n < points; n++) {
        for (const way of ["leave", "abort"] as const) {
          const controller = new AbortController();
          const reader = model.synthesize(utterance, controller.signal)[Symbol.asyncIterator]();
          for (let taken = 0; taken < n; taken++) await reader.next();
          if (way === "leave") await reader.return?.();
          else {
            controller.abort();
            await assert.rejects(reader.next(), { code: "cancelled" }, `step ${n}`);
          }
          assert.equal((await reader.next()).done, true, `${way} at ${n}`);
        }
      }
      assertSame((await speakOne(model, utterance)).samples, whole.samples, tolerance);
    });

    test("speed changes the length", async () => {
      const plain = (await speakAll(sentence)).samples.length;
      const fast = (await speakAll(sentence, { ...manner, speed: 2 })).samples.length;
      const slow = (await speakAll(sentence, { ...manner, speed: 0.5 })).samples.length;
      assert.ok(fast < plain * 0.75 && slow > plain * 1.4, `${fast} < ${plain} < ${slow}`);
    });
  });
}

async function speakOne(model: TtsModel, utterance: Utterance): Promise<Spoken> {
  const steps: Step[] = [];
  for await (const step of model.synthesize(utterance, NEVER)) steps.push(step);
  return { steps, samples: samplesOf(steps) };
}

function samplesOf(steps: readonly Step[]): Float32Array {
  return join(steps.flatMap((step) => (step.pcm === undefined ? [] : [step.pcm.samples])));
}

function join(chunks: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function assertSame(actual: Float32Array, expected: Float32Array, tolerance: number): void {
  assert.equal(actual.length, expected.length);
  const worst = actual.reduce((most, sample, n) => Math.max(most, Math.abs(sample - (expected[n] ?? 0))), 0);
  assert.ok(worst <= tolerance, `samples differ by ${worst}`);
}

function assertCovered(text: string, utterances: readonly Utterance[]): void {
  let at = 0;
  for (const { span } of utterances) {
    assert.ok(span.start >= at && span.end > span.start, `span ${span.start}-${span.end} after ${at}`);
    assert.equal(text.slice(at, span.start).trim(), "", "a part of the text is left out");
    at = span.end;
  }
  assert.equal(text.slice(at).trim(), "", "the end of the text is left out");
}
