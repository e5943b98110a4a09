import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { ParlandoError } from "../../../../src/contract/errors.js";
import { bandRelativeAttention } from "../../../../src/onnx/graph/attention.js";
import { readModel, withGraph, writeModel, type GraphModel } from "../../../../src/onnx/graph/model.js";
import { reachOf } from "../../../../src/onnx/graph/reach.js";
import { splitVits } from "../../../../src/onnx/graph/split.js";
import { findVits } from "../../../../src/onnx/graph/vits.js";
import { extract, GraphIndex, readsOf } from "../../../../src/onnx/graph/walk.js";
import { openSession, type GraphSession } from "../../../../src/onnx/session.js";
import { floatsOf, int64Tensor } from "../../../../src/onnx/tensor.js";
import { SHARED_VOICES, sharedVoice, tinyVoice } from "../../../kit/piper.js";

const tiny = readModel(tinyVoice().graph, "tiny");

/** The same graph as another exporter would name it: no name says anything, nodes that are ready earlier come earlier. */
function renamed(model: GraphModel): GraphModel {
  const kept = new Set([
    "",
    ...model.graph.input.map(({ name }) => name),
    ...model.graph.output.map(({ name }) => name),
  ]);
  const names = new Map<string, string>();
  const nameFor = (name: string): string => {
    if (kept.has(name)) return name;
    if (!names.has(name)) names.set(name, `v${names.size}`);
    return names.get(name) ?? name;
  };
  return withGraph(model, {
    ...model.graph,
    initializer: model.graph.initializer.map((tensor) => ({ ...tensor, name: nameFor(tensor.name ?? "") })),
    node: model.graph.node.map((node, n) => ({
      ...node,
      name: `n${n}`,
      input: node.input.map(nameFor),
      output: node.output.map(nameFor),
    })),
  });
}

test("the places to cut are found whatever the nodes are called", () => {
  const found = findVits(tiny);
  assert.equal(found.durations, "/Ceil_output_0");
  assert.equal(found.latent, "/Add_output_0");
  assert.equal(found.decoderInput, "/Mul_7_output_0");
  assert.equal(found.frameMask, "/Cast_2_output_0");
  assert.deepEqual([found.means, found.logScales], ["/enc_p/Split_output_0", "/enc_p/Split_output_1"]);
  const anonymous = splitVits(renamed(tiny));
  const named = splitVits(tiny);
  assert.deepEqual(
    anonymous.sections.map(({ rate, left, right, model }) => [rate, left, right, model.graph.node.length]),
    named.sections.map(({ rate, left, right, model }) => [rate, left, right, model.graph.node.length]),
  );
  assert.equal(anonymous.encoder.length, 2);
  assert.equal(anonymous.bandRewrites, 4);
});

test("context follows from the kernels: 32 frames for the flow, 11 for the decoder, 13 for the high one", (t) => {
  const reach = (model: GraphModel): number[] => {
    const { latent, decoderInput, audio } = findVits(model);
    const index = new GraphIndex(model.graph);
    const [flow, decoder] = [reachOf(index, latent, decoderInput), reachOf(index, decoderInput, audio)];
    return [flow.left, flow.right, decoder.left, decoder.right, decoder.rate];
  };
  assert.deepEqual(reach(tiny), [32, 32, 11, 11, 256]);
  const high = sharedVoice("piper-tiny-high");
  if (high === undefined) t.diagnostic("no high voice: ../shared/models/piper is absent");
  else assert.deepEqual(reach(readModel(high.graph, "high")), [32, 32, 13, 13, 256]);
});

test("the reach of an operator in time that is not known is refused, not guessed", () => {
  const index = new GraphIndex(tiny.graph);
  assert.throws(() => reachOf(index, findVits(tiny).encoded, findVits(tiny).durations), ParlandoError);
});

test("sections share no work and cover the whole way", () => {
  const { sections, tensors } = splitVits(tiny);
  assert.equal(sections[0]?.input, tensors.latent);
  assert.equal(sections.at(-1)?.output, tensors.audio);
  for (const [at, section] of sections.entries()) if (at > 0) assert.equal(section.input, sections[at - 1]?.output);
  const convolutions = sections
    .flatMap(({ model }) => model.graph.node)
    .filter(({ opType }) => opType?.startsWith("Conv"));
  // A speaker's projection may be wanted in two places; the kernels in time may not.
  const inTime = convolutions.filter((node) => !readsOf(node).some((name) => name.includes("nsqueeze")));
  assert.equal(new Set(inTime.map(({ output }) => output[0])).size, inTime.length);
});

test("a part that needs more than it is given cannot be cut", () => {
  const index = new GraphIndex(tiny.graph);
  const outputs = [{ name: "output", type: "float32" as const, dims: [1, "n"] }];
  assert.throws(() => extract(tiny, index, { inputs: [], outputs }), /also needs .*input/);
});

test("graphs of other kinds say what they lack", () => {
  const without = (opType: string): GraphModel =>
    withGraph(tiny, { ...tiny.graph, node: tiny.graph.node.filter((node) => node.opType !== opType) });
  assert.throws(() => splitVits(without("Ceil")), /not a VITS voice: it has 0 nodes that round durations up/);
  assert.throws(() => splitVits(without("RandomNormalLike")), /0 sources of noise in its latent/);
});

describe("banded attention", () => {
  const voices = [tinyVoice(), ...SHARED_VOICES.map(sharedVoice)].filter((voice) => voice !== undefined);
  for (const voice of voices) {
    describe(voice.name, () => {
      let published: GraphSession;
      let banded: GraphSession;
      const model = readModel(voice.graph, voice.name);
      const { means, logScales } = findVits(model);
      const encoder = (whole: GraphModel): Promise<GraphSession> => {
        const ports = ["input", "input_lengths"].map((name) => ({
          name,
          type: "int64" as const,
          dims: [1, "n"].slice(0, name === "input" ? 2 : 1),
        }));
        const outputs = [means, logScales].map((name) => ({ name, type: "float32" as const, dims: [1, "c", "n"] }));
        return openSession(writeModel(extract(whole, new GraphIndex(whole.graph), { inputs: ports, outputs })), {
          threads: 1,
        });
      };
      before(async () => {
        const { model: rewritten, rewrites } = bandRelativeAttention(model);
        assert.equal(rewrites, 4);
        published = await encoder(model);
        banded = await encoder(rewritten);
      });
      after(async () => {
        await published[Symbol.asyncDispose]();
        await banded[Symbol.asyncDispose]();
      });

      for (const ids of [1, 2, 3, 4, 5, 8, 9, 10, 55, 330]) {
        test(`equals the published form bit for bit at ${ids} ids`, async () => {
          const feeds = {
            input: int64Tensor(
              Array.from({ length: ids }, (_, n) => (n * 37) % 130),
              [1, ids],
            ),
            input_lengths: int64Tensor([ids]),
          };
          const [one, other] = [await published.run(feeds), await banded.run(feeds)];
          for (const name of [means, logScales])
            assert.deepEqual(floatsOf(other[name], name), floatsOf(one[name], name));
        });
      }
    });
  }
});
