import { toValueInfo, withGraph, type GraphModel, type Port } from "./model.js";
import type { NodeProto } from "./proto.js";

/** Nodes that draw standard normal numbers in the shape of their input. */
export function randomNodesOf(model: GraphModel): NodeProto[] {
  return model.graph.node.filter(({ opType }) => opType === "RandomNormalLike");
}

/**
 * The same graph with its random sources replaced by inputs, so that whoever runs it decides the draw.
 * @param ports for each random node the input that takes its place (float32, the node's own shape).
 */
export function randomsToInputs(model: GraphModel, ports: ReadonlyMap<NodeProto, Port>): GraphModel {
  const renamed = new Map<string, string>();
  for (const [node, port] of ports) if (node.output[0] !== undefined) renamed.set(node.output[0], port.name);
  const node = model.graph.node
    .filter((each) => !ports.has(each))
    .map((each) =>
      each.input.some((name) => renamed.has(name))
        ? { ...each, input: each.input.map((name) => renamed.get(name) ?? name) }
        : each,
    );
  const input = [...model.graph.input, ...[...ports.values()].map(toValueInfo)];
  return withGraph(model, { ...model.graph, node, input });
}
