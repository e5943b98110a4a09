import { makeNode, type GraphModel } from "../../../onnx/graph/model.js";
import { DATA_TYPE, TENSOR, type GraphProto, type NodeProto, type TensorProto } from "../../../onnx/graph/proto.js";

const LOGITS = "logits";

/** How a branch of the published decoder makes its logits: float32 rows times the unpacked transpose of 8-bit embeddings. */
interface Projection {
  readonly product: NodeProto;
  readonly hidden: string;
  /** Initialiser [vocabulary, width], u8. */
  readonly embeddings: string;
  readonly scale: string;
  readonly zeroPoint: string;
  /** The nodes that unpack and transpose. */
  readonly unpacking: readonly NodeProto[];
}

function projectionOf({ node }: GraphProto): Projection | undefined {
  const makerOf = (name: string | undefined): NodeProto | undefined => node.find(({ output }) => output[0] === name);
  const product = makerOf(LOGITS);
  const unpacked = makerOf(product?.input[1]);
  const turned = makerOf(unpacked?.input[0]);
  if (product?.opType !== "MatMul" || unpacked?.opType !== "DequantizeLinear" || turned?.opType !== "Transpose") {
    return undefined;
  }
  const [hidden, embeddings] = [product.input[0], turned.input[0]];
  const [, scale, zeroPoint] = unpacked.input;
  if (hidden === undefined || embeddings === undefined || scale === undefined || zeroPoint === undefined)
    return undefined;
  return { product, hidden, embeddings, scale, zeroPoint, unpacking: [unpacked, turned] };
}

/** The same numbers with rows and columns exchanged. */
function transposed(tensor: TensorProto, name: string): TensorProto | undefined {
  const [rows, columns] = tensor.dims.map(Number);
  const from = tensor.rawData;
  if (rows === undefined || columns === undefined || from?.length !== rows * columns) return undefined;
  const to = new Uint8Array(from.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1)
      to[column * rows + row] = from[row * columns + column] as number;
  }
  return TENSOR.create({ name, dataType: tensor.dataType, dims: [BigInt(columns), BigInt(rows)], rawData: to });
}

function multipliedIn8Bits(graph: GraphProto, projection: Projection, weights: string): GraphProto {
  const { hidden, scale, zeroPoint, product, unpacking } = projection;
  const name = (part: string): string => `${weights}/${part}`;
  const nodes = [
    makeNode("DynamicQuantizeLinear", [hidden], [name("input"), name("input_scale"), name("input_zero_point")]),
    makeNode("MatMulInteger", [name("input"), weights, name("input_zero_point"), zeroPoint], [name("sums")]),
    makeNode("Cast", [name("sums")], [name("float_sums")], { to: BigInt(DATA_TYPE.float32) }),
    makeNode("Mul", [name("input_scale"), scale], [name("scale")]),
    makeNode("Mul", [name("float_sums"), name("scale")], [LOGITS]),
  ];
  const kept = graph.node.filter((node) => !unpacking.includes(node));
  return { ...graph, node: kept.flatMap((node) => (node === product ? nodes : [node])) };
}

/**
 * Lets the decoder multiply with its 8-bit embeddings as they are, like with all its other weights. As published, each
 * token unpacks them to 38 MB first: half of its time. The texts of all recordings we have stay the same, letter for
 * letter. A decoder that is made otherwise is given back as it came.
 */
export function withFastProjection(model: GraphModel): GraphModel {
  const weights = "projection";
  let embeddings: string | undefined;
  const node = model.graph.node.map((outer) => {
    const attribute = outer.attribute.map((branch) => {
      const projection = branch.g === undefined ? undefined : projectionOf(branch.g);
      if (branch.g === undefined || projection === undefined) return branch;
      embeddings = projection.embeddings;
      return { ...branch, g: multipliedIn8Bits(branch.g, projection, weights) };
    });
    return { ...outer, attribute };
  });
  const table = model.graph.initializer.find(({ name }) => name === embeddings);
  const turned = table === undefined ? undefined : transposed(table, weights);
  if (turned === undefined) return model;
  return { ...model, graph: { ...model.graph, node, initializer: [...model.graph.initializer, turned] } };
}
