import { ParlandoError } from "../../contract/errors.js";
import {
  ATTRIBUTE,
  ATTRIBUTE_TYPE,
  DATA_LOCATION,
  DATA_TYPE,
  DIMENSION,
  GRAPH,
  MODEL,
  NODE,
  SHAPE,
  TENSOR,
  TENSOR_TYPE,
  TYPE,
  VALUE_INFO,
  type AttributeProto,
  type ElementType,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from "./proto.js";
import { decode, encode } from "./wire.js";

/** A model whose graph is known to be there. */
export interface GraphModel extends ModelProto {
  graph: GraphProto;
}

/** An input or output to give a graph. */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  /** A number where the size is fixed, a name where it is free. */
  readonly dims: readonly (number | string)[];
}

/**
 * Reads an ONNX file. Weights stay views of `data`.
 * @param name what to call the file in errors.
 * @throws ParlandoError `engine_failed` when the bytes are not a whole ONNX model.
 */
export function readModel(data: Uint8Array, name: string): GraphModel {
  let model: ModelProto;
  try {
    model = decode(MODEL, data);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ParlandoError(
      "engine_failed",
      `${name} (${data.byteLength} bytes) is not a whole ONNX file: ${detail}. Fetch it again.`,
      { cause },
    );
  }
  const { graph, irVersion } = model;
  if (irVersion === undefined || graph === undefined || graph.node.length === 0) {
    throw new ParlandoError(
      "engine_failed",
      `${name} (${data.byteLength} bytes) holds no ONNX graph. Give the model's .onnx file.`,
    );
  }
  return { ...model, graph };
}

/** The bytes of a model, ready for `openSession` or a file. */
export function writeModel(model: GraphModel): Uint8Array {
  return encode(MODEL, model);
}

/** A new graph with the header (versions, operator sets) of `model`. */
export function withGraph(model: GraphModel, parts: Partial<GraphProto>): GraphModel {
  return { ...model, graph: GRAPH.create({ name: model.graph.name, ...parts }) };
}

export function toValueInfo({ name, type, dims }: Port): ValueInfoProto {
  const dim = dims.map((size) =>
    typeof size === "number" ? DIMENSION.create({ value: BigInt(size) }) : DIMENSION.create({ parameter: size }),
  );
  const tensorType = TENSOR_TYPE.create({ elementType: DATA_TYPE[type], shape: SHAPE.create({ dim }) });
  return VALUE_INFO.create({ name, type: TYPE.create({ tensorType }) });
}

/** Values an attribute of `makeNode` may have: a whole number as bigint, a list of them, a real number, or a word. */
export type AttributeValue = bigint | number | string | readonly bigint[];

function toAttribute(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === "bigint") return ATTRIBUTE.create({ name, type: ATTRIBUTE_TYPE.int, i: value });
  if (typeof value === "string") {
    return ATTRIBUTE.create({ name, type: ATTRIBUTE_TYPE.string, s: new TextEncoder().encode(value) });
  }
  if (typeof value === "number") return ATTRIBUTE.create({ name, type: ATTRIBUTE_TYPE.float, f: value });
  return ATTRIBUTE.create({ name, type: ATTRIBUTE_TYPE.ints, ints: [...value] });
}

export function makeNode(
  opType: string,
  input: readonly string[],
  output: readonly string[],
  attributes: Readonly<Record<string, AttributeValue>> = {},
): NodeProto {
  const attribute = Object.entries(attributes).map(([name, value]) => toAttribute(name, value));
  return NODE.create({ opType, name: output[0], input: [...input], output: [...output], attribute });
}

/** An int64 initialiser; `dims` defaults to one row of all values. */
export function int64Initializer(name: string, values: readonly bigint[], dims = [values.length]): TensorProto {
  const rawData = new Uint8Array(BigInt64Array.from(values).buffer);
  return TENSOR.create({ name, dataType: DATA_TYPE.int64, dims: dims.map(BigInt), rawData });
}

/** A float32 initialiser over the array itself. */
export function float32Initializer(name: string, values: Float32Array, dims: readonly number[]): TensorProto {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return TENSOR.create({ name, dataType: DATA_TYPE.float32, dims: dims.map(BigInt), rawData });
}

/** An attribute by name. */
export function attributeOf(node: NodeProto, name: string): AttributeProto | undefined {
  return node.attribute.find((attribute) => attribute.name === name);
}

/** A list-of-integers attribute, or `fallback` where the node leaves it out. */
export function integersAttribute(node: NodeProto, name: string, fallback: readonly number[]): number[] {
  return attributeOf(node, name)?.ints.map(Number) ?? [...fallback];
}

/** The numbers of an int32, int64 or float32 tensor; undefined for other types and for weights kept in another file. */
export function numbersOf(tensor: TensorProto): number[] | undefined {
  // A copy: raw data start at any byte, number arrays do not.
  const raw = tensor.rawData === undefined ? undefined : new Uint8Array(tensor.rawData).buffer;
  if (tensor.dataLocation === DATA_LOCATION.external) return undefined;
  switch (tensor.dataType ?? 0) {
    case DATA_TYPE.int64:
      return raw === undefined ? tensor.int64Data.map(Number) : Array.from(new BigInt64Array(raw), Number);
    case DATA_TYPE.int32:
      return raw === undefined ? [...tensor.int32Data] : Array.from(new Int32Array(raw));
    case DATA_TYPE.float32:
      return raw === undefined ? [...tensor.floatData] : Array.from(new Float32Array(raw));
    default:
      return undefined;
  }
}
