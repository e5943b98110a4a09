import { withGraph, type GraphModel } from "./model.js";
import { DATA_LOCATION, ENTRY, type TensorProto } from "./proto.js";

/** Weights smaller than this stay in their graph. */
const SMALLEST_BYTES = 4096;
/** Mapped files begin at pages; the largest size of a page on the machines this runs on. */
const ALIGNMENT_BYTES = 65_536;

/** A stretch of a file of weights; what is between two stretches is zeros. */
export interface WeightStretch {
  readonly offsetBytes: number;
  readonly data: Uint8Array;
}

/**
 * Moves the weights of several graphs into one file beside them. The runtime maps such a file instead of copying it, so
 * that weights are in memory once for all processes that open it, and a tensor that two graphs share is stored once.
 * @param location the file's name, as the graphs will call it.
 */
export function moveWeights(
  graphs: ReadonlyMap<string, GraphModel>,
  location: string,
): { graphs: Map<string, GraphModel>; weights: readonly WeightStretch[] } {
  const stretches = new Map<number, Map<number, WeightStretch>>();
  const weights: WeightStretch[] = [];
  let end = 0;
  const stretchOf = (data: Uint8Array): WeightStretch => {
    // Views of the same bytes of the file that was read are the same tensor.
    const ofLength = stretches.get(data.byteLength) ?? new Map<number, WeightStretch>();
    stretches.set(data.byteLength, ofLength);
    const known = ofLength.get(data.byteOffset);
    if (known !== undefined && known.data.buffer === data.buffer) return known;
    const stretch = { offsetBytes: end, data };
    end = Math.ceil((end + data.byteLength) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    weights.push(stretch);
    ofLength.set(data.byteOffset, stretch);
    return stretch;
  };
  const moved = [...graphs].map(([name, model]): [string, GraphModel] => {
    const initializer = model.graph.initializer.map((tensor) => {
      const { rawData } = tensor;
      return rawData === undefined || rawData.byteLength < SMALLEST_BYTES
        ? tensor
        : toExternal(tensor, location, stretchOf(rawData));
    });
    return [name, withGraph(model, { ...model.graph, initializer })];
  });
  return { graphs: new Map(moved), weights };
}

function toExternal(tensor: TensorProto, location: string, { offsetBytes, data }: WeightStretch): TensorProto {
  const entries = { location, offset: String(offsetBytes), length: String(data.byteLength) };
  return {
    ...tensor,
    rawData: undefined,
    externalData: Object.entries(entries).map(([key, value]) => ENTRY.create({ key, value })),
    dataLocation: DATA_LOCATION.external,
  };
}
