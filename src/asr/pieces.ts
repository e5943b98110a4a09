import { ParlandoError, throwIfAborted } from "../contract/errors.js";
import type { Pcm } from "../contract/pcm.js";
import { resample } from "../audio/pcm/resample.js";
import { PieceCutter, type SpeechPiece } from "./vad/cutter.js";
import { VAD_RATE_HZ, WINDOW_SAMPLES, type SileroVad } from "./vad/silero.js";

/** Runs a bounded step when it is its turn, among whatever else the process has to do. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;

export interface PieceSource {
  readonly vad: SileroVad;
  readonly turn: Turn;
  /** Longest piece to cut, ms. */
  readonly maxPieceMs: number;
}

/** Windows heard in one turn: half a second of audio, about 3 ms of work. */
const WINDOWS_PER_TURN = 16;
const BLOCK_SAMPLES = WINDOWS_PER_TURN * WINDOW_SAMPLES;

/**
 * The speech in a stream, piece by piece, as soon as each is complete. Audio is pulled only while a piece is being sought,
 * so that at most one piece of it is held.
 */
export async function* speechPieces(
  source: PieceSource,
  audio: AsyncIterable<Pcm>,
  signal: AbortSignal,
): AsyncGenerator<SpeechPiece, void, undefined> {
  const cutter = new PieceCutter(source.maxPieceMs);
  const stream = source.vad.listen();
  for await (const block of blocks(resample(checked(audio), VAD_RATE_HZ, signal))) {
    throwIfAborted(signal);
    const pieces = await source.turn(async () => {
      const found: SpeechPiece[] = [];
      for (let at = 0; at < block.length; at += WINDOW_SAMPLES) {
        const window = block.subarray(at, at + WINDOW_SAMPLES);
        const piece = cutter.push(window, await stream.hear(window));
        if (piece !== undefined) found.push(piece);
      }
      return found;
    });
    yield* pieces;
  }
  throwIfAborted(signal);
  const last = cutter.finish();
  if (last !== undefined) yield last;
}

/** Refuses impossible rates; numbers that are none become silence, since one would deafen the detector for good. */
async function* checked(audio: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  for await (const pcm of audio) {
    const { samples, sampleRateHz } = pcm;
    if (!Number.isInteger(sampleRateHz) || sampleRateHz <= 0) {
      throw new ParlandoError(
        "invalid_audio",
        `A sample rate must be a whole number of Hz above 0, got ${sampleRateHz}.`,
      );
    }
    for (let at = 0; at < samples.length; at += 1) if (!Number.isFinite(samples[at])) samples[at] = 0;
    yield pcm;
  }
}

/** The same samples in blocks of one size; the last is shorter. A block is valid until the next is asked for. */
async function* blocks(audio: AsyncIterable<Pcm>): AsyncGenerator<Float32Array, void, undefined> {
  const block = new Float32Array(BLOCK_SAMPLES);
  let filled = 0;
  for await (const { samples } of audio) {
    for (let at = 0; at < samples.length;) {
      const taken = samples.subarray(at, at + BLOCK_SAMPLES - filled);
      block.set(taken, filled);
      filled += taken.length;
      at += taken.length;
      if (filled < BLOCK_SAMPLES) continue;
      yield block;
      filled = 0;
    }
  }
  if (filled > 0) yield block.subarray(0, filled);
}
