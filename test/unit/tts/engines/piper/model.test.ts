import assert from "node:assert/strict";
import { chmodSync, existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { collect } from "../../../../../src/async/iterate.js";
import type { Step, StepMark } from "../../../../../src/contract/engine.js";
import { ParlandoError } from "../../../../../src/contract/errors.js";
import { PLAIN_MANNER, type Manner } from "../../../../../src/contract/manner.js";
import { readModel, withGraph, writeModel } from "../../../../../src/onnx/graph/model.js";
import {
  loadPiper,
  PIPER_DEFAULTS,
  type PiperModel,
  type PiperOptions,
} from "../../../../../src/tts/engines/piper/load.js";
import { tinyVoice, voiceFolder, type TestVoice } from "../../../../kit/piper.js";

const never = (): AbortSignal => new AbortController().signal;
const SEEDED: Manner = { ...PLAIN_MANNER, seed: 11 };
const SENTENCE = "The quick brown fox jumps over the lazy dog, and 25 others watch.";
/** Short, so that loading (which warms up at the full length) is quick. */
const OPTIONS: PiperOptions = { ...PIPER_DEFAULTS, mostIds: 300 };

async function load(path: string, options: Partial<PiperOptions> = {}): Promise<PiperModel> {
  return loadPiper(path, { threads: 1 }, never(), { ...OPTIONS, ...options });
}

async function stepsOf(model: PiperModel, text: string, manner = SEEDED, voice = "tiny-multi"): Promise<Step[]> {
  const steps: Step[] = [];
  for (const utterance of await model.prepare(text, voice, manner)) {
    steps.push(...(await collect(model.synthesize(utterance, never()))));
  }
  return steps;
}

function samplesOf(steps: readonly Step[]): number[] {
  return steps.flatMap(({ pcm }) => (pcm === undefined ? [] : Array.from(pcm.samples)));
}

function maxAbs(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) return Infinity;
  return one.reduce((largest, each, at) => Math.max(largest, Math.abs(each - (other[at] ?? 0))), 0);
}

describe("a Piper voice", () => {
  const folder = voiceFolder(tinyVoice());
  let model: PiperModel;
  before(async () => {
    model = await load(folder.path);
  });
  after(async () => {
    await model[Symbol.asyncDispose]();
    folder.dispose();
  });

  test("lists its speakers", () => {
    assert.deepEqual(
      model.voices.map(({ id }) => id),
      ["tiny-multi", "tiny-multi:anna", "tiny-multi:boris", "tiny-multi:carla"],
    );
    assert.deepEqual(model.voices[0]?.languages, ["en-US"]);
    assert.equal(model.voices[0]?.sampleRateHz, 22050);
    assert.equal(model.limitation, undefined);
  });

  test("knows its length and every word's time before the first sample", async () => {
    const steps = await stepsOf(model, SENTENCE);
    const withSound = steps.filter(({ pcm }) => pcm !== undefined);
    assert.ok(withSound.length > 2, `${withSound.length} steps with sound`);
    const [first, ...later] = withSound;
    assert.equal(first?.totalSamples, samplesOf(steps).length);
    assert.ok(later.every(({ marks, totalSamples }) => marks === undefined && totalSamples === undefined));
    const words = (first?.marks ?? []).filter(({ kind }) => kind === "word");
    assert.deepEqual(
      words.map(({ text }) => text),
      SENTENCE.match(/[\w]+/g),
    );
    for (const { text, span } of words) assert.equal(SENTENCE.slice(span.start, span.end), text);
  });

  test("marks are in order and lie within the sound", async () => {
    const steps = await stepsOf(model, SENTENCE);
    const lengthMs = samplesOf(steps).length / 22.05;
    let lastMs = 0;
    const marks = steps.flatMap((step): readonly StepMark[] => step.marks ?? []);
    assert.ok(marks.some(({ kind }) => kind === "phoneme"));
    for (const { startMs, endMs } of marks) {
      assert.ok(startMs >= lastMs && endMs >= startMs && endMs <= lengthMs + 1e-6);
      lastMs = startMs;
    }
  });

  test("a seed fixes the sound, another seed gives another", async () => {
    const [one, again] = [samplesOf(await stepsOf(model, SENTENCE)), samplesOf(await stepsOf(model, SENTENCE))];
    assert.ok(maxAbs(one, again) <= 1e-5);
    const other = samplesOf(await stepsOf(model, SENTENCE, { ...SEEDED, seed: 12 }));
    assert.ok(maxAbs(one, other) > 0.01);
    const [free, freeAgain] = [await stepsOf(model, "Hi.", PLAIN_MANNER), await stepsOf(model, "Hi.", PLAIN_MANNER)];
    assert.ok(maxAbs(samplesOf(free), samplesOf(freeAgain)) > 0.01);
  });

  test("speakers sound different; the plain id is the first of them", async () => {
    const plain = samplesOf(await stepsOf(model, "Good day.", SEEDED));
    const anna = samplesOf(await stepsOf(model, "Good day.", SEEDED, "tiny-multi:anna"));
    const carla = samplesOf(await stepsOf(model, "Good day.", SEEDED, "tiny-multi:2"));
    assert.ok(maxAbs(plain, anna) <= 1e-5);
    assert.ok(maxAbs(plain, carla) > 0.01);
  });

  test("speed shortens, volume scales", async () => {
    const plain = samplesOf(await stepsOf(model, SENTENCE));
    const fast = samplesOf(await stepsOf(model, SENTENCE, { ...SEEDED, speed: 2 }));
    assert.ok(
      fast.length < 0.7 * plain.length && fast.length > 0.4 * plain.length,
      `${fast.length} of ${plain.length}`,
    );
    const quiet = samplesOf(await stepsOf(model, SENTENCE, { ...SEEDED, volume: 0.5 }));
    assert.ok(
      maxAbs(
        quiet,
        plain.map((each) => each / 2),
      ) <= 1e-5,
    );
  });

  for (const voice of ["tiny-multi:3", "tiny-multi:dora", "tiny-multi:-1", "other"]) {
    test(`there is no voice ${voice}`, async () => {
      await assert.rejects(
        model.prepare("Hi.", voice, PLAIN_MANNER),
        (error: unknown) => error instanceof ParlandoError && error.code === "unknown_voice" && error.field === "voice",
      );
    });
  }

  test("two streams in turn do not disturb each other", async () => {
    const alone = samplesOf(await stepsOf(model, SENTENCE));
    const [utterance] = await model.prepare(SENTENCE, "tiny-multi", SEEDED);
    const [other] = await model.prepare("Something else is said here.", "tiny-multi:boris", PLAIN_MANNER);
    assert.ok(utterance !== undefined && other !== undefined);
    const beside = model.synthesize(other, never())[Symbol.asyncIterator]();
    const steps: Step[] = [];
    for await (const step of model.synthesize(utterance, never())) {
      steps.push(step);
      await beside.next();
    }
    await beside.return?.();
    assert.ok(maxAbs(samplesOf(steps), alone) <= 1e-5);
  });

  test("stops at any step, by abort or by leaving, and speaks the same afterwards", async () => {
    const whole = await stepsOf(model, SENTENCE);
    for (let n = 0; n <= whole.length; n++) {
      for (const leaves of [true, false]) {
        const abort = new AbortController();
        const [utterance] = await model.prepare(SENTENCE, "tiny-multi", SEEDED);
        assert.ok(utterance !== undefined);
        let seen = 0;
        let failure: unknown;
        try {
          if (n === 0 && !leaves) abort.abort();
          for await (const step of model.synthesize(utterance, abort.signal)) {
            void step;
            if (++seen < n) continue;
            if (leaves) break;
            abort.abort();
          }
        } catch (error) {
          failure = error;
        }
        // How many steps there are follows the machine's pace: an abort after the last of them comes too late.
        if (abort.signal.aborted) assert.ok(failure instanceof ParlandoError && failure.code === "cancelled");
        else assert.equal(failure, undefined);
        assert.ok(seen <= Math.max(1, n), "a step was made after the end");
      }
    }
    assert.ok(maxAbs(samplesOf(await stepsOf(model, SENTENCE)), samplesOf(whole)) <= 1e-5);
  });

  test("shows what a text becomes", async () => {
    const shown = await model.phonemize("Hello. [[☃a]] there", "tiny-multi");
    assert.equal(shown.phonemes, "həlˈoʊ. ☃a ðˈɛɹ");
    assert.deepEqual(shown.words[0], { start: 0, end: 5, text: "Hello", phonemes: "həlˈoʊ" });
    assert.deepEqual(shown.unknown, ["☃"]);
    await assert.rejects(model.phonemize("Hi.", "nobody"), { code: "unknown_voice" });
  });

  test("phonemes that the voice does not know are told, the rest is spoken", async () => {
    const [utterance] = await model.prepare("So [[☃a]] it is.", "tiny-multi", SEEDED);
    assert.deepEqual(utterance?.unknown, ["☃"]);
  });
});

describe("silence", () => {
  const folder = voiceFolder(tinyVoice());
  after(() => folder.dispose());

  async function spoken(options: Partial<PiperOptions>, text = SENTENCE): Promise<Step[]> {
    const model = await load(folder.path, options);
    try {
      return await stepsOf(model, text);
    } finally {
      await model[Symbol.asyncDispose]();
    }
  }

  test("after a sentence is as long as the setting, and counted", async () => {
    const [plain, silent] = [await spoken({}), await spoken({ sentenceSilenceMs: 200 })];
    const [short, long] = [samplesOf(plain), samplesOf(silent)];
    assert.equal(long.length - short.length, 4410);
    assert.ok(long.slice(-4410).every((sample) => sample === 0));
    assert.equal(silent.find(({ totalSamples }) => totalSamples !== undefined)?.totalSamples, long.length);
  });

  test("a divided sentence pauses at its seam", async () => {
    const clause = "one two three four five six seven eight nine ten";
    const long = `${clause}, ${clause}.`;
    const whole = samplesOf(await spoken({ firstClauseAbove: Infinity }, long));
    const divided = samplesOf(await spoken({ firstClauseAbove: 100, seamMs: 300 }, long));
    const longest = (samples: readonly number[]): number => {
      let [most, run] = [0, 0];
      for (const sample of samples) {
        run = sample === 0 ? run + 1 : 0;
        most = Math.max(most, run);
      }
      return most;
    };
    assert.ok(longest(divided) > 4000 && longest(divided) <= 6615, String(longest(divided)));
    assert.ok(longest(whole) < 100);
  });
});

describe("the parts beside a voice", () => {
  const partsIn = (path: string): string => join(path, "tiny-multi.onnx.parts");

  test("are made once and read by the next load", async () => {
    const folder = voiceFolder(tinyVoice());
    try {
      await (await load(folder.path))[Symbol.asyncDispose]();
      const [name = ""] = readdirSync(partsIn(folder.path));
      const made = statSync(join(partsIn(folder.path), name, "parts.json")).mtimeMs;
      await (await load(folder.path))[Symbol.asyncDispose]();
      assert.deepEqual(readdirSync(partsIn(folder.path)), [name]);
      assert.equal(statSync(join(partsIn(folder.path), name, "parts.json")).mtimeMs, made);
    } finally {
      folder.dispose();
    }
  });

  test("are made again where one is missing or damaged", async () => {
    const folder = voiceFolder(tinyVoice());
    try {
      await (await load(folder.path))[Symbol.asyncDispose]();
      const [name = ""] = readdirSync(partsIn(folder.path));
      const parts = join(partsIn(folder.path), name);
      for (const harm of [
        () => rmSync(join(parts, "section-2.onnx")),
        () => writeFileSync(join(parts, "durations.onnx"), "not a graph"),
        () => writeFileSync(join(parts, "parts.json"), "{"),
      ]) {
        harm();
        const model = await load(folder.path);
        assert.ok(samplesOf(await stepsOf(model, "Hi there.")).length > 1000);
        assert.equal(model.limitation, undefined);
        await model[Symbol.asyncDispose]();
        assert.ok(existsSync(join(parts, "section-2.onnx")));
      }
    } finally {
      folder.dispose();
    }
  });

  test("of an earlier version go when new ones are made", async () => {
    const folder = voiceFolder(tinyVoice());
    try {
      await (await load(folder.path))[Symbol.asyncDispose]();
      const [name = ""] = readdirSync(partsIn(folder.path));
      renameSync(join(partsIn(folder.path), name), join(partsIn(folder.path), name.replace(/v\d+$/, "v0")));
      await (await load(folder.path))[Symbol.asyncDispose]();
      assert.deepEqual(readdirSync(partsIn(folder.path)), [name]);
    } finally {
      folder.dispose();
    }
  });

  test("belong to the very file: a new voice of the same name has its own", async () => {
    const voice = tinyVoice();
    const folder = voiceFolder(voice);
    try {
      await (await load(folder.path))[Symbol.asyncDispose]();
      const model = readModel(voice.graph, "tiny");
      writeFileSync(join(folder.path, "tiny-multi.onnx"), writeModel({ ...model, producerName: "another" }));
      await (await load(folder.path))[Symbol.asyncDispose]();
      assert.equal(readdirSync(partsIn(folder.path)).length, 2);
    } finally {
      folder.dispose();
    }
  });

  test(
    "are kept in memory where the folder cannot be written",
    { skip: process.getuid?.() === 0 ? "root writes anywhere" : false },
    async () => {
      const folder = voiceFolder(tinyVoice());
      try {
        chmodSync(folder.path, 0o555);
        const model = await load(folder.path);
        assert.ok(samplesOf(await stepsOf(model, "Hi there.")).length > 1000);
        await model[Symbol.asyncDispose]();
        assert.deepEqual(readdirSync(folder.path).toSorted(), ["tiny-multi.onnx", "tiny-multi.onnx.json"]);
      } finally {
        chmodSync(folder.path, 0o755);
        folder.dispose();
      }
    },
  );

  test("are kept in memory where a file is in their place", async () => {
    const folder = voiceFolder(tinyVoice());
    try {
      writeFileSync(partsIn(folder.path), "");
      const model = await load(folder.path);
      assert.ok(samplesOf(await stepsOf(model, "Hi there.")).length > 1000);
      await model[Symbol.asyncDispose]();
    } finally {
      folder.dispose();
    }
  });

  test("two loads at once", async () => {
    const folder = voiceFolder(tinyVoice());
    try {
      const models = await Promise.all([load(folder.path), load(folder.path)]);
      const [one = [], other = []] = await Promise.all(
        models.map(async (model) => samplesOf(await stepsOf(model, "Hi there."))),
      );
      assert.ok(maxAbs(one, other) <= 1e-5);
      for (const model of models) await model[Symbol.asyncDispose]();
      const [name = ""] = readdirSync(partsIn(folder.path));
      assert.deepEqual(readdirSync(partsIn(folder.path)), [name]);
    } finally {
      folder.dispose();
    }
  });
});

describe("a voice that cannot be cut", () => {
  const voice = tinyVoice();
  const model = readModel(voice.graph, "tiny");
  // Rounds durations to the nearest frame instead of up: a graph that runs but is not the one that is known.
  const node = model.graph.node.map((each) => (each.opType === "Ceil" ? { ...each, opType: "Round" } : each));
  const other: TestVoice = { ...voice, graph: writeModel(withGraph(model, { ...model.graph, node })) };

  test("speaks a sentence at a time and says so", async () => {
    const folder = voiceFolder(other);
    const whole = await load(folder.path);
    try {
      assert.match(whole.limitation ?? "", /round durations up/);
      assert.match(whole.voices[0]?.description ?? "", /a sentence at a time/);
      const steps = await stepsOf(whole, SENTENCE);
      assert.equal(steps.length, 1);
      assert.equal(steps[0]?.totalSamples, samplesOf(steps).length);
      assert.ok(samplesOf(steps).length > 10_000);
    } finally {
      await whole[Symbol.asyncDispose]();
      folder.dispose();
    }
  });
});

describe("files that are no voice say what is wrong", () => {
  const voice = tinyVoice();
  const graph = readModel(voice.graph, "tiny");
  const withoutScales = graph.graph.input.filter(({ name }) => name !== "scales");
  const bad: readonly (readonly [string, Partial<TestVoice>, RegExp])[] = [
    [
      "a truncated graph",
      { graph: voice.graph.subarray(0, 700_000) },
      /tiny-multi\.onnx \(700000 bytes\) is not a whole ONNX file/,
    ],
    ["a page instead of a graph", { graph: Buffer.from("<html>not found</html>") }, /tiny-multi\.onnx/],
    [
      "another kind of graph",
      { graph: writeModel(withGraph(graph, { ...graph.graph, input: withoutScales })) },
      /not a Piper voice: it has no input scales/,
    ],
    [
      "a configuration of more speakers",
      { config: voice.config.replace('"num_speakers": 3', '"num_speakers": 4') },
      /does not fit .*3 speakers, the configuration 4/,
    ],
    [
      "a configuration of more symbols",
      {
        config: voice.config
          .replace('"num_symbols": 256', '"num_symbols": 999')
          .replace('"!": [\n      4', '"!": [\n      300'),
      },
      /does not fit .*256 symbols, the configuration uses id 300/,
    ],
    [
      "an unsupported phoneme type",
      { config: voice.config.replace('"phoneme_type": "espeak"', '"phoneme_type": "pinyin"') },
      /pinyin/,
    ],
  ];
  for (const [what, change, message] of bad) {
    test(what, async () => {
      const folder = voiceFolder({ ...voice, ...change });
      try {
        await assert.rejects(
          load(folder.path),
          (error: unknown) =>
            error instanceof ParlandoError && error.code === "engine_failed" && message.test(error.message),
        );
        assert.deepEqual(readdirSync(folder.path).length, 2, "nothing half-made is left");
      } finally {
        folder.dispose();
      }
    });
  }

  test("a missing configuration, no graph, two graphs, no folder", async () => {
    const folder = voiceFolder(voice);
    try {
      writeFileSync(join(folder.path, "second.onnx"), "");
      await assert.rejects(load(folder.path), /2 \.onnx files/);
      await assert.rejects(load(join(folder.path, "second.onnx")), /second\.onnx\.json is missing/);
      rmSync(join(folder.path, "second.onnx"));
      rmSync(join(folder.path, "tiny-multi.onnx"));
      await assert.rejects(load(folder.path), /no \.onnx file/);
      await assert.rejects(load(join(folder.path, "nowhere")), /cannot be read/);
    } finally {
      folder.dispose();
    }
  });
});
