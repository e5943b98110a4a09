import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { openSession } from "../../../src/onnx/session.js";
import { float32Tensor, floatsOf, int64Tensor, integersOf, boolTensor, zerosTensor } from "../../../src/onnx/tensor.js";

const silero = join(dirname(fileURLToPath(import.meta.resolve("@ricky0123/vad-web"))), "silero_vad_v6.onnx");
const feeds = () => ({
  input: zerosTensor([1, 576]),
  state: zerosTensor([2, 1, 128]),
  sr: int64Tensor([16_000], []),
});

test("a session names the graph's inputs and outputs", async () => {
  await using session = await openSession(silero, { threads: 1 });
  assert.deepEqual(session.inputs.map(({ name }) => name).sort(), ["input", "sr", "state"]);
  assert.deepEqual(session.inputs.find(({ name }) => name === "sr")?.type, "int64");
  assert.deepEqual(session.outputs.find(({ name }) => name === "output")?.dims.at(-1), 1);
});

test("a fetch given as a tensor is written in place", async () => {
  await using session = await openSession(silero, { threads: 1 });
  const free = await session.run(feeds(), ["output"]);
  assert.deepEqual(Object.keys(free), ["output"]);
  const place = new Float32Array(1).fill(7);
  await session.run(feeds(), { output: float32Tensor(place, [1, 1]) });
  assert.deepEqual(place, floatsOf(free["output"], "output"));
});

test("a wrong name or shape is an engine failure, and the session goes on", async () => {
  await using session = await openSession(silero, { threads: 1 });
  await assert.rejects(session.run({ ...feeds(), nothing: boolTensor([true]) }, ["nothing"]), {
    code: "engine_failed",
  });
  await assert.rejects(session.run({ ...feeds(), state: zerosTensor([2, 1, 7]) }), { code: "engine_failed" });
  assert.ok((await session.run(feeds()))["stateN"]);
});

test("a released session refuses to run", async () => {
  const session = await openSession(silero, { threads: 1 });
  await session[Symbol.asyncDispose]();
  await session[Symbol.asyncDispose]();
  await assert.rejects(session.run(feeds()), { code: "engine_failed" });
});

test("what is no graph is named", async () => {
  await assert.rejects(openSession("/nowhere/model.onnx", { threads: 1 }), {
    code: "engine_failed",
    message: /\/nowhere\/model\.onnx/u,
  });
  await assert.rejects(openSession(new Uint8Array(10), { threads: 1 }), { code: "engine_failed" });
});

test("tensors say what they hold", () => {
  assert.deepEqual(integersOf(int64Tensor([3, -4]), "ids"), [3, -4]);
  assert.deepEqual(zerosTensor([0, 8, 1]).dims, [0, 8, 1]);
  assert.throws(() => floatsOf(int64Tensor([1]), "ids"), { code: "engine_failed", message: /ids/u });
  assert.throws(() => integersOf(undefined, "ids"), { code: "engine_failed", message: /nothing for ids/u });
});
