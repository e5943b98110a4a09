import type { AsrModel, RecogniseOptions, RecogniseStep } from "../../../contract/engine.js";
import { ParlandoError, throwIfAborted } from "../../../contract/errors.js";
import type { TranscriptSegment } from "../../../contract/listening.js";
import { samplesToMs, type Pcm } from "../../../contract/pcm.js";
import type { GraphSession } from "../../../onnx/session.js";
import { float32Tensor, type Tensor } from "../../../onnx/tensor.js";
import { GreedyDecoder } from "./decoder.js";
import { END_TOKEN, textOfTokens } from "./tokens.js";

const SAMPLE_RATE_HZ = 16_000;
/** The model was trained on at most 30 s and invents sentences beyond it. */
const MAX_PIECE_MS = 15_000;
/** Faster than anybody talks; past it the decoder repeats itself (the authors' own limit). */
const TOKENS_PER_SECOND = 6.5;
/** Words shorter than a second may still need a few tokens. */
const LEAST_TOKENS = 4;
/** Tokens of one step: about 6 ms each on one core, so that a step stays under 20 ms. */
const TOKENS_PER_STEP = 3;
/** The encoder's first convolutions need this much to give a frame; shorter pieces are filled with silence. */
const LEAST_SAMPLES = 3_200;

function filled(samples: Float32Array): Float32Array {
  if (samples.length >= LEAST_SAMPLES) return samples;
  const longer = new Float32Array(LEAST_SAMPLES);
  longer.set(samples);
  return longer;
}

/** Moonshine: an English recogniser whose cost follows the length of the audio. Prompt and temperature mean nothing to it. */
export class MoonshineModel implements AsrModel {
  readonly id = "moonshine-tiny-en";
  readonly sampleRateHz = SAMPLE_RATE_HZ;
  readonly maxPieceMs = MAX_PIECE_MS;
  readonly languages = ["en"];
  private readonly encoder: GraphSession;
  private readonly decoder: GraphSession;

  constructor(encoder: GraphSession, decoder: GraphSession) {
    this.encoder = encoder;
    this.decoder = decoder;
  }

  async *recognise(piece: Pcm, _options: RecogniseOptions, signal: AbortSignal): AsyncGenerator<RecogniseStep> {
    throwIfAborted(signal);
    checkPiece(piece);
    if (piece.samples.length === 0) return;
    const encoded = await this.encode(filled(piece.samples));
    yield { language: "en" };

    const durationMs = samplesToMs(piece.samples.length, SAMPLE_RATE_HZ);
    const maxTokens = LEAST_TOKENS + Math.ceil((durationMs / 1000) * TOKENS_PER_SECOND);
    const decoder = new GreedyDecoder(this.decoder, encoded, maxTokens);
    const ids: number[] = [];
    let logProbability = 0;
    while (ids.length < maxTokens && ids.at(-1) !== END_TOKEN) {
      if (ids.length > 0 && ids.length % TOKENS_PER_STEP === 0) yield {};
      throwIfAborted(signal);
      const token = await decoder.next();
      ids.push(token.id);
      logProbability += token.logProbability;
    }
    const text = textOfTokens(ids);
    if (text === "") return;
    const averageLogProbability = logProbability / ids.length;
    const segment: TranscriptSegment = { text, startMs: 0, endMs: durationMs, averageLogProbability };
    yield { segments: [segment] };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.encoder[Symbol.asyncDispose]();
    await this.decoder[Symbol.asyncDispose]();
  }

  private async encode(samples: Float32Array): Promise<Tensor> {
    const { last_hidden_state: encoded } = await this.encoder.run(
      { input_values: float32Tensor(samples, [1, samples.length]) },
      ["last_hidden_state"],
    );
    if (encoded === undefined) throw new ParlandoError("engine_failed", "Moonshine's encoder gave no output.");
    return encoded;
  }
}

function checkPiece({ samples, sampleRateHz }: Pcm): void {
  if (sampleRateHz !== SAMPLE_RATE_HZ) {
    throw new ParlandoError("engine_failed", `Moonshine listens at ${SAMPLE_RATE_HZ} Hz, got ${sampleRateHz} Hz.`);
  }
  const ms = samplesToMs(samples.length, sampleRateHz);
  if (ms > MAX_PIECE_MS) {
    throw new ParlandoError("engine_failed", `Moonshine takes at most ${MAX_PIECE_MS} ms at once, got ${ms} ms.`);
  }
}
