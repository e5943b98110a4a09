import type { AsrModel, RecogniseOptions, RecogniseStep } from "../../../contract/engine.js";
import { ParlandoError, throwIfAborted } from "../../../contract/errors.js";
import type { TranscriptSegment } from "../../../contract/listening.js";
import { msToSamples, samplesToMs, type Pcm } from "../../../contract/pcm.js";
import type { GraphSession } from "../../../onnx/session.js";
import { GreedyDecoder } from "./decoder.js";
import type { Encoder } from "./encoder.js";
import { loopedTokens } from "./loops.js";
import { END_TOKEN, textOfTokens } from "./tokens.js";

const SAMPLE_RATE_HZ = 16_000;
/** It was trained on up to 30 s and invents sentences beyond, but is best at about half of that (measured). */
const MAX_PIECE_MS = 15_000;
/** Faster than anybody talks; past it the decoder repeats itself (the authors' own limit). */
const TOKENS_PER_SECOND = 6.5;
/** Words shorter than a second may still need a few tokens. */
const LEAST_TOKENS = 4;
/** Tokens of one step: 3 to 5 ms each on one core, so that a step stays under 20 ms. */
const TOKENS_PER_STEP = 3;
/** The encoder's first convolutions need this much to give a frame; shorter pieces are filled with silence. */
const LEAST_SAMPLES = 3_200;
/**
 * A pass less sure than this (mean natural log of the tokens' probability) is followed by others that hear the piece a
 * little later, and the surest is kept. Clear speech is sure at once; of synthetic and noisy speech this saved a quarter
 * of the word errors, telephone speech a third.
 */
const SURE = -0.2;
const LATER_MS = [200, 500];

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
    let best = yield* this.hear(piece.samples, signal);
    for (const laterMs of LATER_MS) {
      if (best.text !== "" && best.averageLogProbability >= SURE) break;
      yield {};
      best = better(best, yield* this.hear(delayed(piece.samples, laterMs), signal));
    }
    const endMs = samplesToMs(piece.samples.length, SAMPLE_RATE_HZ);
    const segments: TranscriptSegment[] = best.text === "" ? [] : [{ ...best, startMs: 0, endMs }];
    yield { segments, language: "en" };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.encoder[Symbol.asyncDispose]();
    await this.decoder[Symbol.asyncDispose]();
  }

  /** One pass over the samples; each step is a part of the encoder or a few tokens. */
  private async *hear(samples: Float32Array, signal: AbortSignal): AsyncGenerator<RecogniseStep, Hearing, undefined> {
    const encoding = this.encoder.encode(filled(samples));
    let part: Awaited<ReturnType<typeof encoding.next>>;
    do {
      throwIfAborted(signal);
      part = await encoding.next();
      yield {};
    } while (part.done !== true);

    const maxTokens = LEAST_TOKENS + Math.ceil((samples.length / SAMPLE_RATE_HZ) * TOKENS_PER_SECOND);
    const decoder = new GreedyDecoder(this.decoder, part.value, maxTokens);
    const ids: number[] = [];
    let logProbability = 0;
    let looped = 0;
    while (ids.length < maxTokens && ids.at(-1) !== END_TOKEN && looped === 0) {
      // The first token takes as long as a few others and is a step of its own.
      if (ids.length % TOKENS_PER_STEP === 1) yield {};
      throwIfAborted(signal);
      const token = await decoder.next();
      ids.push(token.id);
      logProbability += token.logProbability;
      looped = loopedTokens(ids);
    }
    const text = textOfTokens(ids.slice(0, ids.length - looped));
    return { text, averageLogProbability: logProbability / ids.length };
  }
}

/**
 * The surer of two hearings. Silence is only believed where no hearing finds words: the model ends at once now and then, and
 * is sure of it (the first 3.7 s of a clear recording, heard 200 ms later, are five words). Words less likely than `LIKELY`
 * are what it makes of noise.
 */
function better(one: Hearing, other: Hearing): Hearing {
  const score = ({ text, averageLogProbability }: Hearing): number =>
    text !== "" && averageLogProbability >= LIKELY ? averageLogProbability + SURE_OF_WORDS : averageLogProbability;
  return score(other) > score(one) ? other : one;
}

const LIKELY = -0.7;
/** Puts any likely words before silence: log probabilities are at most 0. */
const SURE_OF_WORDS = 100;

function filled(samples: Float32Array): Float32Array {
  if (samples.length >= LEAST_SAMPLES) return samples;
  const longer = new Float32Array(LEAST_SAMPLES);
  longer.set(samples);
  return longer;
}

function delayed(samples: Float32Array, ms: number): Float32Array {
  const silence = msToSamples(ms, SAMPLE_RATE_HZ);
  const longer = new Float32Array(silence + samples.length);
  longer.set(samples, silence);
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
