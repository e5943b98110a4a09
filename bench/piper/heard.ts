import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ASR_ENGINES } from "../../src/asr/engines/index.js";
import { collect, streamOf } from "../../src/async/iterate.js";
import { resample } from "../../src/audio/pcm/resample.js";
import type { AsrModel } from "../../src/contract/engine.js";
import { PLAIN_MANNER } from "../../src/contract/manner.js";
import { writeModel } from "../../src/onnx/graph/model.js";
import { VITS_INPUTS } from "../../src/onnx/graph/split.js";
import { openSession } from "../../src/onnx/session.js";
import { float32Tensor, floatsOf } from "../../src/onnx/tensor.js";
import { parseConfig } from "../../src/tts/engines/piper/config.js";
import { feedsOf, pick, VoiceGraphs, type SpokenIds } from "../../src/tts/engines/piper/graphs.js";
import { PIPER_DEFAULTS } from "../../src/tts/engines/piper/load.js";
import { Noise } from "../../src/tts/engines/piper/noise.js";
import { cutVoice, readPublished } from "../../src/tts/engines/piper/parts.js";
import { toUtterances } from "../../src/tts/engines/piper/utterance.js";
import { noiseByFrame } from "../../src/tts/engines/piper/voice.js";
import { wordErrors, wordsOf } from "../../test/kit/wer.js";
import type { Table } from "../report.js";
import { LOOP_SENTENCES } from "../texts.js";
import { JOE, joeFolder } from "./setup.js";

const SESSION = { threads: 1, keepsRunMemory: false };
const WINDOWS = [12, 24, 48, 96];
const never = new AbortController().signal;

async function hear(model: AsrModel, samples: Float32Array, sampleRateHz: number): Promise<string> {
  const pieces = await collect(resample(streamOf([{ samples, sampleRateHz }]), model.sampleRateHz, never));
  const piece = Float32Array.from(pieces.flatMap((each) => Array.from(each.samples)));
  const options = { task: "transcribe", temperature: 0, words: false } as const;
  const steps = await collect(model.recognise({ samples: piece, sampleRateHz: model.sampleRateHz }, options, never));
  return steps.flatMap(({ segments }) => (segments ?? []).map(({ text }) => text)).join(" ");
}

interface Spoken {
  readonly streamed: Float32Array;
  readonly whole: Float32Array;
}

/** The same ids and draws, in windows and in one run of the published graph. */
async function openBoth(): Promise<(spoken: SpokenIds) => Promise<Spoken>> {
  const published = await readPublished(join(joeFolder(), `${JOE}.onnx`));
  const fresh = cutVoice("nowhere", "none", published);
  const graphs = await VoiceGraphs.open(fresh, SESSION);
  const session = await openSession(writeModel(fresh.whole), SESSION);
  return async (spoken) => {
    const encoding = graphs.encode(spoken);
    while (encoding.layersLeft > 0) await encoding.runLayer();
    const chain = encoding.chain(await encoding.durations());
    const streamed: number[] = [];
    for (let until = 0, at = 0; until < chain.totalFrames; at++) {
      until += WINDOWS[Math.min(at, WINDOWS.length - 1)] ?? 1;
      for (const run of chain.plan(until)) streamed.push(...((await chain.run(run)) ?? []));
    }
    const noise = new Noise(spoken.seed);
    const { channels, totalFrames } = chain;
    const feeds = {
      ...feedsOf(spoken),
      [VITS_INPUTS.durationNoise]: float32Tensor(noise.fill(2 * spoken.ids.length), [1, 2, spoken.ids.length]),
      [VITS_INPUTS.latentNoise]: float32Tensor(noiseByFrame(noise, channels, totalFrames), [1, channels, totalFrames]),
    };
    const { [fresh.audio]: audio } = await session.run(pick(session, feeds), [fresh.audio]);
    return { streamed: Float32Array.from(streamed), whole: floatsOf(audio, "audio") };
  };
}

/** Twenty sentences of the real voice heard back, streamed and whole. */
export async function heardTable(): Promise<Table> {
  const recogniser = await ASR_ENGINES["moonshine"]?.();
  if (recogniser === undefined) throw new Error("there is no recogniser moonshine");
  const model = await recogniser.load("", { threads: 1 }, never);
  const config = parseConfig(readFileSync(join(joeFolder(), `${JOE}.onnx.json`), "utf8"), JOE);
  const speak = await openBoth();
  const options = { ...PIPER_DEFAULTS, firstClauseAbove: Infinity, most: Infinity, speaker: 0, msPerId: 25 };
  let [words, streamedErrors, wholeErrors, equal, largest] = [0, 0, 0, 0, 0];
  for (const [at, sentence] of LOOP_SENTENCES.entries()) {
    const [utterance] = await toUtterances(sentence, config, { ...PLAIN_MANNER, seed: at }, options);
    if (utterance === undefined) continue;
    const { streamed, whole } = await speak(utterance.spoken);
    for (const [n, sample] of streamed.entries())
      largest = Math.max(largest, Math.abs(sample - (whole[n] ?? Infinity)));
    const heard = [await hear(model, streamed, config.sampleRateHz), await hear(model, whole, config.sampleRateHz)];
    words += wordsOf(sentence).length;
    streamedErrors += wordErrors(sentence, heard[0] ?? "");
    wholeErrors += wordErrors(sentence, heard[1] ?? "");
    equal += heard[0] === heard[1] ? 1 : 0;
  }
  await model[Symbol.asyncDispose]();
  return {
    title: "heard back by Moonshine, 20 sentences, the same draws",
    columns: ["words", "errors streamed", "errors whole", "equal transcripts", "largest difference of a sample"],
    rows: [
      [String(words), streamedErrors, wholeErrors, `${equal} of ${LOOP_SENTENCES.length}`, largest.toExponential(1)],
    ],
  };
}
