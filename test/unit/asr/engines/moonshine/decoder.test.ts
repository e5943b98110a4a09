import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { DecoderView } from "../../../../../src/asr/engines/moonshine/decoder.js";
import { Encoder } from "../../../../../src/asr/engines/moonshine/encoder.js";
import { moonshineFiles } from "../../../../../src/asr/engines/moonshine/files.js";
import { START_TOKEN } from "../../../../../src/asr/engines/moonshine/tokens.js";
import { openSession, type GraphSession } from "../../../../../src/onnx/session.js";
import type { Tensor } from "../../../../../src/onnx/tensor.js";
import { JFK, readSpeech } from "../../../../kit/speech.js";

const [FIRST, SECOND] = [
  [310, 590, 29_892],
  [1128, 366, 508],
] as const;

async function encoded(path: string, samples: Float32Array): Promise<Tensor> {
  await using encoder = await Encoder.open(path, { threads: 1 });
  const encoding = encoder.encode(samples);
  for (;;) {
    const step = await encoding.next();
    if (step.done === true) return step.value;
  }
}

/** Greatest difference between two rows of logits, which span about 40. */
function difference(one: Float32Array, other: Float32Array): number {
  return one.reduce((most, logit, at) => Math.max(most, Math.abs(logit - (other[at] as number))), 0);
}

describe("the decoder's view of a piece", () => {
  let graph: GraphSession;
  let audio: Tensor;
  before(async () => {
    const files = await moonshineFiles("");
    graph = await openSession(new Uint8Array(readFileSync(files.decoder)), { threads: 1 });
    audio = await encoded(files.encoder, readSpeech(JFK.path).samples.slice(0, 48_000));
  });
  after(async () => {
    await graph[Symbol.asyncDispose]();
  });

  /** Logits after these tokens, each beam alone. */
  async function alone(tokens: readonly number[]): Promise<Float32Array> {
    const view = new DecoderView(graph, audio, 1, 8);
    let logits = await view.next([START_TOKEN], [0]);
    for (const token of tokens) logits = await view.next([token], [0]);
    return logits.slice();
  }

  test("beams that run together, part and change places say what each says alone", async () => {
    const view = new DecoderView(graph, audio, 3, 8);
    await view.next([START_TOKEN], [0]);
    await view.next([FIRST[0], SECOND[0]], [0, 0]);
    await view.next([SECOND[1], FIRST[1], FIRST[1]], [1, 0, 0]);
    const logits = await view.next([FIRST[2], SECOND[2]], [2, 0]);
    const rows = [logits.subarray(0, logits.length / 2), logits.subarray(logits.length / 2)] as const;
    const wanted = [await alone(FIRST), await alone(SECOND)] as const;
    // 8-bit rows that run together share a scale, so that they are not the same to the bit.
    for (const at of [0, 1] as const)
      assert.ok(difference(rows[at], wanted[at]) < 2, `${difference(rows[at], wanted[at])}`);
    assert.ok(difference(rows[0], wanted[1]) > 5, `${difference(rows[0], wanted[1])}`);
  });
});
