import {
  byteStrings,
  bytes,
  float,
  floats,
  inner,
  inners,
  int32,
  int64,
  int64s,
  message,
  packedFloats,
  packedInt32s,
  packedInt64s,
  string,
  strings,
  type MessageOf,
  type MessageType,
} from "./wire.js";

/*
 * The messages of ONNX files that graph work needs, by the field numbers of the published `onnx.proto`.
 * Fields that are not named here (training, functions, quantisation notes, …) pass through unread.
 */

/** Element types, `TensorProto.DataType`. */
export const DATA_TYPE = { float32: 1, int32: 6, int64: 7, bool: 9 } as const;
export type ElementType = keyof typeof DATA_TYPE;

/** Attribute types, `AttributeProto.AttributeType`. */
export const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7 } as const;

const entryFields = { key: string(1), value: string(2) };
export type EntryProto = MessageOf<typeof entryFields>;
export const ENTRY: MessageType<EntryProto> = message(entryFields);

/** `TensorProto.DataLocation`: in the message, or in the file that `externalData` names. */
export const DATA_LOCATION = { here: 0, external: 1 } as const;

const tensorFields = {
  dims: int64s(1),
  dataType: int32(2),
  floatData: packedFloats(4),
  int32Data: packedInt32s(5),
  int64Data: packedInt64s(7),
  name: string(8),
  rawData: bytes(9),
  externalData: inners(13, () => ENTRY),
  dataLocation: int32(14),
};
export type TensorProto = MessageOf<typeof tensorFields>;
export const TENSOR: MessageType<TensorProto> = message(tensorFields);

const attributeFields = {
  name: string(1),
  f: float(2),
  i: int64(3),
  s: bytes(4),
  t: inner(5, () => TENSOR),
  g: inner<GraphProto>(6, () => GRAPH),
  floats: floats(7),
  ints: int64s(8),
  strings: byteStrings(9),
  type: int32(20),
};
export type AttributeProto = MessageOf<typeof attributeFields>;
export const ATTRIBUTE: MessageType<AttributeProto> = message(attributeFields);

const nodeFields = {
  input: strings(1),
  output: strings(2),
  name: string(3),
  opType: string(4),
  attribute: inners(5, () => ATTRIBUTE),
  domain: string(7),
};
export type NodeProto = MessageOf<typeof nodeFields>;
export const NODE: MessageType<NodeProto> = message(nodeFields);

const dimensionFields = { value: int64(1), parameter: string(2) };
export type DimensionProto = MessageOf<typeof dimensionFields>;
export const DIMENSION: MessageType<DimensionProto> = message(dimensionFields);

const shapeFields = { dim: inners(1, () => DIMENSION) };
export type ShapeProto = MessageOf<typeof shapeFields>;
export const SHAPE: MessageType<ShapeProto> = message(shapeFields);

const tensorTypeFields = { elementType: int32(1), shape: inner(2, () => SHAPE) };
export type TensorTypeProto = MessageOf<typeof tensorTypeFields>;
export const TENSOR_TYPE: MessageType<TensorTypeProto> = message(tensorTypeFields);

const typeFields = { tensorType: inner(1, () => TENSOR_TYPE) };
export type TypeProto = MessageOf<typeof typeFields>;
export const TYPE: MessageType<TypeProto> = message(typeFields);

const valueInfoFields = { name: string(1), type: inner(2, () => TYPE) };
export type ValueInfoProto = MessageOf<typeof valueInfoFields>;
export const VALUE_INFO: MessageType<ValueInfoProto> = message(valueInfoFields);

/** Interface, since graphs contain attributes that contain graphs. */
export interface GraphProto {
  node: NodeProto[];
  name: string | undefined;
  initializer: TensorProto[];
  input: ValueInfoProto[];
  output: ValueInfoProto[];
  valueInfo: ValueInfoProto[];
  unknown: MessageOf<object>["unknown"];
}
export const GRAPH: MessageType<GraphProto> = message({
  node: inners(1, () => NODE),
  name: string(2),
  initializer: inners(5, () => TENSOR),
  input: inners(11, () => VALUE_INFO),
  output: inners(12, () => VALUE_INFO),
  valueInfo: inners(13, () => VALUE_INFO),
});

const opsetFields = { domain: string(1), version: int64(2) };
export type OpsetProto = MessageOf<typeof opsetFields>;
export const OPSET: MessageType<OpsetProto> = message(opsetFields);

const modelFields = {
  irVersion: int64(1),
  producerName: string(2),
  producerVersion: string(3),
  graph: inner(7, () => GRAPH),
  opsetImport: inners(8, () => OPSET),
  /** Names and values for whoever loads the model. */
  metadataProps: inners(14, () => ENTRY),
};
export type ModelProto = MessageOf<typeof modelFields>;
export const MODEL: MessageType<ModelProto> = message(modelFields);
