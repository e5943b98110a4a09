import { ParlandoError } from "../../contract/errors.js";
import { attributeOf, numbersOf, toValueInfo, withGraph, type GraphModel, type Port } from "./model.js";
import type { GraphProto, NodeProto, TensorProto } from "./proto.js";

/** Names a node reads, those of the graphs inside it (branches, loop bodies) included. Absent optional inputs are left out. */
export function readsOf(node: NodeProto): string[] {
  const outer = node.input.filter((name) => name !== "");
  const nested = node.attribute.flatMap((attribute) => (attribute.g === undefined ? [] : freeNamesOf(attribute.g)));
  return nested.length === 0 ? outer : [...outer, ...nested];
}

function freeNamesOf(graph: GraphProto): string[] {
  const own = new Set([...graph.initializer.map(({ name }) => name), ...graph.input.map(({ name }) => name)]);
  for (const node of graph.node) for (const name of node.output) own.add(name);
  const read = [...graph.node.flatMap(readsOf), ...graph.output.map(({ name }) => name ?? "")];
  return read.filter((name) => name !== "" && !own.has(name));
}

/** Who makes and who reads each tensor of a graph. A picture of the graph as it was when made. */
export class GraphIndex {
  readonly producers = new Map<string, NodeProto>();
  readonly consumers = new Map<string, NodeProto[]>();
  readonly initializers = new Map<string, TensorProto>();
  readonly inputs: ReadonlySet<string>;
  readonly graph: GraphProto;

  constructor(graph: GraphProto) {
    this.graph = graph;
    for (const tensor of graph.initializer) this.initializers.set(tensor.name ?? "", tensor);
    // Old exporters list their weights among the inputs as well.
    this.inputs = new Set(graph.input.map(({ name }) => name ?? "").filter((name) => !this.initializers.has(name)));
    for (const node of graph.node) {
      for (const name of node.output) this.producers.set(name, node);
      for (const name of new Set(readsOf(node))) {
        const readers = this.consumers.get(name);
        if (readers === undefined) this.consumers.set(name, [node]);
        else readers.push(node);
      }
    }
  }

  consumersOf(name: string): readonly NodeProto[] {
    return this.consumers.get(name) ?? [];
  }

  nodesOf(opType: string): NodeProto[] {
    return this.graph.node.filter((node) => node.opType === opType);
  }

  /** Numbers of an initialiser or a Constant node; undefined for anything computed. */
  constantOf(name: string | undefined): number[] | undefined {
    if (name === undefined || name === "") return undefined;
    const tensor = this.constantTensorOf(name);
    return tensor === undefined ? undefined : numbersOf(tensor);
  }

  constantTensorOf(name: string): TensorProto | undefined {
    const node = this.producers.get(name);
    if (node === undefined) return this.initializers.get(name);
    if (node.opType === "Identity" && node.input[0] !== undefined) return this.constantTensorOf(node.input[0]);
    return node.opType === "Constant" ? attributeOf(node, "value")?.t : undefined;
  }

  /** All nodes that `names` depend on, not going above the tensors in `until`. */
  ancestors(names: readonly string[], until: ReadonlySet<string> = new Set()): Set<NodeProto> {
    const found = new Set<NodeProto>();
    const pending = [...names];
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      const node = until.has(name) ? undefined : this.producers.get(name);
      if (node === undefined || found.has(node)) continue;
      found.add(node);
      pending.push(...readsOf(node));
    }
    return found;
  }

  /** All nodes that depend on `name`. */
  descendants(name: string): Set<NodeProto> {
    const found = new Set<NodeProto>();
    const pending = [name];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const node of this.consumersOf(next)) {
        if (found.has(node)) continue;
        found.add(node);
        pending.push(...node.output);
      }
    }
    return found;
  }
}

export interface Extraction {
  /** Tensors that become inputs: what is above them is left out. Those that are not reached are dropped. */
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/**
 * The part of a graph between some of its tensors, cut by reachability. Nodes keep their order, weights are shared.
 * @throws ParlandoError `engine_failed` when the part needs an input of the whole graph that is not among `inputs`.
 */
export function extract(model: GraphModel, index: GraphIndex, { inputs, outputs }: Extraction): GraphModel {
  const until = new Set(inputs.map(({ name }) => name));
  const nodes = index.ancestors(
    outputs.map(({ name }) => name),
    until,
  );
  const read = new Set([...nodes].flatMap(readsOf));
  const missing = [...index.inputs].filter((name) => read.has(name) && !until.has(name));
  if (missing.length > 0) {
    const part = outputs.map(({ name }) => name).join(", ");
    throw new ParlandoError(
      "engine_failed",
      `The graph of ${part} also needs ${missing.join(", ")} and cannot be cut there.`,
    );
  }
  return withGraph(model, {
    node: model.graph.node.filter((node) => nodes.has(node)),
    initializer: model.graph.initializer.filter(({ name }) => read.has(name ?? "") && !until.has(name ?? "")),
    input: inputs.filter(({ name }) => read.has(name)).map(toValueInfo),
    output: outputs.map(toValueInfo),
  });
}
