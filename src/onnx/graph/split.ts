import { ParlandoError } from "../../contract/errors.js";
import { bandRelativeAttention } from "./attention.js";
import { dropPadding } from "./masks.js";
import type { GraphModel, Port } from "./model.js";
import { randomsToInputs } from "./randoms.js";
import { isBottleneck, reachOf, timedNodes, type Reach } from "./reach.js";
import { findVits, type VitsTensors } from "./vits.js";
import { extract, GraphIndex } from "./walk.js";

/** Inputs of a VITS graph by their exported names, and the draws that take the place of its random sources. */
export const VITS_INPUTS = {
  /** Int64 [1, ids]. */
  ids: "input",
  /** Int64 [1]: how many ids. */
  lengths: "input_lengths",
  /** Float32 [3]: noise scale of the latent, length scale, noise scale of the durations. */
  scales: "scales",
  /** Int64 [1], in voices of several speakers. */
  speaker: "sid",
  /** Standard normal, float32 [1, 2, ids]. */
  durationNoise: "duration_noise",
  /** Standard normal, float32 [1, channels, frames]; in the whole graph only. */
  latentNoise: "latent_noise",
} as const;

/** A stretch of the way from the latent to the audio that can run window by window. */
export interface SectionGraph extends Reach {
  readonly model: GraphModel;
  readonly input: string;
  readonly output: string;
}

/** A VITS graph in parts, none of which runs long. */
export interface VitsSplit {
  /** The text encoder, an attention layer each. The output of one is an input of the next; the last also gives the prior. */
  readonly encoder: readonly GraphModel[];
  /** Of each id, from what the encoder gives. */
  readonly durations: GraphModel;
  /** From the latent to the audio. */
  readonly sections: readonly SectionGraph[];
  /** The whole graph, draws as inputs, with the latent and the durations as further outputs. */
  readonly whole: GraphModel;
  readonly tensors: VitsTensors;
  /** Attention products rewritten to their band. */
  readonly bandRewrites: number;
}

const float32 = (name: string, ...dims: (number | string)[]): Port => ({ name, type: "float32", dims });
const int64 = (name: string, ...dims: (number | string)[]): Port => ({ name, type: "int64", dims });

function inputPorts(index: GraphIndex): Port[] {
  const ports = [
    int64(VITS_INPUTS.ids, 1, "ids"),
    int64(VITS_INPUTS.lengths, 1),
    float32(VITS_INPUTS.scales, 3),
    int64(VITS_INPUTS.speaker, 1),
    float32(VITS_INPUTS.durationNoise, 1, 2, "ids"),
  ];
  return ports.filter(({ name }) => index.inputs.has(name));
}

/**
 * Tensors that the whole signal passes on its way from the latent to the audio, in order: where a coupling of the flow
 * ends, where the decoder begins, and what each transposed convolution reads. A cut there costs nothing and lets every
 * section have the context of its own kernels only: the last stages of the decoder, the dearest, need one frame instead of 11.
 */
function cutsOf(index: GraphIndex, { latent, decoderInput, audio }: VitsTensors): string[] {
  const timed = timedNodes(index, latent);
  const wanted = new Set([decoderInput]);
  for (const node of timed) {
    if (node.opType === "Concat" && node.output[0] !== undefined) wanted.add(node.output[0]);
    if (node.opType === "ConvTranspose" && node.input[0] !== undefined) wanted.add(node.input[0]);
  }
  return timed
    .flatMap((node) => node.output)
    .filter((name) => wanted.has(name) && name !== audio && isBottleneck(index, latent, audio, name));
}

function sectionsOf(model: GraphModel, index: GraphIndex, tensors: VitsTensors): SectionGraph[] {
  const sections: SectionGraph[] = [];
  let input = tensors.latent;
  for (const output of [...cutsOf(index, tensors), tensors.audio]) {
    const between = extract(model, index, {
      inputs: [
        float32(input, 1, "channels", "time"),
        float32(tensors.frameMask, 1, 1, "time"),
        ...inputPorts(index).filter(({ name }) => name === VITS_INPUTS.speaker),
      ],
      outputs: [float32(output, 1, "channelsOut", ...(output === tensors.audio ? [] : ["timeOut"]))],
    });
    // The end of a coupling may be followed by nothing but a mask before the decoder: one cut is enough there.
    const isTrivial = !between.graph.node.some(({ opType }) => opType === "Conv" || opType === "ConvTranspose");
    if (isTrivial && output !== tensors.audio) continue;
    sections.push({ model: between, input, output, ...reachOf(index, input, output) });
    input = output;
  }
  return sections;
}

function encoderOf(model: GraphModel, index: GraphIndex, tensors: VitsTensors): GraphModel[] {
  const ends = [...tensors.layerInputs.slice(1), tensors.encoded];
  const ports = inputPorts(index);
  return ends.map((end, at) => {
    const start = at === 0 ? [] : [float32(ends[at - 1] ?? "", 1, "hidden", "ids")];
    const isLast = at === ends.length - 1;
    const prior = [float32(tensors.means, 1, "channels", "ids"), float32(tensors.logScales, 1, "channels", "ids")];
    const outputs = [float32(end, 1, "hidden", "ids"), ...(isLast ? prior : [])];
    return extract(model, index, { inputs: [...ports, ...start], outputs });
  });
}

/** A convolution in two stages would mean that a stage does the work of the one before it again. */
function refuseOverlap(stages: readonly GraphModel[]): void {
  const seen = new Set<string>();
  for (const node of stages.flatMap(({ graph }) => graph.node)) {
    if (node.opType !== "Conv" && node.opType !== "MatMul") continue;
    const name = node.output[0] ?? "";
    if (seen.has(name)) throw new ParlandoError("engine_failed", `The text encoder's layers share ${name}.`);
    seen.add(name);
  }
}

/**
 * Cuts a VITS graph into its parts, with banded attention where the exported pattern is found.
 * @throws ParlandoError `engine_failed` when the graph is no VITS graph or cannot be cut.
 */
export function splitVits(published: GraphModel): VitsSplit {
  const found = findVits(published);
  const { durationNoise, latentNoise } = found;
  const draws = new Map([[latentNoise, float32(VITS_INPUTS.latentNoise, 1, "channels", "frames")]]);
  if (durationNoise !== undefined) draws.set(durationNoise, float32(VITS_INPUTS.durationNoise, 1, 2, "ids"));
  const seeded = randomsToInputs(published, draws);
  const { model: banded, rewrites } = bandRelativeAttention(seeded);
  const { model, nameNow } = dropPadding(banded, new GraphIndex(banded.graph), VITS_INPUTS.lengths, [found.frameMask]);
  const index = new GraphIndex(model.graph);
  const tensors: VitsTensors = {
    ...found,
    layerInputs: found.layerInputs.map(nameNow),
    encoded: nameNow(found.encoded),
    decoderInput: nameNow(found.decoderInput),
    durations: nameNow(found.durations),
  };

  const encoder = encoderOf(model, index, tensors);
  const durations = extract(model, index, {
    inputs: [...inputPorts(index), float32(tensors.encoded, 1, "hidden", "ids")],
    outputs: [float32(tensors.durations, 1, 1, "ids")],
  });
  refuseOverlap([...encoder, durations]);
  return {
    encoder,
    durations,
    sections: sectionsOf(model, index, tensors),
    whole: seeded,
    tensors,
    bandRewrites: rewrites,
  };
}
