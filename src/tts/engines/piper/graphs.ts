import { ParlandoError } from "../../../contract/errors.js";
import { VITS_INPUTS } from "../../../onnx/graph/split.js";
import { WindowChain, type OpenSection } from "../../../onnx/graph/windows.js";
import { openSession, type Feeds, type GraphSession, type SessionOptions } from "../../../onnx/session.js";
import { float32Tensor, floatsOf, int64Tensor, type Tensor } from "../../../onnx/tensor.js";
import { Latent, type Prior } from "./latent.js";
import { Noise, type Draws } from "./noise.js";
import type { StoredParts, VoiceParts } from "./parts.js";

/** Everything the graphs are told about a sentence. */
export interface SpokenIds {
  readonly ids: readonly number[];
  /** Below the voice's speakers. */
  readonly speaker: number;
  readonly noiseScale: number;
  readonly lengthScale: number;
  readonly noiseW: number;
  /** Fixes every draw. */
  readonly seed: number;
}

/** Tries of the durations: for some draws and sentences the exported splines look up a bin beyond their last. */
const DURATION_TRIES = 3;

/** A sentence on its way through the text encoder, one layer a step. */
export class Encoding {
  private readonly graphs: VoiceGraphs;
  private readonly spoken: SpokenIds;
  private readonly noise: Draws;
  private readonly fixed: Feeds;
  private state: Feeds = {};
  private layer = 0;

  constructor(graphs: VoiceGraphs, spoken: SpokenIds, noise: Draws) {
    this.graphs = graphs;
    this.spoken = spoken;
    this.noise = noise;
    this.fixed = feedsOf(spoken);
  }

  /** Layers still to run. */
  get layersLeft(): number {
    return this.graphs.encoder.length - this.layer;
  }

  async runLayer(): Promise<void> {
    const session = this.graphs.encoder[this.layer++];
    if (session === undefined) return;
    this.state = await session.run(pick(session, { ...this.fixed, ...this.state }));
  }

  /** Frames of each id, after the last layer. */
  async durations(): Promise<readonly number[]> {
    const { durations, parts } = this.graphs;
    for (let attempt = 1; ; attempt++) {
      const draw = float32Tensor(this.noise.fill(2 * this.spoken.ids.length), [1, 2, this.spoken.ids.length]);
      const feeds = { ...this.fixed, ...this.state, [VITS_INPUTS.durationNoise]: draw };
      try {
        const { [parts.tensors.durations]: frames } = await durations.run(pick(durations, feeds));
        return Array.from(floatsOf(frames, "durations"));
      } catch (error) {
        if (attempt === DURATION_TRIES) throw error;
      }
    }
  }

  /** What the text encoder says about the latent, after the last layer. */
  prior(): Prior {
    const { tensors } = this.graphs.parts;
    const means = this.state[tensors.means];
    return {
      means: floatsOf(means, "means"),
      logScales: floatsOf(this.state[tensors.logScales], "log scales"),
      channels: means?.dims[1] ?? 0,
    };
  }

  /** The latent for the durations given. Draws: to be made once, after the durations. */
  latent(durations: readonly number[]): Latent {
    return new Latent(this.prior(), durations, Math.fround(this.spoken.noiseScale), this.noise);
  }

  /** The way from the latent to the audio. */
  chain(durations: readonly number[]): WindowChain {
    const { sections, parts } = this.graphs;
    return new WindowChain(sections, this.latent(durations), (section, positions) =>
      pick(section.session, { ...this.fixed, [parts.tensors.frameMask]: ones(positions) }),
    );
  }
}

function ones(positions: number): Tensor {
  return float32Tensor(new Float32Array(positions).fill(1), [1, 1, positions]);
}

/** The published graph's own inputs. */
export function feedsOf({ ids, speaker, noiseScale, lengthScale, noiseW }: SpokenIds): Feeds {
  return {
    [VITS_INPUTS.ids]: int64Tensor(ids, [1, ids.length]),
    [VITS_INPUTS.lengths]: int64Tensor([ids.length]),
    [VITS_INPUTS.scales]: float32Tensor(Float32Array.of(noiseScale, lengthScale, noiseW), [3]),
    [VITS_INPUTS.speaker]: int64Tensor([speaker]),
  };
}

/** Those of the feeds that a graph takes. */
export function pick(session: GraphSession, feeds: Feeds): Feeds {
  const taken = session.inputs.map(({ name }) => [name, feeds[name]] as const);
  return Object.fromEntries(taken.filter((entry): entry is readonly [string, Tensor] => entry[1] !== undefined));
}

/** The sessions of a voice in parts. */
export class VoiceGraphs implements AsyncDisposable {
  readonly parts: VoiceParts;
  readonly encoder: readonly GraphSession[];
  readonly durations: GraphSession;
  readonly sections: readonly OpenSection[];
  /** Samples of a frame. */
  readonly hopSamples: number;

  private constructor(parts: VoiceParts, sessions: readonly GraphSession[]) {
    this.parts = parts;
    const layers = parts.encoder.length;
    this.encoder = sessions.slice(0, layers);
    this.durations = sessions[layers] as GraphSession;
    this.sections = parts.sections.map((section, at) => {
      return { ...section, session: sessions[layers + 1 + at] as GraphSession };
    });
    this.hopSamples = parts.sections.reduce((product, { rate }) => product * rate, 1);
  }

  /** @throws ParlandoError `engine_failed` when a part cannot be opened; nothing stays open then. */
  static async open({ parts, source }: StoredParts, options: SessionOptions): Promise<VoiceGraphs> {
    const files = [...parts.encoder, parts.durations, ...parts.sections.map(({ file }) => file)];
    const sessions: GraphSession[] = [];
    try {
      for (const file of files) sessions.push(await openSession(source(file), options));
      const ports = new Set(sessions.flatMap(({ outputs }) => outputs.map(({ name }) => name)));
      const lacking = [parts.tensors.durations, parts.tensors.means].filter((name) => !ports.has(name));
      if (lacking.length > 0) throw new ParlandoError("engine_failed", `The parts do not give ${lacking.join(", ")}.`);
      return new VoiceGraphs(parts, sessions);
    } catch (error) {
      for (const session of sessions) await session[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** @param noise where draws come from; the seed's own when absent. */
  encode(spoken: SpokenIds, noise: Draws = new Noise(spoken.seed)): Encoding {
    return new Encoding(this, spoken, noise);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.encoder) await session[Symbol.asyncDispose]();
    await this.durations[Symbol.asyncDispose]();
    for (const { session } of this.sections) await session[Symbol.asyncDispose]();
  }
}
