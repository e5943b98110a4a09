import { applyGain } from "../audio/pcm/gain.js";
import { Resampler } from "../audio/pcm/resample.js";
import { silence } from "../audio/pcm/silence.js";
import type { StepMark } from "../contract/engine.js";
import type { Pcm } from "../contract/pcm.js";
import { samplesToMs } from "../contract/pcm.js";
import type { SpeakEvent, SpeakMark } from "../contract/speech.js";
import type { Sentence, SpokenStep } from "./sentences.js";

/** Pause after a sentence by the way it ends, ms at plain speed; other ways: none. */
const PAUSES_MS: Readonly<Record<string, number>> = {
  paragraph: 550,
  sentence: 300,
  clause: 150,
  flush: 150,
  wait: 100,
};

/** Below -50 dBFS nobody hears more than a pause. */
const QUIET = 10 ** (-50 / 20);

export interface TimelineOptions {
  readonly sampleRateHz: number;
  /** Linear gain. */
  readonly volume: number;
  /** Speaking rate: pauses shrink with it. */
  readonly speed: number;
}

/**
 * Lays steps end to end: audio of one rate, pauses between sentences, marks in the time and the text of the whole answer.
 *
 *   time   |— sentence —|quiet tail| pause |— sentence —…      quiet tail + pause = what the sentence's end asks for
 */
export class Timeline {
  private readonly options: TimelineOptions;
  private samples = 0;
  /** Samples at the end of what was said so far that are quiet. */
  private quietSamples = 0;
  private sentence: Sentence | undefined;
  private utteranceStartMs = 0;
  private resampler: Resampler | undefined;

  constructor(options: TimelineOptions) {
    this.options = options;
  }

  get durationMs(): number {
    return samplesToMs(this.samples, this.options.sampleRateHz);
  }

  /** The events of a step, marks before the audio they belong to. */
  *add(spoken: SpokenStep): Generator<SpeakEvent, void, undefined> {
    if (spoken.opensUtterance) yield* this.closeUtterance();
    if (spoken.sentence !== this.sentence) {
      if (this.sentence !== undefined) yield* this.pauseAfter(this.sentence);
      this.sentence = spoken.sentence;
      yield this.sentenceMark(spoken);
    }
    if (spoken.opensUtterance) this.openUtterance(spoken);
    for (const mark of spoken.step.marks ?? []) yield this.toSpeakMark(mark, spoken);
    if (spoken.step.pcm !== undefined) yield* this.audio(spoken.step.pcm);
  }

  /** What the resampler still holds. */
  *finish(): Generator<SpeakEvent, void, undefined> {
    yield* this.closeUtterance();
  }

  private openUtterance({ utterance }: SpokenStep): void {
    this.utteranceStartMs = this.durationMs;
    const { sampleRateHz } = this.options;
    if (utterance.sampleRateHz !== sampleRateHz) this.resampler = new Resampler(utterance.sampleRateHz, sampleRateHz);
  }

  private *closeUtterance(): Generator<SpeakEvent, void, undefined> {
    const rest = this.resampler?.flush();
    this.resampler = undefined;
    if (rest !== undefined) yield* this.emit(rest);
  }

  private *audio(pcm: Pcm): Generator<SpeakEvent, void, undefined> {
    yield* this.emit(this.resampler === undefined ? pcm.samples : this.resampler.push(pcm.samples));
  }

  private *emit(samples: Float32Array): Generator<SpeakEvent, void, undefined> {
    if (samples.length === 0) return;
    const last = samples.findLastIndex((sample) => Math.abs(sample) > QUIET);
    this.quietSamples = last < 0 ? this.quietSamples + samples.length : samples.length - 1 - last;
    this.samples += samples.length;
    const { sampleRateHz, volume } = this.options;
    yield { type: "audio", pcm: { samples: applyGain(samples, volume), sampleRateHz } };
  }

  private *pauseAfter({ endsBy }: Sentence): Generator<SpeakEvent, void, undefined> {
    const { sampleRateHz, speed } = this.options;
    const wantedMs = (PAUSES_MS[endsBy ?? "sentence"] ?? 0) / Math.max(0.5, speed);
    const leftMs = wantedMs - samplesToMs(this.quietSamples, sampleRateHz);
    for (const { samples } of silence(Math.max(0, leftMs), sampleRateHz)) yield* this.emit(samples);
  }

  private sentenceMark({ sentence, utterance, words, step }: SpokenStep): SpeakMark {
    const lead = sentence.text.length - sentence.text.trimStart().length;
    const text = sentence.text.trim();
    const startMs = this.durationMs;
    const start = sentence.start + lead;
    // One utterance that speaks the whole sentence, its length known: then the sentence's length is known too.
    const isWhole = words.text.slice(utterance.span.end).trim() === "";
    const isKnown = isWhole && step.totalSamples !== undefined;
    return {
      type: "mark",
      kind: "sentence",
      text,
      start,
      end: start + text.length,
      startMs,
      ...(isKnown ? { endMs: startMs + samplesToMs(step.totalSamples, utterance.sampleRateHz) } : {}),
    };
  }

  private toSpeakMark(mark: StepMark, { sentence, words }: SpokenStep): SpeakMark {
    const span = words.toOriginal(mark.span.start, mark.span.end);
    const isWord = mark.kind === "word";
    return {
      type: "mark",
      kind: mark.kind,
      text: isWord ? sentence.text.slice(span.start, span.end) : mark.text,
      start: sentence.start + span.start,
      end: sentence.start + span.end,
      startMs: this.utteranceStartMs + mark.startMs,
      endMs: this.utteranceStartMs + mark.endMs,
    };
  }
}
