import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { InferenceSession } from "onnxruntime-node";
import { cutEncoder, Encoder } from "../../../../../src/asr/engines/moonshine/encoder.js";
import { moonshineFiles } from "../../../../../src/asr/engines/moonshine/files.js";
import { readModel, writeModel } from "../../../../../src/onnx/graph/model.js";
import { float32Tensor, floatsOf, type Tensor } from "../../../../../src/onnx/tensor.js";
import { JFK, readSpeech } from "../../../../kit/speech.js";

const speech = (): Float32Array => readSpeech(JFK.path).samples.slice(0, 48_000);

/** Without the runtime's optimiser, whose choices differ between a whole graph and its parts. */
async function runPlainly(graph: Uint8Array, known: Record<string, Tensor>): Promise<void> {
  const session = await InferenceSession.create(graph, { graphOptimizationLevel: "disabled", logSeverityLevel: 3 });
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, known[name] as Tensor]));
  Object.assign(known, await session.run(feeds));
  await session.release();
}

test("the parts together say what the whole graph says, to the bit", async () => {
  const { encoder: path } = await moonshineFiles("");
  const bytes = readFileSync(path);
  const samples = speech();
  const whole: Record<string, Tensor> = { input_values: float32Tensor(samples, [1, samples.length]) };
  const parts = { ...whole };
  await runPlainly(bytes, whole);
  for (const part of cutEncoder(readModel(bytes, path))) await runPlainly(writeModel(part), parts);
  assert.deepEqual(parts["last_hidden_state"]?.dims, whole["last_hidden_state"]?.dims);
  assert.deepEqual(floatsOf(parts["last_hidden_state"], "parts"), floatsOf(whole["last_hidden_state"], "whole"));
});

test("one pull runs one part, seven in all", async () => {
  await using encoder = await Encoder.open((await moonshineFiles("")).encoder, { threads: 1 });
  const encoding = encoder.encode(speech());
  let steps = 1;
  let step = await encoding.next();
  for (; step.done !== true; step = await encoding.next()) steps += 1;
  assert.equal(steps, 7);
  assert.deepEqual(step.value.dims, [1, 123, 288]);
});

test("no part holds the weights of another", async () => {
  const { encoder: path } = await moonshineFiles("");
  const model = readModel(readFileSync(path), path);
  const parts = cutEncoder(model).flatMap(({ graph }) =>
    graph.initializer.filter(({ rawData }) => (rawData?.length ?? 0) > 10_000),
  );
  assert.ok(parts.length > 30);
  assert.equal(new Set(parts.map(({ name }) => name)).size, parts.length);
});
