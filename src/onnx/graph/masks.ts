import { withGraph, type GraphModel } from "./model.js";
import type { NodeProto } from "./proto.js";
import type { GraphIndex } from "./walk.js";

/** What a tensor is known to hold everywhere. */
type Known = "ones" | "noughts";

/** Operators that hand on what their first input is known to hold. */
const HANDING_ON = new Set(["Cast", "Unsqueeze", "Squeeze", "Transpose", "Identity", "Expand"]);

/** Whether a tensor is the input `lengths`, perhaps reshaped. */
function isLengths(index: GraphIndex, name: string, lengths: string): boolean {
  if (name === lengths) return true;
  const node = index.producers.get(name);
  return HANDING_ON.has(node?.opType ?? "") && isLengths(index, node?.input[0] ?? "", lengths);
}

/** What a node's output holds when every batch row is as long as the batch. */
function knownOf(
  index: GraphIndex,
  node: NodeProto,
  known: ReadonlyMap<string, Known>,
  lengths: string,
): Known | undefined {
  const [left = "", right = ""] = node.input;
  const opType = node.opType ?? "";
  if (HANDING_ON.has(opType)) return known.get(left);
  // Positions below the length: all of them.
  if (opType === "Less") return isLengths(index, right, lengths) ? "ones" : undefined;
  if (opType === "Mul") return known.get(left) === "ones" && known.get(right) === "ones" ? "ones" : undefined;
  if (opType !== "Equal") return undefined;
  const isNought = (name: string): boolean => index.constantOf(name)?.every((value) => value === 0) ?? false;
  return known.get(left) === "ones" && isNought(right) ? "noughts" : undefined;
}

/**
 * Takes out what padding needs of a graph that is never padded: one row a batch, as long as the batch. Products with masks
 * of ones and choices that are never made are gone; what is left computes the same bits.
 * @param lengths the input that tells each row's length. @param masks further tensors that are ones.
 * @returns the graph, and the name under which a tensor lives on.
 */
export function dropPadding(
  model: GraphModel,
  index: GraphIndex,
  lengths: string,
  masks: readonly string[],
): { model: GraphModel; nameNow: (name: string) => string } {
  const known = new Map<string, Known>(masks.map((name) => [name, "ones"]));
  const aliases = new Map<string, string>();
  const nameNow = (name: string): string => {
    const alias = aliases.get(name);
    return alias === undefined ? name : nameNow(alias);
  };
  for (const node of model.graph.node) {
    const [output = ""] = node.output;
    const value = known.get(output) ?? knownOf(index, node, known, lengths);
    if (value !== undefined) {
      known.set(output, value);
      continue;
    }
    const [first = "", second = "", third = ""] = node.input;
    if (node.opType === "Where" && known.get(first) === "noughts") aliases.set(output, third);
    if (node.opType !== "Mul") continue;
    if (known.get(second) === "ones") aliases.set(output, first);
    else if (known.get(first) === "ones") aliases.set(output, second);
  }
  const node = model.graph.node.map((each) =>
    each.input.some((name) => aliases.has(name)) ? { ...each, input: each.input.map(nameNow) } : each,
  );
  return { model: withGraph(model, { ...model.graph, node }), nameNow };
}
