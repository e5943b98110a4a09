import assert from "node:assert/strict";
import { test } from "node:test";
import { ParlandoError } from "../../../../src/contract/errors.js";
import { float32Initializer, makeNode, numbersOf, readModel, writeModel } from "../../../../src/onnx/graph/model.js";
import { TENSOR } from "../../../../src/onnx/graph/proto.js";
import { decode, encode } from "../../../../src/onnx/graph/wire.js";
import { tinyVoice } from "../../../kit/piper.js";

const { graph: file } = tinyVoice();

test("a voice read and written is the same file, byte for byte", () => {
  assert.ok(Buffer.from(writeModel(readModel(file, "tiny"))).equals(file));
});

test("weights are views of the file, not copies", () => {
  const tensor = readModel(file, "tiny").graph.initializer.find(({ rawData }) => (rawData?.byteLength ?? 0) > 1000);
  assert.equal(tensor?.rawData?.buffer, file.buffer);
});

test("fields that no table names survive", () => {
  const doc = {
    number: 12,
    write: (writer: { uint32(n: number): { string(s: string): unknown } }) => writer.uint32(98).string("kept"),
  };
  const tensor = TENSOR.create({ name: "t", dims: [2n], dataType: 7, int64Data: [-1n, 2n ** 63n - 1n] });
  tensor.unknown.push(doc);
  const again = decode(TENSOR, encode(TENSOR, tensor));
  assert.deepEqual(again.int64Data, [-1n, 2n ** 63n - 1n]);
  assert.equal(again.unknown.length, 1);
  assert.ok(Buffer.from(encode(TENSOR, again)).includes("kept"));
});

test("packed and unpacked numbers read alike", () => {
  const packed = Uint8Array.from([0x0a, 0x02, 0x05, 0x07]);
  const unpacked = Uint8Array.from([0x08, 0x05, 0x08, 0x07]);
  assert.deepEqual(decode(TENSOR, packed).dims, [5n, 7n]);
  assert.deepEqual(decode(TENSOR, unpacked).dims, [5n, 7n]);
});

test("numbers of a tensor that starts at an odd byte", () => {
  const holder = new Uint8Array(13);
  holder.set(new Uint8Array(Float32Array.of(1.5, -2, 3).buffer), 1);
  const tensor = float32Initializer("t", new Float32Array(3), [3]);
  assert.deepEqual(numbersOf({ ...tensor, rawData: holder.subarray(1) }), [1.5, -2, 3]);
});

test("a node's attributes have the types ONNX wants", () => {
  const node = makeNode("Conv", ["x", "w"], ["y"], { group: 2n, alpha: 0.5, pads: [1n, 1n] });
  assert.deepEqual(
    node.attribute.map(({ name, type }) => [name, type]),
    [
      ["group", 2],
      ["alpha", 1],
      ["pads", 7],
    ],
  );
});

test("a file cut anywhere is refused with its name", () => {
  for (const bytes of [0, 1, 100, 5000, file.length >> 1, file.length - 1]) {
    assert.throws(
      () => readModel(file.subarray(0, bytes), "cut.onnx"),
      (error: unknown) =>
        error instanceof ParlandoError && error.code === "engine_failed" && /cut\.onnx/.test(error.message),
      `${bytes} bytes`,
    );
  }
});

test("files of another kind are refused", () => {
  for (const other of [
    "<html><body>404</body></html>",
    '{"key": "value"}',
    "version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
  ]) {
    assert.throws(() => readModel(Buffer.from(other), "other"), ParlandoError, other);
  }
});
