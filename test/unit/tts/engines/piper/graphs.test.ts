import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import * as fc from "fast-check";
import { readModel, writeModel } from "../../../../../src/onnx/graph/model.js";
import { VITS_INPUTS } from "../../../../../src/onnx/graph/split.js";
import type { WindowChain } from "../../../../../src/onnx/graph/windows.js";
import { openSession, type GraphSession } from "../../../../../src/onnx/session.js";
import { float32Tensor, floatsOf } from "../../../../../src/onnx/tensor.js";
import {
  feedsOf,
  pick,
  VoiceGraphs,
  type Encoding,
  type SpokenIds,
} from "../../../../../src/tts/engines/piper/graphs.js";
import { Noise, type Draws } from "../../../../../src/tts/engines/piper/noise.js";
import { cutVoice, type FreshParts } from "../../../../../src/tts/engines/piper/parts.js";
import { noiseByFrame } from "../../../../../src/tts/engines/piper/voice.js";
import { joeVoice, NO_JOE, SHARED_VOICES, sharedVoice, tinyVoice, type TestVoice } from "../../../../kit/piper.js";

/** Of PyTorch's own numbers; the runtime itself is within 2e-6 of them. */
const GOLDEN_TOLERANCE = 1e-5;
const WINDOW_TOLERANCE = 1e-4;
const THREADS = { threads: 1, keepsRunMemory: false };

interface Opened {
  readonly graphs: VoiceGraphs;
  readonly fresh: FreshParts;
  readonly whole: GraphSession;
}

async function openParts(voice: TestVoice): Promise<Opened> {
  const model = readModel(voice.graph, voice.name);
  const fresh = cutVoice("nowhere", "none", { model, symbols: 256, speakers: 1 });
  const graphs = await VoiceGraphs.open(fresh, THREADS);
  return { graphs, fresh, whole: await openSession(writeModel(fresh.whole), THREADS) };
}

async function close({ graphs, whole }: Opened): Promise<void> {
  await graphs[Symbol.asyncDispose]();
  await whole[Symbol.asyncDispose]();
}

async function encoded(encoding: Encoding): Promise<readonly number[]> {
  while (encoding.layersLeft > 0) await encoding.runLayer();
  return encoding.durations();
}

/** The audio, window by window; the last size is repeated. */
async function windowed(chain: WindowChain, windows: readonly number[]): Promise<Float32Array> {
  const pieces: Float32Array[] = [];
  let until = 0;
  for (let at = 0; until < chain.totalFrames; at++) {
    until += windows[Math.min(at, windows.length - 1)] ?? 1;
    for (const run of chain.plan(until)) {
      const piece = await chain.run(run);
      if (piece !== undefined) pieces.push(piece);
    }
  }
  return Float32Array.from(pieces.flatMap((piece) => Array.from(piece)));
}

function maxAbs(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  let largest = 0;
  for (let at = 0; at < actual.length; at++)
    largest = Math.max(largest, Math.abs((actual[at] ?? 0) - (expected[at] ?? 0)));
  return largest;
}

/** Draws as a golden has them: of the durations [2, ids], of the latent [channels, frames]. */
function goldenDraws(voice: TestVoice, name: string): Draws {
  const durations = voice.goldens.get(`${name}.dp_noise`);
  const latent = voice.goldens.get(`${name}.z_noise`);
  const [, channels = 1, frames = 0] = latent?.dims ?? [];
  let at = 0;
  return {
    fill: (count) => Float32Array.from(durations?.data ?? new Float32Array(count)),
    next() {
      const [channel, frame] = [at % channels, Math.floor(at / channels)];
      at++;
      return latent?.data[channel * frames + frame] ?? 0;
    },
  };
}

const voices = [tinyVoice(), ...SHARED_VOICES.map(sharedVoice)].filter((voice) => voice !== undefined);

for (const voice of voices) {
  describe(`${voice.name} against PyTorch`, () => {
    let opened: Opened;
    before(async () => {
      opened = await openParts(voice);
    });
    after(() => close(opened));

    const golden = (name: string, tensor: string): readonly number[] =>
      voice.goldens.get(`${name}.${tensor}`)?.data ?? [];

    for (const name of voice.cases) {
      test(`${name}: prior, durations, flow and audio`, async () => {
        const [noiseScale = 0, lengthScale = 1, noiseW = 0] = golden(name, "scales");
        const spoken: SpokenIds = {
          ids: golden(name, "input"),
          speaker: golden(name, "sid")[0] ?? 0,
          noiseScale,
          lengthScale,
          noiseW,
          seed: 0,
        };
        const { graphs } = opened;
        const encoding = graphs.encode(spoken, goldenDraws(voice, name));
        const durations = await encoded(encoding);
        assert.deepEqual(durations, golden(name, "w_ceil"));
        const { means, logScales } = encoding.prior();
        assert.ok(maxAbs(means, golden(name, "m_p")) <= GOLDEN_TOLERANCE);
        assert.ok(maxAbs(logScales, golden(name, "logs_p")) <= GOLDEN_TOLERANCE);
        const latent = encoding.latent(durations).next(durations.reduce((sum, each) => sum + each, 0));
        assert.ok(maxAbs(latent, golden(name, "z_p")) <= GOLDEN_TOLERANCE);

        const again = graphs.encode(spoken, goldenDraws(voice, name));
        const audio = await windowed(again.chain(await encoded(again)), [16, 32, 64]);
        assert.ok(maxAbs(audio, golden(name, "output")) <= GOLDEN_TOLERANCE);
      });

      test(`${name}: flow`, async () => {
        // All sections that keep the rate but the last one of those, which begins the decoder.
        const { graphs } = opened;
        const { sections, parts } = graphs;
        let tensor = float32Tensor(
          Float32Array.from(golden(name, "z_p")),
          voice.goldens.get(`${name}.z_p`)?.dims ?? [],
        );
        const frames = tensor.dims[2] ?? 0;
        for (const { session, input, output } of sections.slice(0, 4)) {
          const mask = float32Tensor(new Float32Array(frames).fill(1), [1, 1, frames]);
          const speaker = feedsOf({
            ids: [0],
            speaker: golden(name, "sid")[0] ?? 0,
            noiseScale: 0,
            lengthScale: 1,
            noiseW: 0,
            seed: 0,
          });
          const results = await session.run(
            pick(session, { ...speaker, [input]: tensor, [parts.tensors.frameMask]: mask }),
            [output],
          );
          tensor = results[output] ?? tensor;
        }
        assert.ok(maxAbs(floatsOf(tensor, "z"), golden(name, "z")) <= GOLDEN_TOLERANCE);
      });
    }
  });
}

/** The audio in one run of the whole graph, for the draws of the same seed. */
async function wholeAudio(
  { whole, fresh }: Opened,
  spoken: SpokenIds,
  channels: number,
  frames: number,
): Promise<Float32Array> {
  const noise = new Noise(spoken.seed);
  const feeds = {
    ...feedsOf(spoken),
    [VITS_INPUTS.durationNoise]: float32Tensor(noise.fill(2 * spoken.ids.length), [1, 2, spoken.ids.length]),
    [VITS_INPUTS.latentNoise]: float32Tensor(noiseByFrame(noise, channels, frames), [1, channels, frames]),
  };
  const { [fresh.audio]: audio } = await whole.run(pick(whole, feeds), [fresh.audio]);
  return floatsOf(audio, fresh.audio);
}

function idsOf(length: number, seed: number): number[] {
  const noise = new Noise(seed);
  return Array.from({ length }, () => Math.floor(Math.abs(noise.next()) * 40) % 130);
}

function windowsEqualWhole(voice: TestVoice, runs: number, mostIds: number): void {
  describe(`${voice.name}: windows equal the whole`, () => {
    let opened: Opened;
    before(async () => {
      opened = await openParts(voice);
    });
    after(() => close(opened));

    const check = async (length: number, windows: readonly number[], seed: number): Promise<void> => {
      const spoken: SpokenIds = {
        ids: idsOf(length, seed),
        speaker: 0,
        noiseScale: 0.667,
        lengthScale: 1,
        noiseW: 0.8,
        seed,
      };
      const encoding = opened.graphs.encode(spoken);
      const chain = encoding.chain(await encoded(encoding));
      const audio = await windowed(chain, windows);
      const expected = await wholeAudio(opened, spoken, chain.channels, chain.totalFrames);
      const difference = maxAbs(audio, expected);
      assert.ok(difference <= WINDOW_TOLERANCE, `${length} ids, windows ${windows.join()}: off by ${difference}`);
    };

    test("for every schedule", async () => {
      const lengths = fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 60 }) },
        { weight: 1, arbitrary: fc.integer({ min: 61, max: mostIds }) },
      );
      const schedules = fc.tuple(
        fc.integer({ min: 1, max: 64 }),
        fc.array(fc.integer({ min: 7, max: 200 }), { minLength: 1, maxLength: 5 }),
      );
      const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
      await fc.assert(
        fc.asyncProperty(lengths, schedules, seeds, (length, [first, rest], seed) =>
          check(length, [first, ...rest], seed),
        ),
        { numRuns: runs },
      );
    });

    for (const [length, windows] of [
      [1, [1]],
      [2, [1]],
      [12, [1]],
      [1500, [1, 16, 64, 128]],
    ] as const) {
      test(`for ${length} ids, windows ${windows.join()}`, () => check(length, windows, 5));
    }
  });
}

for (const voice of voices.filter(({ name }) => name === "tiny-multi" || name === "piper-tiny-high")) {
  windowsEqualWhole(voice, 30, 500);
}
const joe = joeVoice();
if (joe === undefined) test("the real voice: windows equal the whole", { skip: NO_JOE }, () => undefined);
else windowsEqualWhole(joe, 4, 150);
