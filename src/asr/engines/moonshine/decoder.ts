import type { GraphSession } from "../../../onnx/session.js";
import { boolTensor, float32Tensor, floatsOf, int64Tensor, zerosTensor, type Tensor } from "../../../onnx/tensor.js";
import type { View } from "./search.js";

const VOCABULARY = 32_768;
const LAYERS = 6;
const HEADS = 8;
const HEAD_DIM = 36;
const FLOATS_PER_TOKEN = HEADS * HEAD_DIM;

function cacheNames(part: "decoder" | "encoder"): string[] {
  return Array.from({ length: LAYERS }, (_, layer) => [`${layer}.${part}.key`, `${layer}.${part}.value`]).flat();
}
const SELF_NAMES = cacheNames("decoder");
const CROSS_NAMES = cacheNames("encoder");

/**
 * One hearing of a piece: the decoder's graph with what it remembers of the audio and of the tokens of each beam.
 *
 * The graph returns each cache whole and longer by one token. Two sets of buffers, made once for the longest answer, take
 * turns as input and output, so that a run copies nothing between the graph and JavaScript, unless beams change places:
 *
 *   run n:    A[beams, 0..n)   ─▶ graph ─▶ B[beams, 0..n+1)
 *   run n+1:  B[beams, 0..n+1) ─▶ graph ─▶ A[beams, 0..n+2)
 *
 * What it remembers of the audio stands once for all beams.
 */
export class DecoderView implements View {
  private readonly graph: GraphSession;
  private readonly encoded: Tensor;
  private readonly logits: Float32Array;
  private readonly cross: Record<string, Tensor> = {};
  /** Caches as the last run wrote them, and room for the next; they change places. */
  private written: readonly Float32Array[];
  private spare: readonly Float32Array[];
  private beams = 0;
  private length = 0;

  /**
   * @param encoded [1, frames, 288], the encoder's output.
   * @param maxBeams most beams of a run. @param maxTokens most runs.
   */
  constructor(graph: GraphSession, encoded: Tensor, maxBeams: number, maxTokens: number) {
    this.graph = graph;
    this.encoded = encoded;
    this.logits = new Float32Array(VOCABULARY * maxBeams);
    const room = FLOATS_PER_TOKEN * maxTokens * maxBeams;
    this.written = SELF_NAMES.map(() => new Float32Array(room));
    this.spare = SELF_NAMES.map(() => new Float32Array(room));
  }

  /**
   * One graph run. The first also makes the keys and values of the encoded audio and costs several times more.
   * @param tokens the last token of each beam. @param parents which beam of the run before each continues.
   * @returns [beams, VOCABULARY] logits, valid until the next run.
   */
  async next(tokens: readonly number[], parents: readonly number[]): Promise<Float32Array> {
    const isFirst = this.length === 0;
    if (!isFirst) this.follow(parents);
    const beams = tokens.length;
    const feeds = {
      input_ids: int64Tensor(tokens, [beams, 1]),
      encoder_hidden_states: this.encoded,
      use_cache_branch: boolTensor([!isFirst]),
      ...this.cross,
      ...pastOf(isFirst ? NOTHING : this.caches()),
    };
    const logits = this.logits.subarray(0, VOCABULARY * beams);
    const fetches: Record<string, Tensor | null> = { logits: float32Tensor(logits, [beams, 1, VOCABULARY]) };
    [this.written, this.spare] = [this.spare, this.written];
    this.beams = beams;
    this.length += 1;
    for (const [name, cache] of this.caches()) fetches[`present.${name}`] = cache;
    if (isFirst) for (const name of CROSS_NAMES) fetches[`present.${name}`] = null;
    const results = await this.graph.run(feeds, fetches);
    if (isFirst)
      Object.assign(this.cross, pastOf(CROSS_NAMES.map((name) => [name, results[`present.${name}`] as Tensor])));
    return floatsOf(results["logits"], "logits");
  }

  /** The caches of the tokens by name, as long as the last run made them. */
  private caches(): [string, Tensor][] {
    const floats = this.beams * this.length * FLOATS_PER_TOKEN;
    const dims = [this.beams, HEADS, this.length, HEAD_DIM];
    return SELF_NAMES.map((name, at) => [
      name,
      float32Tensor((this.written[at] as Float32Array).subarray(0, floats), dims),
    ]);
  }

  /** Puts the beams into the order of those that continue them. */
  private follow(parents: readonly number[]): void {
    if (parents.length === this.beams && parents.every((parent, beam) => parent === beam)) return;
    const size = this.length * FLOATS_PER_TOKEN;
    for (const [at, from] of this.written.entries()) {
      const to = this.spare[at] as Float32Array;
      parents.forEach((parent, beam) => to.set(from.subarray(parent * size, (parent + 1) * size), beam * size));
    }
    [this.written, this.spare] = [this.spare, this.written];
    this.beams = parents.length;
  }
}

const NO_CACHE = zerosTensor([0, HEADS, 1, HEAD_DIM]);
const NOTHING = [...SELF_NAMES, ...CROSS_NAMES].map((name): [string, Tensor] => [name, NO_CACHE]);

/** Caches as the graph's inputs are called. */
function pastOf(caches: readonly [string, Tensor][]): Record<string, Tensor> {
  return Object.fromEntries(caches.map(([name, cache]) => [`past_key_values.${name}`, cache]));
}
