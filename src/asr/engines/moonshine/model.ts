import type { AsrModel, RecogniseOptions, RecogniseStep } from "../../../contract/engine.js";
import { ParlandoError, throwIfAborted } from "../../../contract/errors.js";
import type { TranscriptSegment } from "../../../contract/listening.js";
import { samplesToMs, type Pcm } from "../../../contract/pcm.js";
import type { GraphSession } from "../../../onnx/session.js";
import type { Tensor } from "../../../onnx/tensor.js";
import { DecoderView } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { loopedTokens } from "./loops.js";
import { type Answer, meanLogProbability, search } from "./search.js";
import { textOfTokens } from "./tokens.js";
import { slowerViews } from "./views.js";

const SAMPLE_RATE_HZ = 16_000;
/** It was trained on up to 30 s and invents sentences beyond, but is best at about half of that (measured). */
const MAX_PIECE_MS = 15_000;
/** Faster than anybody talks; past it the decoder repeats itself (the authors' own limit). */
const TOKENS_PER_SECOND = 6.5;
/** Words shorter than a second may still need a few tokens. */
const LEAST_TOKENS = 4;
/** Graph runs of the decoder in one step: 3 to 7 ms each on one core, so that a step stays near 20 ms. */
const RUNS_PER_STEP = 3;
/** The encoder gives a frame in this time. */
const FRAME_MS = 24;
/** The encoder's first convolutions need this much to give a frame; shorter pieces are filled with silence. */
const LEAST_SAMPLES = 3_200;
/**
 * A piece heard less surely than this (mean natural log of the tokens' probability) is heard in several ways at once, and
 * the text is sought that all of them find likeliest. Clear speech is sure at once.
 */
const SURE = -0.2;
/** Beginnings kept while that text is sought. */
const BEAMS = 4;

interface Hearing {
  readonly text: string;
  /** Mean natural log of the tokens' probability. */
  readonly averageLogProbability: number;
}

/** Moonshine: an English recogniser whose cost follows the length of the audio. Prompt and temperature mean nothing to it. */
export class MoonshineModel implements AsrModel {
  readonly id = "moonshine-tiny-en";
  readonly sampleRateHz = SAMPLE_RATE_HZ;
  readonly maxPieceMs = MAX_PIECE_MS;
  readonly languages = ["en"];
  private readonly encoder: Encoder;
  private readonly decoder: GraphSession;

  constructor(encoder: Encoder, decoder: GraphSession) {
    this.encoder = encoder;
    this.decoder = decoder;
  }

  async *recognise(piece: Pcm, _options: RecogniseOptions, signal: AbortSignal): AsyncGenerator<RecogniseStep> {
    throwIfAborted(signal);
    checkPiece(piece);
    if (piece.samples.length === 0) return;
    const plain = yield* this.encode(piece.samples, signal);
    let best = yield* this.decode([plain], 1, signal);
    if (best.averageLogProbability < SURE) {
      const views = [plain];
      for (const view of slowerViews(piece.samples)) views.push(yield* this.encode(view, signal));
      best = yield* this.decode(views, BEAMS, signal);
    }
    const endMs = samplesToMs(piece.samples.length, SAMPLE_RATE_HZ);
    const segments: TranscriptSegment[] = best.text === "" ? [] : [{ ...best, startMs: 0, endMs }];
    yield { segments, language: "en" };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.encoder[Symbol.asyncDispose]();
    await this.decoder[Symbol.asyncDispose]();
  }

  /** @returns [1, frames, 288]; each step is a part of the encoder. */
  private async *encode(samples: Float32Array, signal: AbortSignal): AsyncGenerator<RecogniseStep, Tensor, undefined> {
    const encoding = this.encoder.encode(filled(samples));
    for (;;) {
      throwIfAborted(signal);
      const part = await encoding.next();
      yield {};
      if (part.done === true) return part.value;
    }
  }

  /** The text that these views of one piece find likeliest together. */
  private async *decode(
    encoded: readonly Tensor[],
    beams: number,
    signal: AbortSignal,
  ): AsyncGenerator<RecogniseStep, Hearing, undefined> {
    const seconds = ((encoded[0]?.dims[1] ?? 0) * FRAME_MS) / 1000;
    const maxTokens = LEAST_TOKENS + Math.ceil(seconds * TOKENS_PER_SECOND);
    const views = encoded.map((view) => new DecoderView(this.decoder, view, beams, maxTokens));
    const searching = search(views, beams, maxTokens);
    for (let run = 1; ; run += 1) {
      throwIfAborted(signal);
      const searched = await searching.next();
      if (searched.done === true) return hearingOf(searched.value);
      // The first run of a view takes as long as a few others and is a step of its own.
      if (run <= views.length || (run - views.length) % RUNS_PER_STEP === 0) yield {};
    }
  }
}

function hearingOf(answer: Answer): Hearing {
  const { ids } = answer;
  const text = textOfTokens(ids.slice(0, ids.length - loopedTokens(ids)));
  return { text, averageLogProbability: meanLogProbability(answer) };
}

function filled(samples: Float32Array): Float32Array {
  if (samples.length >= LEAST_SAMPLES) return samples;
  const longer = new Float32Array(LEAST_SAMPLES);
  longer.set(samples);
  return longer;
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
