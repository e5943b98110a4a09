import { ParlandoError } from "../../contract/errors.js";
import { attributeOf, integersAttribute } from "./model.js";
import type { NodeProto } from "./proto.js";
import { readsOf, type GraphIndex } from "./walk.js";

/** How far a part of a graph looks around in time. Exact: from kernel sizes, not from trials. */
export interface Reach {
  /** Output positions for each input position. */
  readonly rate: number;
  /** Input positions needed before the first and after the last one that an output window covers. */
  readonly left: number;
  readonly right: number;
}

/** First and last position, both needed. */
interface Span {
  readonly first: number;
  readonly last: number;
}

const CHANNEL_AXIS = 1;
/** Operators that make each moment from the same moment of their inputs. */
const MOMENTARY = new Set(
  ["Add", "Sub", "Mul", "Div", "Neg", "Exp", "Pow", "Sqrt", "Erf", "Clip", "Cast", "Identity", "Dropout"].concat([
    "Tanh",
    "Sigmoid",
    "Relu",
    "LeakyRelu",
    "Unsqueeze",
    "Squeeze",
  ]),
);

function refuse(node: NodeProto, why: string): ParlandoError {
  return new ParlandoError(
    "engine_failed",
    `${node.opType} ${node.name ?? ""} ${why}: its reach in time is not known.`,
  );
}

/** A slice from the first to the last, which some exporters leave in. */
function isWhole(index: GraphIndex, node: NodeProto): boolean {
  const [starts = [], ends = [], , steps = [1]] = node.input.slice(1).map((name) => index.constantOf(name));
  const toTheLast = 2 ** 31 - 1;
  return (
    [...starts, ...steps.map((step) => step - 1)].every((value) => value === 0) && ends.every((end) => end >= toTheLast)
  );
}

function refuseUnlessChannels(index: GraphIndex, node: NodeProto): void {
  if (node.opType === "Slice" && isWhole(index, node)) return;
  const attribute = Number(attributeOf(node, "axis")?.i ?? 0n);
  const axes = node.opType === "Slice" ? (index.constantOf(node.input[3]) ?? []) : [attribute];
  if (axes.length !== 1 || axes[0] !== CHANNEL_AXIS)
    throw refuse(node, `works along axes ${axes.join(", ") || "unknown"}`);
}

interface Kernel {
  readonly size: number;
  readonly stride: number;
  readonly padBefore: number;
}

function kernelOf(index: GraphIndex, node: NodeProto): Kernel {
  const shape = integersAttribute(
    node,
    "kernel_shape",
    index
      .constantTensorOf(node.input[1] ?? "")
      ?.dims.slice(2)
      .map(Number) ?? [],
  );
  const [stride = 1] = integersAttribute(node, "strides", [1]);
  const [dilation = 1] = integersAttribute(node, "dilations", [1]);
  const [padBefore = 0, padAfter = 0] = integersAttribute(node, "pads", [0, 0]);
  const [outputPadding = 0] = integersAttribute(node, "output_padding", [0]);
  if (shape.length !== 1 || attributeOf(node, "auto_pad") !== undefined)
    throw refuse(node, "is not a plain convolution in time");
  const size = ((shape[0] ?? 1) - 1) * dilation + 1;
  // Lengths must be kept (or multiplied by the stride exactly), or windows would not line up.
  const grows =
    node.opType === "ConvTranspose"
      ? size + outputPadding - padBefore - padAfter - stride
      : padBefore + padAfter + 1 - size;
  if (grows !== 0 || (node.opType === "Conv" && stride !== 1)) throw refuse(node, "changes the length");
  return { size, stride, padBefore };
}

/** Inputs positions that a span of a node's output needs. */
function needOf(index: GraphIndex, node: NodeProto, { first, last }: Span): Span {
  switch (node.opType ?? "") {
    case "Conv": {
      const { size, padBefore } = kernelOf(index, node);
      return { first: first - padBefore, last: last - padBefore + size - 1 };
    }
    case "ConvTranspose": {
      // Output o is fed by the inputs i with 0 <= o + pad - i * stride < size.
      const { size, stride, padBefore } = kernelOf(index, node);
      return {
        first: Math.ceil((first + padBefore - size + 1) / stride),
        last: Math.floor((last + padBefore) / stride),
      };
    }
    case "Split":
    case "Concat":
    case "Gather":
    case "Slice":
      refuseUnlessChannels(index, node);
      return { first, last };
    default:
      if (!MOMENTARY.has(node.opType ?? "")) throw refuse(node, "is not an operator in time");
      return { first, last };
  }
}

/** Nodes that carry time from `source` on, in the graph's order. Shapes are numbers, not signals. */
export function timedNodes(index: GraphIndex, source: string, without?: string): NodeProto[] {
  const timed = new Set([source]);
  return index.graph.node.filter((node) => {
    if (node.opType === "Shape" || !readsOf(node).some((name) => timed.has(name) && name !== without)) return false;
    for (const name of node.output) timed.add(name);
    return true;
  });
}

/** Whether every signal from `source` to `target` goes through `tensor`. */
export function isBottleneck(index: GraphIndex, source: string, target: string, tensor: string): boolean {
  return !timedNodes(index, source, tensor).some((node) => node.output.includes(target));
}

/**
 * The reach of `target` around `source`, both [1, channels, time].
 * @throws ParlandoError `engine_failed` when an operator on the way is not understood.
 */
export function reachOf(index: GraphIndex, source: string, target: string): Reach {
  const needed = index.ancestors([target], new Set([source]));
  const nodes = timedNodes(index, source).filter((node) => needed.has(node));
  const rates = new Map([[source, 1]]);
  for (const node of nodes) {
    const rate = Math.max(...readsOf(node).map((name) => rates.get(name) ?? 0));
    const stride = node.opType === "ConvTranspose" ? kernelOf(index, node).stride : 1;
    for (const name of node.output) rates.set(name, rate * stride);
  }
  const rate = rates.get(target);
  if (rate === undefined) throw new ParlandoError("engine_failed", `No signal goes from ${source} to ${target}.`);
  // Any window far from the start shows it; one position is enough, since all strides divide the rate.
  const at = 4096;
  const spans = new Map<string, Span>([[target, { first: at * rate, last: (at + 1) * rate - 1 }]]);
  for (const node of nodes.toReversed()) {
    const wanted = node.output.map((name) => spans.get(name)).filter((span) => span !== undefined);
    if (wanted.length === 0) continue;
    const need = needOf(index, node, joined(wanted));
    for (const name of readsOf(node)) {
      if (rates.has(name)) spans.set(name, joined([need, ...(spans.has(name) ? [spans.get(name) as Span] : [])]));
    }
  }
  const span = spans.get(source) ?? { first: at, last: at };
  return { rate, left: Math.max(0, at - span.first), right: Math.max(0, span.last - at) };
}

function joined(spans: readonly Span[]): Span {
  return { first: Math.min(...spans.map(({ first }) => first)), last: Math.max(...spans.map(({ last }) => last)) };
}
