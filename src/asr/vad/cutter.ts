import { VAD_RATE_HZ, WINDOW_SAMPLES } from "./silero.js";

const WINDOW_MS = (WINDOW_SAMPLES * 1000) / VAD_RATE_HZ;
const windowsIn = (ms: number): number => Math.round(ms / WINDOW_MS);

/** Speech begins at this probability and ends below the lower one: between the two the last decision stands. */
const SPEECH_FROM = 0.5;
const SPEECH_UNTIL = 0.35;
/** Sound kept around speech. Recognisers lose first and last words without it (measured: 20 % errors became 13 %). */
const PAD = windowsIn(500);
/** A pause this long ends the piece at once: nothing is gained by hearing what follows together with it. */
const PAUSE = windowsIn(1_500);
/** A gap must be this long to be cut at; shorter ones are stops inside words. */
const LEAST_GAP = windowsIn(96);
/** Less speech than this in a whole piece is a click. */
const LEAST_SPEECH = windowsIn(96);
/** Where a full piece may be cut: from this part of its length on, so that pieces stay long. */
const CUT_FROM = 0.5;
/** The detector is late by a window or two at the edges of words: padding keeps off the neighbour's speech by this much. */
const GUARD = 2;

/** A stretch of audio with speech, ready to be recognised. Times are ms from the start of the stream. */
export interface SpeechPiece {
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
  /** Time of the first sample; negative when silence was put in front of a stream that begins with speech. */
  readonly startMs: number;
  readonly speechStartMs: number;
  readonly speechEndMs: number;
}

/** Windows of speech, end exclusive, counted from the start of the stream. */
interface Span {
  readonly start: number;
  end: number;
}

/**
 * Cuts a stream into pieces of speech at its pauses.
 *
 *   speech   ──▁▁███▁██▁▁▁▁████▁▁▁▁▁▁▁▁▁███…
 *   pieces     ├───────────────────┤ ├─────     padding on both sides, shared where the pause is short
 *
 * A piece ends at a long pause, or when it is full: then at the longest gap of its second half. Only somebody who
 * talks on without any gap is cut in speech, where it is quietest. Holds one piece of audio and no more.
 */
export class PieceCutter {
  private readonly maxWindows: number;
  private readonly held: Float32Array;
  /** Window of the stream that `held` begins with; the first ones are silence before the stream. */
  private base = -PAD;
  private count = PAD;
  private spans: Span[] = [];
  private isSpeech = false;

  /** @param maxPieceMs longest piece to give, padding included; at least 2 s. */
  constructor(maxPieceMs: number) {
    this.maxWindows = Math.floor(Math.max(2_000, maxPieceMs) / WINDOW_MS);
    this.held = new Float32Array((this.maxWindows + PAD + 1) * WINDOW_SAMPLES);
  }

  /**
   * Takes the next window.
   * @param window 512 samples; copied. @param probability that it is speech, 0 … 1.
   * @returns the piece that this window completes, if it does.
   */
  push(window: Float32Array, probability: number): SpeechPiece | undefined {
    this.held.set(window, this.count * WINDOW_SAMPLES);
    this.count += 1;
    this.mark(probability);
    const first = this.spans[0];
    const last = this.spans.at(-1);
    if (first === undefined || last === undefined) {
      this.dropBefore(this.end - PAD);
      return undefined;
    }
    if (this.end - last.end >= PAUSE) return this.cutAfter(this.spans.length - 1);
    if (this.end - this.pieceStart(first) < this.maxWindows) return undefined;
    const gap = this.bestGap(first);
    return gap === undefined ? this.cutInSpeech(first) : this.cutAfter(gap);
  }

  /** The last piece, when the stream has ended. */
  finish(): SpeechPiece | undefined {
    return this.spans.length === 0 ? undefined : this.cutAfter(this.spans.length - 1);
  }

  /** Window after the newest. */
  private get end(): number {
    return this.base + this.count;
  }

  private mark(probability: number): void {
    const at = this.end - 1;
    const last = this.spans.at(-1);
    if (probability < (this.isSpeech ? SPEECH_UNTIL : SPEECH_FROM)) {
      this.isSpeech = false;
    } else if (this.isSpeech && last !== undefined) {
      last.end = at + 1;
    } else {
      this.isSpeech = true;
      this.spans.push({ start: at, end: at + 1 });
    }
  }

  private pieceStart(first: Span): number {
    return Math.max(this.base, first.start - PAD);
  }

  /** Index of the span before the longest gap, looking at the later part of the piece first. */
  private bestGap(first: Span): number | undefined {
    const from = this.pieceStart(first) + this.maxWindows * CUT_FROM;
    return this.longestGap(from) ?? this.longestGap(first.start);
  }

  private longestGap(from: number): number | undefined {
    let best: number | undefined;
    let longest = LEAST_GAP;
    for (const [at, span] of this.spans.entries()) {
      const gap = this.startAfter(at) - span.end;
      if (span.end >= from && gap >= longest) [best, longest] = [at, gap];
    }
    return best;
  }

  private startAfter(at: number): number {
    return this.spans[at + 1]?.start ?? this.end;
  }

  /** Ends the piece with the span at this index. */
  private cutAfter(at: number): SpeechPiece | undefined {
    const spans = this.spans.splice(0, at + 1);
    const next = this.spans[0];
    const last = (spans.at(-1) as Span).end;
    const guard = next === undefined ? 0 : Math.min(GUARD, Math.floor((next.start - last) / 2));
    const piece = this.take(spans, Math.min(last + PAD, (next?.start ?? Number.POSITIVE_INFINITY) - guard));
    this.dropBefore(Math.max(last + guard, (next?.start ?? this.end) - PAD));
    return piece;
  }

  private cutInSpeech(first: Span): SpeechPiece | undefined {
    const at = this.quietest(this.pieceStart(first) + Math.floor(this.maxWindows * CUT_FROM), this.end - 1);
    const later = this.spans.filter((span) => span.end > at);
    const earlier = this.spans
      .filter((span) => span.start < at)
      .map(({ start, end }) => ({ start, end: Math.min(end, at) }));
    this.spans = later.map(({ start, end }) => ({ start: Math.max(start, at), end }));
    const piece = this.take(earlier, at);
    this.dropBefore(at);
    return piece;
  }

  private quietest(from: number, to: number): number {
    let best = from;
    let least = Number.POSITIVE_INFINITY;
    for (let window = from; window < to; window += 1) {
      const start = (window - this.base) * WINDOW_SAMPLES;
      let energy = 0;
      for (const sample of this.held.subarray(start, start + WINDOW_SAMPLES)) energy += sample * sample;
      if (energy < least) [best, least] = [window, energy];
    }
    return best;
  }

  /** Copies a piece out, filled with silence where `end` lies beyond the stream. */
  private take(spans: readonly Span[], end: number): SpeechPiece | undefined {
    const first = spans[0];
    const last = spans.at(-1);
    const speech = spans.reduce((sum, span) => sum + span.end - span.start, 0);
    if (first === undefined || last === undefined || speech < LEAST_SPEECH) return undefined;
    const start = this.pieceStart(first);
    const samples = new Float32Array(Math.min(end - start, this.maxWindows) * WINDOW_SAMPLES);
    const from = (start - this.base) * WINDOW_SAMPLES;
    samples.set(this.held.subarray(from, Math.min(from + samples.length, this.count * WINDOW_SAMPLES)));
    return {
      samples,
      startMs: start * WINDOW_MS,
      speechStartMs: first.start * WINDOW_MS,
      speechEndMs: last.end * WINDOW_MS,
    };
  }

  private dropBefore(window: number): void {
    const gone = Math.min(Math.max(0, window - this.base), this.count);
    if (gone === 0) return;
    this.held.copyWithin(0, gone * WINDOW_SAMPLES, this.count * WINDOW_SAMPLES);
    this.base += gone;
    this.count -= gone;
  }
}
