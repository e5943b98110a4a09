import { basename } from "node:path";
import { ParlandoError } from "../../../contract/errors.js";
import { writeModel } from "../../../onnx/graph/model.js";
import { VITS_INPUTS } from "../../../onnx/graph/split.js";
import { openSession, type GraphSession, type SessionOptions } from "../../../onnx/session.js";
import { float32Tensor, floatsOf } from "../../../onnx/tensor.js";
import type { PiperConfig } from "./config.js";
import { feedsOf, pick, VoiceGraphs, type SpokenIds } from "./graphs.js";
import { Latent } from "./latent.js";
import { Noise } from "./noise.js";
import { cutVoice, digestOf, forgetParts, readPublished, storedParts, type FreshParts } from "./parts.js";

/** A voice open for speaking: in parts, or as published where it cannot be cut. */
export type OpenVoice =
  | { readonly kind: "split"; readonly graphs: VoiceGraphs }
  | {
      /** A sentence is one run: nothing is heard before its end, draws cannot be repeated, no times are known. */
      readonly kind: "whole";
      readonly session: GraphSession;
      /** Why it could not be cut, for people. */
      readonly reason: string;
    };

/** Most that the parts may differ from the whole, of full scale. */
const TOLERANCE = 1e-4;
const PROBE_IDS = 48;
/** Windows of the probe in frames: small ones show a wrong context at every seam. */
const PROBE_WINDOWS = [5, 16, 32];

/**
 * Opens a voice. The first time, its graph is cut, the parts are compared with the whole on a probe and kept beside the voice;
 * later loads open the kept parts.
 * @throws ParlandoError `engine_failed` when the graph is no Piper voice or does not fit its configuration.
 */
export async function openVoice(path: string, config: PiperConfig, options: SessionOptions): Promise<OpenVoice> {
  const digest = await digestOf(path);
  const stored = await storedParts(path, digest);
  if (stored !== undefined) {
    refuseMisfit(path, config, stored.parts);
    try {
      return { kind: "split", graphs: await VoiceGraphs.open(stored, options) };
    } catch {
      // A part was damaged or taken away: cut again.
      await forgetParts(path, digest).catch(() => undefined);
    }
  }
  const published = await readPublished(path);
  refuseMisfit(path, config, published);
  try {
    const fresh = cutVoice(path, digest, published);
    return { kind: "split", graphs: await openProven(path, digest, fresh, options) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: "whole", session: await openSession(path, options), reason };
  }
}

/** Opens fresh parts once they have made the probe's audio, from the kept files where they could be written. */
async function openProven(
  path: string,
  digest: string,
  fresh: FreshParts,
  options: SessionOptions,
): Promise<VoiceGraphs> {
  const graphs = await VoiceGraphs.open(fresh, options);
  let kept = false;
  try {
    const maxAbs = await probe(graphs, fresh, options);
    if (!(maxAbs <= TOLERANCE)) {
      throw new ParlandoError(
        "engine_failed",
        `Its parts differ from the whole by ${maxAbs.toExponential(1)} of full scale.`,
      );
    }
    kept = await fresh.keep(maxAbs);
  } catch (error) {
    await graphs[Symbol.asyncDispose]();
    throw error;
  }
  const stored = kept ? await storedParts(path, digest) : undefined;
  if (stored === undefined) return graphs;
  // Sessions of files share their pages with the other hosts that open the same files.
  await graphs[Symbol.asyncDispose]();
  return VoiceGraphs.open(stored, options);
}

/** Largest difference of the audio, in windows and whole, for the same ids and draws. */
async function probe(
  graphs: VoiceGraphs,
  { whole, audio, parts }: FreshParts,
  options: SessionOptions,
): Promise<number> {
  const ids = Array.from({ length: PROBE_IDS }, (_, at) => (at * 7) % Math.min(parts.symbols, 100));
  const spoken: SpokenIds = { ids, speaker: 0, noiseScale: 0.667, lengthScale: 1, noiseW: 0.8, seed: 1 };
  const encoding = graphs.encode(spoken);
  while (encoding.layersLeft > 0) await encoding.runLayer();
  const durations = await encoding.durations();
  const chain = encoding.chain(durations);
  const frames = durations.reduce((sum, each) => sum + each, 0);
  const pieces: Float32Array[] = [];
  for (let until = 0, window = 0; until < frames; window++) {
    until += PROBE_WINDOWS[Math.min(window, PROBE_WINDOWS.length - 1)] ?? 1;
    for (const run of chain.plan(until)) pieces.push(...[await chain.run(run)].filter((piece) => piece !== undefined));
  }
  const session = await openSession(writeModel(whole), options);
  try {
    const noise = new Noise(spoken.seed);
    const durationNoise = float32Tensor(noise.fill(2 * ids.length), [1, 2, ids.length]);
    const channels = chain.channels;
    const latentNoise = float32Tensor(noiseByFrame(noise, channels, frames), [1, channels, frames]);
    const feeds = {
      ...feedsOf(spoken),
      [VITS_INPUTS.durationNoise]: durationNoise,
      [VITS_INPUTS.latentNoise]: latentNoise,
    };
    const { [audio]: expected } = await session.run(pick(session, feeds), [audio]);
    return largestDifference(floatsOf(expected, audio), pieces);
  } finally {
    await session[Symbol.asyncDispose]();
  }
}

/** Draws in the order in which the latent takes them, [channels, frames]: a latent of nothing but noise. */
export function noiseByFrame(noise: Noise, channels: number, frames: number): Float32Array {
  const nothing = new Float32Array(channels);
  return new Latent({ means: nothing, logScales: nothing, channels }, [frames], 1, noise).next(frames);
}

function largestDifference(expected: Float32Array, pieces: readonly Float32Array[]): number {
  let at = 0;
  let largest = 0;
  for (const piece of pieces) {
    for (const sample of piece) largest = Math.max(largest, Math.abs(sample - (expected[at++] ?? Infinity)));
  }
  return at === expected.length ? largest : Infinity;
}

/** A configuration of another voice would make the graph look up what it does not have. */
function refuseMisfit(
  path: string,
  config: PiperConfig,
  { symbols, speakers }: { readonly symbols: number | undefined; readonly speakers: number },
): void {
  const name = basename(path);
  const largestId = Math.max(...[...config.phonemeIds.values()].flat());
  const wrong =
    largestId >= (symbols ?? Infinity)
      ? `the graph has ${symbols} symbols, the configuration uses id ${largestId}`
      : config.speakers > speakers
        ? `the graph has ${speakers === 1 ? "one speaker" : `${speakers} speakers`}, the configuration ${config.speakers}`
        : undefined;
  if (wrong === undefined) return;
  throw new ParlandoError(
    "engine_failed",
    `${name}.json does not fit ${name}: ${wrong}. Fetch both files of the same voice.`,
  );
}
