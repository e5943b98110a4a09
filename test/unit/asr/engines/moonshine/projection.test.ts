import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { moonshineFiles } from "../../../../../src/asr/engines/moonshine/files.js";
import { withFastProjection } from "../../../../../src/asr/engines/moonshine/projection.js";
import { readModel, writeModel, type GraphModel } from "../../../../../src/onnx/graph/model.js";
import { openSession } from "../../../../../src/onnx/session.js";
import { boolTensor, float32Tensor, floatsOf, int64Tensor, zerosTensor } from "../../../../../src/onnx/tensor.js";

async function published(): Promise<GraphModel> {
  const { decoder } = await moonshineFiles("");
  return readModel(readFileSync(decoder), decoder);
}

/** Logits of the first token for made-up encoder frames. */
async function logitsOf(graph: GraphModel): Promise<Float32Array> {
  await using session = await openSession(writeModel(graph), { threads: 1 });
  const frames = Float32Array.from({ length: 20 * 288 }, (_, at) => Math.sin(at * at));
  const caches = session.inputs.filter(({ name }) => name.startsWith("past_key_values."));
  const results = await session.run(
    {
      input_ids: int64Tensor([1], [1, 1]),
      encoder_hidden_states: float32Tensor(frames, [1, 20, 288]),
      use_cache_branch: boolTensor([false]),
      ...Object.fromEntries(caches.map(({ name }) => [name, zerosTensor([0, 8, 1, 36])])),
    },
    ["logits"],
  );
  return floatsOf(results["logits"], "logits");
}

test("logits from 8-bit weights are those of the published decoder, within the rounding of its other layers", async () => {
  const model = await published();
  const fast = withFastProjection(model);
  assert.notEqual(fast, model);
  const [expected, given] = [await logitsOf(model), await logitsOf(fast)];
  assert.equal(given.length, 32_768);
  const rms = (values: Float32Array): number => Math.hypot(...values) / Math.sqrt(values.length);
  const difference = rms(expected.map((value, at) => value - (given[at] as number)));
  assert.ok(difference < 0.03 * rms(expected), `${difference} of ${rms(expected)}`);
  assert.ok(difference > 0);
});

test("both branches are rewritten, nothing unpacks the embeddings any more", async () => {
  const branches = withFastProjection(await published()).graph.node.flatMap(({ attribute }) =>
    attribute.map(({ g }) => g),
  );
  assert.equal(branches.length, 2);
  for (const branch of branches) {
    assert.ok(branch?.node.some(({ opType, output }) => opType === "MatMulInteger" && output[0] === "projection/sums"));
    assert.ok(!branch?.node.some(({ output }) => output[0]?.includes("weight_transposed") === true));
  }
});

test("a graph that is made otherwise stays as it is", async () => {
  const { encoder } = await moonshineFiles("");
  const model = readModel(readFileSync(encoder), encoder);
  assert.equal(withFastProjection(model), model);
});
