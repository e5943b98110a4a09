import { int64Initializer, makeNode, withGraph, type GraphModel } from "./model.js";
import { DATA_TYPE, type NodeProto, type OpsetProto, type TensorProto } from "./proto.js";
import { GraphIndex } from "./walk.js";

/*
 * Relative attention looks at most `w` positions to each side, so its tables have 2w + 1 rows. Exporters pad them to
 * 2T - 1 rows for T positions, multiply all of them, and skew the product into (keys) or out of (values) its T x T matrix
 * with two paddings and two slices. Here the product is taken with the 2w + 1 rows only, and its band is added to the
 * scores where it belongs (scatter) or read from the weights where it lies (gather):
 *
 *   scores[i, i + r - w] += R[i, r]        A[i, r] = weights[i, i + r - w]        0 <= r <= 2w, inside the matrix
 *
 * The sums run over the same products (the others were zeros): bit-equal. Whole encoders get faster by 1.3 at 330 ids and
 * by more with length: passes over T x T numbers cost more than the multiplications they replace.
 */

/** A relative product as exporters write it. */
interface KeyPattern {
  readonly kind: "key";
  readonly table: TensorProto;
  /** [1, heads, T, head size]. */
  readonly query: string;
  /** [1, heads, T, T]: the product with the keys, and its sum with the relative one, which ends the pattern. */
  readonly scores: string;
  readonly sum: string;
}
interface ValuePattern {
  readonly kind: "value";
  readonly table: TensorProto;
  /** [1, heads, T, T]. */
  readonly weights: string;
  /** [1, heads, T, head size], made by the last node of the pattern. */
  readonly product: string;
}

const KEY_SKEW = ["Pad", "Reshape", "Pad", "Reshape"];
const VALUE_SKEW = ["Reshape", "Pad", "Reshape", "Pad"];

/** The relative table behind a padded one, and whether it was transposed on the way. */
function tableBehind(index: GraphIndex, name: string): { table: TensorProto; isTransposed: boolean } | undefined {
  let isTransposed = false;
  let isPadded = false;
  let at = name;
  for (let node = index.producers.get(at); node !== undefined; node = index.producers.get(at)) {
    if (!["Transpose", "Unsqueeze", "Slice", "Pad"].includes(node.opType ?? "")) return undefined;
    isTransposed ||= node.opType === "Transpose";
    isPadded ||= node.opType === "Pad";
    at = node.input[0] ?? "";
  }
  const table = index.initializers.get(at);
  const rows = Number(table?.dims[1] ?? 0n);
  return isPadded && table !== undefined && table.dims.length === 3 && rows % 2 === 1
    ? { table, isTransposed }
    : undefined;
}

function readerOf(index: GraphIndex, name: string, opType: string): NodeProto | undefined {
  return index.consumersOf(name).find((node) => node.opType === opType && node.input[0] === name);
}

/** The sum of scores that the exported skewing of a product ends in, or undefined. */
function skewedFrom(index: GraphIndex, product: string): { scores: string; sum: string } | undefined {
  let at = product;
  for (const opType of KEY_SKEW) {
    const node = readerOf(index, at, opType);
    if (node?.output[0] === undefined) return undefined;
    at = node.output[0];
  }
  let slices = 0;
  for (let node = readerOf(index, at, "Slice"); node?.output[0] !== undefined; node = readerOf(index, at, "Slice")) {
    at = node.output[0];
    slices++;
  }
  const [add, ...others] = index.consumersOf(at);
  const scores = add?.input.find((name) => name !== at);
  const sum = add?.output[0];
  if (slices === 0 || add?.opType !== "Add" || others.length > 0) return undefined;
  return scores === undefined || sum === undefined ? undefined : { scores, sum };
}

/** Name of the T x T attention weights that the exported skewing started from, or undefined. */
function skewedTo(index: GraphIndex, name: string): string | undefined {
  let node = index.producers.get(name);
  if (node?.opType !== "Slice") return undefined;
  while (node?.opType === "Slice") node = index.producers.get(node.input[0] ?? "");
  let start: string | undefined;
  for (const opType of VALUE_SKEW) {
    if (node?.opType !== opType) return undefined;
    start = node.input[0];
    node = index.producers.get(start ?? "");
  }
  return start;
}

function patternAt(index: GraphIndex, node: NodeProto): KeyPattern | ValuePattern | undefined {
  const [left = "", right = ""] = node.input;
  const behind = tableBehind(index, right);
  const [product = ""] = node.output;
  if (behind === undefined) return undefined;
  const { table, isTransposed } = behind;
  if (isTransposed) {
    const skewed = skewedFrom(index, product);
    return skewed === undefined ? undefined : { kind: "key", table, query: left, ...skewed };
  }
  const weights = skewedTo(index, left);
  return weights === undefined ? undefined : { kind: "value", table, weights, product };
}

interface Addition {
  readonly nodes: NodeProto[];
  readonly initializers: TensorProto[];
}

/**
 * Where the band of a T x T matrix lies: `at` (columns, [T, 2w+1], kept inside the matrix) and `inside` (1 or 0, alike).
 * @param source a tensor whose size along its third axis is T.
 */
function bandNodes(prefix: string, source: string, window: number): Addition {
  const name = (part: string): string => `${prefix}/${part}`;
  const offsets = Array.from({ length: 2 * window + 1 }, (_, r) => BigInt(r - window));
  return {
    nodes: [
      makeNode("Shape", [source], [name("shape")]),
      makeNode("Gather", [name("shape"), name("two")], [name("T")], { axis: 0n }),
      makeNode("Sub", [name("T"), name("one")], [name("last")]),
      makeNode("Range", [name("zero"), name("T"), name("one")], [name("rows")]),
      makeNode("Unsqueeze", [name("rows"), name("axis1")], [name("column")]),
      makeNode("Add", [name("column"), name("offsets")], [name("unbounded")]),
      makeNode("Max", [name("unbounded"), name("zero")], [name("positive")]),
      makeNode("Min", [name("positive"), name("last")], [name("at")]),
      makeNode("Equal", [name("at"), name("unbounded")], [name("isInside")]),
      makeNode("Cast", [name("isInside")], [name("inside")], { to: BigInt(DATA_TYPE.float32) }),
    ],
    initializers: [
      int64Initializer(name("zero"), [0n], []),
      int64Initializer(name("one"), [1n], []),
      int64Initializer(name("two"), [2n], []),
      int64Initializer(name("axis0"), [0n]),
      int64Initializer(name("axis1"), [1n]),
      int64Initializer(name("offsets"), offsets, [1, offsets.length]),
    ],
  };
}

function keyNodes(prefix: string, { table, query, scores, sum }: KeyPattern, window: number): Addition {
  const name = (part: string): string => `${prefix}/${part}`;
  const band = bandNodes(prefix, query, window);
  return {
    ...band,
    nodes: [
      ...band.nodes,
      makeNode("Unsqueeze", [table.name ?? "", name("axis0")], [name("table")]),
      makeNode("Transpose", [name("table")], [name("tableT")], { perm: [0n, 1n, 3n, 2n] }),
      makeNode("MatMul", [query, name("tableT")], [name("product")]),
      makeNode("Mul", [name("product"), name("inside")], [name("updates")]),
      makeNode("Shape", [name("updates")], [name("updatesShape")]),
      makeNode("Expand", [name("at"), name("updatesShape")], [name("indices")]),
      makeNode("ScatterElements", [scores, name("indices"), name("updates")], [sum], { axis: 3n, reduction: "add" }),
    ],
  };
}

function valueNodes(prefix: string, { table, weights, product }: ValuePattern, window: number): Addition {
  const name = (part: string): string => `${prefix}/${part}`;
  const band = bandNodes(prefix, weights, window);
  return {
    nodes: [
      ...band.nodes,
      makeNode("Slice", [name("shape"), name("axis0"), name("three")], [name("rowsShape")]),
      makeNode("Concat", [name("rowsShape"), name("width")], [name("bandShape")], { axis: 0n }),
      makeNode("Expand", [name("at"), name("bandShape")], [name("indices")]),
      makeNode("GatherElements", [weights, name("indices")], [name("found")], { axis: 3n }),
      makeNode("Mul", [name("found"), name("inside")], [name("band")]),
      makeNode("Unsqueeze", [table.name ?? "", name("axis0")], [name("table")]),
      makeNode("MatMul", [name("band"), name("table")], [product]),
    ],
    initializers: [
      ...band.initializers,
      int64Initializer(name("three"), [3n]),
      int64Initializer(name("width"), [BigInt(2 * window + 1)]),
    ],
  };
}

/** Operator sets in which the nodes of a pattern mean what they are taken for; sums of scatters came with 16. */
const OPSETS = { min: 13, needed: 16, max: 23 };

/**
 * Rewrites every relative attention product to its band; a graph without the pattern comes back as it is.
 * @returns the graph and how many products were rewritten (two for each attention layer).
 */
export function bandRelativeAttention(model: GraphModel): { model: GraphModel; rewrites: number } {
  const opset = Number(model.opsetImport.find(isMainOpset)?.version ?? 0n);
  if (opset < OPSETS.min || opset > OPSETS.max) return { model, rewrites: 0 };
  const index = new GraphIndex(model.graph);
  const replacements = new Map<NodeProto, NodeProto[]>();
  const initializer = [...model.graph.initializer];
  for (const node of index.nodesOf("MatMul")) {
    const pattern = patternAt(index, node);
    if (pattern === undefined) continue;
    const window = (Number(pattern.table.dims[1] ?? 1n) - 1) / 2;
    const prefix = `band/${replacements.size}`;
    const isKey = pattern.kind === "key";
    const addition = isKey ? keyNodes(prefix, pattern, window) : valueNodes(prefix, pattern, window);
    const last = index.producers.get(isKey ? pattern.sum : pattern.product);
    if (last === undefined) continue;
    replacements.set(last, addition.nodes);
    initializer.push(...addition.initializers);
  }
  // What only the old pattern used stays behind without readers; cutting by reachability drops it.
  const node = model.graph.node.flatMap((each) => replacements.get(each) ?? [each]);
  const version = BigInt(Math.max(opset, OPSETS.needed));
  const opsetImport = model.opsetImport.map((each) => (isMainOpset(each) ? { ...each, version } : each));
  const rewritten = { ...withGraph(model, { ...model.graph, node, initializer }), opsetImport };
  return { model: replacements.size === 0 ? model : rewritten, rewrites: replacements.size };
}

function isMainOpset({ domain }: OpsetProto): boolean {
  return (domain ?? "") === "";
}
