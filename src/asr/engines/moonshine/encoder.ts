import { readFile } from "node:fs/promises";
import type { LoadOptions } from "../../../contract/engine.js";
import { ParlandoError } from "../../../contract/errors.js";
import { readModel, writeModel, type GraphModel, type Port } from "../../../onnx/graph/model.js";
import { TENSOR_TYPE, TYPE, VALUE_INFO, type ValueInfoProto } from "../../../onnx/graph/proto.js";
import { extract, GraphIndex, readsOf } from "../../../onnx/graph/walk.js";
import { openSession, type GraphSession } from "../../../onnx/session.js";
import { float32Tensor, type Tensor } from "../../../onnx/tensor.js";

const INPUT = "input_values";
const OUTPUT = "last_hidden_state";
/** Where the published graph can be cut: after the dear second convolution, and after each layer but the last. */
const CUTS = [/^\/Mul_1_output_0$/u, /^\/layers\.\d+\/Add_1_output_0$/u];

const float32Port = (name: string): Port => ({ name, type: "float32", dims: [] });

/** The same input or output with nothing said of its shape, which the runtime would hold us to. */
function shapeless({ name, type }: ValueInfoProto): ValueInfoProto {
  const elementType = type?.tensorType?.elementType;
  return VALUE_INFO.create({ name, type: TYPE.create({ tensorType: TENSOR_TYPE.create({ elementType }) }) });
}

/** Float tensors in which the graph is cut, in the order of its nodes; the output itself is the last. */
function cutTensors({ graph }: GraphModel): string[] {
  const names = graph.node.flatMap(({ output }) => output).filter((name) => CUTS.some((cut) => cut.test(name)));
  return [...names.slice(0, -1), OUTPUT];
}

/**
 * Cuts the encoder into graphs that run one after the other and give together what the whole graph says, to the bit
 * (the runtime's optimiser changes the whole graph by 3 % of its output, the parts by a ten-millionth).
 * What later parts also read (the rotary tables) is handed on by the part that makes it.
 */
export function cutEncoder(model: GraphModel): GraphModel[] {
  const index = new GraphIndex(model.graph);
  const ofAudio = index.descendants(INPUT);
  const known = [INPUT];
  return cutTensors(model).map((cut) => {
    const sofar = index.ancestors([cut]);
    const readLater = new Set([...ofAudio].filter((node) => !sofar.has(node)).flatMap(readsOf));
    const made = [...sofar].filter((node) => ofAudio.has(node)).flatMap(({ output }) => output);
    const outputs = cut === OUTPUT ? [OUTPUT] : made.filter((name) => readLater.has(name) && !known.includes(name));
    const part = extract(model, index, { inputs: known.map(float32Port), outputs: outputs.map(float32Port) });
    known.push(...outputs);
    const { input, output } = part.graph;
    return { ...part, graph: { ...part.graph, input: input.map(shapeless), output: output.map(shapeless) } };
  });
}

/** The encoder as a row of short runs. */
export class Encoder implements AsyncDisposable {
  private readonly parts: readonly GraphSession[];

  private constructor(parts: readonly GraphSession[]) {
    this.parts = parts;
  }

  /** @throws ParlandoError `engine_failed` when the file cannot be read or is no Moonshine encoder. */
  static async open(path: string, options: LoadOptions): Promise<Encoder> {
    const parts: GraphSession[] = [];
    try {
      for (const part of cutEncoder(readModel(await readFile(path), path))) {
        parts.push(await openSession(writeModel(part), { ...options, keepsRunMemory: false }));
      }
      return new Encoder(parts);
    } catch (error) {
      await new Encoder(parts)[Symbol.asyncDispose]();
      throw error;
    }
  }

  /**
   * Runs one part per pull.
   * @param samples 16 kHz. @returns [1, frames, 288], a frame every 24 ms.
   */
  async *encode(samples: Float32Array): AsyncGenerator<void, Tensor, undefined> {
    const known: Record<string, Tensor> = { [INPUT]: float32Tensor(samples, [1, samples.length]) };
    for (const [at, part] of this.parts.entries()) {
      if (at > 0) yield;
      const feeds = Object.fromEntries(part.inputs.map(({ name }) => [name, known[name] as Tensor]));
      Object.assign(known, await part.run(feeds));
    }
    const encoded = known[OUTPUT];
    if (encoded === undefined) throw new ParlandoError("engine_failed", "Moonshine's encoder gave no output.");
    return encoded;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const part of this.parts) await part[Symbol.asyncDispose]();
  }
}
