import { ParlandoError } from "../../contract/errors.js";
import type { GraphModel } from "./model.js";
import type { NodeProto } from "./proto.js";
import { randomNodesOf } from "./randoms.js";
import { GraphIndex, readsOf } from "./walk.js";

/**
 * The places where a VITS graph can be cut, found by structure: names of nodes differ from exporter to exporter.
 *
 *   ids ─▶ text encoder ─▶ x ─┬─▶ means, log scales ─┐
 *                             └─▶ durations ─────────┴─▶ repeat, add noise ─▶ z_p ─▶ flow ─▶ z ─▶ decoder ─▶ audio
 */
export interface VitsTensors {
  /** Input of each attention layer of the text encoder, in order: [1, hidden, ids]. */
  readonly layerInputs: readonly string[];
  /** What the text encoder gives: [1, hidden, ids]. */
  readonly encoded: string;
  /** Of the latent, for each id: [1, channels, ids]. */
  readonly means: string;
  readonly logScales: string;
  /** Frames of each id, whole numbers as float32: [1, 1, ids]. */
  readonly durations: string;
  /** Draws the noise of the durations, [1, 2, ids]; undefined where they are not drawn. */
  readonly durationNoise: NodeProto | undefined;
  /** Draws the noise of the latent, [1, channels, frames]. */
  readonly latentNoise: NodeProto;
  /** Latent with its noise, entering the flow: [1, channels, frames]. */
  readonly latent: string;
  /** Ones where there is speech: [1, 1, frames]. */
  readonly frameMask: string;
  /** What enters the decoder: [1, channels, frames]. */
  readonly decoderInput: string;
  /** Audio, [1, 1, (1,) samples]. */
  readonly audio: string;
}

function missing(what: string): ParlandoError {
  return new ParlandoError("engine_failed", `This is not a VITS voice: ${what}.`);
}

function theOnly<T>(items: readonly T[], what: string): T {
  const [item] = items;
  if (item === undefined || items.length > 1) throw missing(`it has ${items.length} ${what} instead of one`);
  return item;
}

function outputOf(node: NodeProto): string {
  return node.output[0] ?? "";
}

/** The first node of one of the kinds, going up first inputs through what leaves values in their place. */
function upTo(index: GraphIndex, name: string, opTypes: readonly string[]): NodeProto | undefined {
  let node = index.producers.get(name);
  while (node !== undefined && !opTypes.includes(node.opType ?? "")) {
    if (!["Transpose", "Mul", "Identity", "Slice", "Squeeze", "Unsqueeze"].includes(node.opType ?? ""))
      return undefined;
    node = index.producers.get(node.input[0] ?? "");
  }
  return node;
}

/** The convolutions that are met first on every way up. */
function nearestConvolutions(index: GraphIndex, name: string): NodeProto[] {
  const found = new Set<NodeProto>();
  const seen = new Set<NodeProto>();
  const pending = [name];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const node = index.producers.get(next);
    if (node === undefined || seen.has(node)) continue;
    seen.add(node);
    if (node.opType === "Conv") found.add(node);
    else pending.push(...readsOf(node));
  }
  return [...found];
}

/** z_p = mean + noise * exp(log scale) * noise scale: from the noise down to the sum. */
function latentOf(index: GraphIndex, noise: NodeProto): { latent: string; mean: string; logScale: string } {
  let name = outputOf(noise);
  let logScale: string | undefined;
  for (;;) {
    const [reader] = index.consumersOf(name);
    if (reader?.opType === "Add") {
      const mean = reader.input.find((input) => input !== name);
      if (mean === undefined || logScale === undefined) break;
      return { latent: outputOf(reader), mean, logScale };
    }
    if (reader?.opType !== "Mul") break;
    const other = index.producers.get(reader.input.find((input) => input !== name) ?? "");
    if (other?.opType === "Exp") logScale = other.input[0];
    name = outputOf(reader);
  }
  throw missing("the noise of its latent is not scaled and added to a mean");
}

/** The Split behind a product with the alignment, and which of its outputs. */
function splitBehind(index: GraphIndex, expanded: string): { split: NodeProto; output: string } {
  const product = upTo(index, expanded, ["MatMul"]);
  for (const input of product?.input ?? []) {
    let name = input;
    for (let node = index.producers.get(name); node !== undefined; node = index.producers.get(name)) {
      if (node.opType === "Split") return { split: node, output: name };
      if (node.opType !== "Transpose") break;
      name = node.input[0] ?? "";
    }
  }
  throw missing("its latent is not a prior repeated by durations");
}

function layerInputsOf(index: GraphIndex, encoded: string): string[] {
  const within = index.ancestors([encoded]);
  const inputs = new Set<string>();
  for (const softmax of index.nodesOf("Softmax")) {
    if (!within.has(softmax)) continue;
    const sources = nearestConvolutions(index, softmax.input[0] ?? "").map((conv) => conv.input[0] ?? "");
    const shared = sources.find((name, at) => sources.indexOf(name) !== at);
    if (shared !== undefined) inputs.add(shared);
  }
  return [...inputs];
}

/** @throws ParlandoError `engine_failed` saying what a VITS graph has and this one lacks. */
export function findVits(model: GraphModel, index = new GraphIndex(model.graph)): VitsTensors {
  const ceil = theOnly(index.nodesOf("Ceil"), "nodes that round durations up");
  const audio = theOnly(model.graph.output, "outputs").name ?? "";
  const forDurations = index.ancestors([outputOf(ceil)]);
  const randoms = randomNodesOf(model);
  const durationRandoms = randoms.filter((node) => forDurations.has(node));
  if (durationRandoms.length > 1) throw missing(`it draws its durations from ${durationRandoms.length} sources`);
  const latentNoise = theOnly(
    randoms.filter((node) => !forDurations.has(node)),
    "sources of noise in its latent",
  );
  const { latent, mean, logScale } = latentOf(index, latentNoise);
  const means = splitBehind(index, mean);
  const logScales = splitBehind(index, logScale);
  const projection = upTo(index, means.split.input[0] ?? "", ["Conv"]);
  if (projection?.input[0] === undefined) throw missing("its prior is not a projection of encoded text");
  const encoded = projection.input[0];

  const afterLatent = index.descendants(latent);
  const [firstUp] = index.nodesOf("ConvTranspose");
  if (firstUp === undefined) throw missing("its decoder has no transposed convolution");
  const first = nearestConvolutions(index, firstUp.input[0] ?? "").filter((conv) => afterLatent.has(conv));
  const decoderInput = theOnly(first, "first convolutions in its decoder").input[0] ?? "";
  const masking = upTo(index, decoderInput, ["Concat", "Mul"]);
  const frameMask = masking?.input.find((name) => !afterLatent.has(index.producers.get(name) ?? firstUp));
  if (masking?.opType !== "Mul" || frameMask === undefined) throw missing("what enters its decoder is not masked");
  return {
    layerInputs: layerInputsOf(index, encoded),
    encoded,
    means: means.output,
    logScales: logScales.output,
    durations: outputOf(ceil),
    durationNoise: durationRandoms[0],
    latentNoise,
    latent,
    frameMask,
    decoderInput,
    audio,
  };
}
