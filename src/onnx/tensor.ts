import { Tensor } from "onnxruntime-node";
import { ParlandoError } from "../contract/errors.js";

export type { Tensor } from "onnxruntime-node";

function elements(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}

/** A float32 tensor over the array itself, not a copy: as a fetch, the run writes into it. */
export function float32Tensor(data: Float32Array, dims: readonly number[]): Tensor {
  return new Tensor("float32", data, dims);
}

/** A float32 tensor of zeros. A dimension may be 0. */
export function zerosTensor(dims: readonly number[]): Tensor {
  return new Tensor("float32", new Float32Array(elements(dims)), dims);
}

/** An int64 tensor of whole numbers; `dims` defaults to one row of all values. */
export function int64Tensor(values: readonly number[], dims: readonly number[] = [values.length]): Tensor {
  return new Tensor("int64", BigInt64Array.from(values, BigInt), dims);
}

/** A bool tensor; `dims` defaults to one row of all values. */
export function boolTensor(values: readonly boolean[], dims: readonly number[] = [values.length]): Tensor {
  return new Tensor("bool", Uint8Array.from(values, Number), dims);
}

/** The numbers of a float32 tensor, shared with it. @throws ParlandoError `engine_failed` when it is absent or of another type. */
export function floatsOf(tensor: Tensor | undefined, name: string): Float32Array {
  if (tensor?.data instanceof Float32Array) return tensor.data;
  throw new ParlandoError("engine_failed", `The graph gave ${tensor?.type ?? "nothing"} for ${name}, not float32.`);
}

/** The numbers of an int64 tensor. @throws ParlandoError `engine_failed` when it is absent or of another type. */
export function integersOf(tensor: Tensor | undefined, name: string): number[] {
  if (tensor?.data instanceof BigInt64Array) return Array.from(tensor.data, Number);
  throw new ParlandoError("engine_failed", `The graph gave ${tensor?.type ?? "nothing"} for ${name}, not int64.`);
}
