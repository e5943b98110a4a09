import type { Clock } from "../../../async/clock.js";
import type { Step } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { msToSamples, samplesToMs } from "../../../contract/pcm.js";
import type { WindowChain } from "../../../onnx/graph/windows.js";
import { costMs, runsMs, type VoiceCosts } from "./costs.js";
import type { VoiceGraphs } from "./graphs.js";
import { marksOf } from "./marks.js";
import type { Pace } from "./pace.js";
import { Schedule } from "./schedule.js";
import { LeadingSilence, silentHead, TrailingSilence } from "./silence.js";
import type { PiperUtterance } from "./utterance.js";

export interface SpeakOptions {
  /** Silence after each sentence, ms at a speed of 1. */
  readonly sentenceSilenceMs: number;
  /** Length that a pause has where a sentence was divided, ms at a speed of 1. */
  readonly seamMs: number;
  /** Whether silence before the first sound is left out. */
  readonly trimsLeadingSilence: boolean;
  /** Most that one step may take, by what its runs are known to cost. A single run is never divided. */
  readonly stepMs: number;
}

/** What all streams of a voice have in common. */
export interface Speaker {
  readonly graphs: VoiceGraphs;
  readonly costs: VoiceCosts;
  readonly sampleRateHz: number;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly options: SpeakOptions;
  /** Streams that are being spoken now, this one included. */
  load(): number;
}

/** Collects runs into steps that stay below a time, and keeps the pace. */
class StepBudget {
  private readonly speaker: Speaker;
  private spentMs = 0;

  constructor(speaker: Speaker) {
    this.speaker = speaker;
  }

  /** Whether the step has to end before a run that was once measured to take so long. */
  isFull(predictedMs: number): boolean {
    const { pace, options } = this.speaker;
    const runMs = predictedMs * pace.factor;
    const full = this.spentMs > 0 && this.spentMs + runMs > options.stepMs;
    this.spentMs = full ? runMs : this.spentMs + runMs;
    return full;
  }

  /** Does a run and learns from it. */
  async run<T>(predictedMs: number, work: () => Promise<T>): Promise<T> {
    const { pace, clock } = this.speaker;
    const startMs = clock.nowMs();
    const result = await work();
    pace.observe(predictedMs, clock.nowMs() - startMs);
    return result;
  }

  startAnew(): void {
    this.spentMs = 0;
  }
}

/** Speaks an utterance: the text encoder layer by layer, then windows of sound, each pull a step bounded in time. */
export async function* speak(speaker: Speaker, utterance: PiperUtterance, signal: AbortSignal): AsyncGenerator<Step> {
  const { graphs, costs } = speaker;
  const budget = new StepBudget(speaker);
  const layerMs = costMs(costs.layer, utterance.ids.length);
  const durationsMs = costMs(costs.durations, utterance.ids.length);
  throwIfAborted(signal);
  const encoding = graphs.encode(utterance.spoken);
  while (encoding.layersLeft > 0) {
    if (budget.isFull(layerMs)) {
      yield {};
      throwIfAborted(signal);
    }
    await budget.run(layerMs, () => encoding.runLayer());
  }
  if (budget.isFull(durationsMs)) {
    yield {};
    throwIfAborted(signal);
  }
  const durations = await budget.run(durationsMs, () => encoding.durations());
  yield* new Stream(speaker, utterance, durations, encoding.chain(durations), budget).steps(signal);
}

/** The sound of one utterance, from durations to the last sample. */
class Stream {
  private readonly speaker: Speaker;
  private readonly utterance: PiperUtterance;
  private readonly durations: readonly number[];
  private readonly chain: WindowChain;
  private readonly budget: StepBudget;
  private readonly schedule: Schedule;
  private readonly leading: LeadingSilence;
  private readonly trailing: TrailingSilence;
  private readonly hopSamples: number;
  private held: Float32Array[] = [];
  /** When the listener has played all that was handed out, on the speaker's clock. */
  private dryAtMs: number | undefined;
  private hasBegun = false;
  private seamSamples = 0;

  constructor(
    speaker: Speaker,
    utterance: PiperUtterance,
    durations: readonly number[],
    chain: WindowChain,
    budget: StepBudget,
  ) {
    this.speaker = speaker;
    this.utterance = utterance;
    this.durations = durations;
    this.chain = chain;
    this.budget = budget;
    const { graphs, costs, sampleRateHz } = speaker;
    this.hopSamples = graphs.hopSamples;
    const frameMs = samplesToMs(graphs.hopSamples, sampleRateHz);
    this.schedule = new Schedule({
      reaches: graphs.sections,
      costs,
      frameMs,
      totalFrames: chain.totalFrames,
      stepMs: speaker.options.stepMs,
      pace: () => speaker.pace.factor,
    });
    this.dryAtMs = utterance.before?.dryAtMs;
    this.leading = new LeadingSilence(sampleRateHz);
    this.trailing = new TrailingSilence(sampleRateHz);
  }

  async *steps(signal: AbortSignal): AsyncGenerator<Step> {
    const { totalFrames } = this.chain;
    let made = 0;
    while (made < totalFrames) {
      made = this.schedule.next(this.slackMs(), this.speaker.load());
      for (const run of this.chain.plan(made)) {
        const predictedMs = runsMs(this.speaker.costs, [run]);
        if (this.budget.isFull(predictedMs)) {
          yield {};
          throwIfAborted(signal);
        }
        const samples = await this.budget.run(predictedMs, () => this.chain.run(run));
        if (samples !== undefined) this.hold(samples);
      }
      const step = this.give(made === totalFrames);
      if (step === undefined) continue;
      this.budget.startAnew();
      yield step;
      throwIfAborted(signal);
    }
  }

  /** Playing time that the listener has left, if playing began at once; undefined before anything was handed out. */
  private slackMs(): number | undefined {
    return this.dryAtMs === undefined ? undefined : this.dryAtMs - this.speaker.clock.nowMs();
  }

  /** Takes a window's samples: silence at the beginning goes, a divided sentence's pause comes to its length. */
  private hold(samples: Float32Array): void {
    const { options, sampleRateHz } = this.speaker;
    const { before, volume, speed } = this.utterance;
    this.trailing.pass(samples);
    if (!this.hasBegun && this.held.length === 0 && before !== undefined) {
      const pause = msToSamples(options.seamMs / speed, sampleRateHz);
      const there = (before.tailSamples ?? 0) + silentHead(samples, sampleRateHz);
      this.seamSamples = Math.max(0, pause - there);
      if (this.seamSamples > 0) this.held.push(new Float32Array(this.seamSamples));
    }
    const isTrimmed = options.trimsLeadingSilence && before === undefined;
    const rest = isTrimmed ? this.leading.take(samples) : samples;
    if (rest.length === 0) return;
    if (volume !== 1) for (const at of rest.keys()) rest[at] = (rest[at] ?? 0) * volume;
    this.held.push(rest);
  }

  /** A step with what is held, unless it is too early to begin. */
  private give(isLast: boolean): Step | undefined {
    const { sampleRateHz } = this.speaker;
    const madeSamples = this.held.reduce((sum, { length }) => sum + length, 0);
    if (isLast) this.end();
    else if (madeSamples === 0) return undefined;
    const isFirst = !this.hasBegun;
    const madeMs = samplesToMs(madeSamples, sampleRateHz);
    const isEarly = isFirst && !isLast && this.dryAtMs === undefined;
    if (isEarly && !this.schedule.mayBegin(madeMs, this.speaker.load())) return undefined;
    const samples = concatenated(this.held);
    this.held = [];
    this.hasBegun = true;
    const nowMs = this.speaker.clock.nowMs();
    this.dryAtMs = Math.max(nowMs, this.dryAtMs ?? nowMs) + samplesToMs(samples.length, sampleRateHz);
    if (isLast && this.utterance.after !== undefined) this.utterance.after.dryAtMs = this.dryAtMs;
    const pcm = { samples, sampleRateHz };
    return isFirst ? { pcm, ...this.plan() } : { pcm };
  }

  private end(): void {
    const { after } = this.utterance;
    const silence = this.sentenceSilence();
    if (silence > 0) this.held.push(new Float32Array(silence));
    if (after !== undefined) after.tailSamples = this.trailing.silentSamples;
  }

  private sentenceSilence(): number {
    const { after, speed } = this.utterance;
    const { options, sampleRateHz } = this.speaker;
    return after === undefined ? msToSamples(options.sentenceSilenceMs / speed, sampleRateHz) : 0;
  }

  /** Everything that is known before the first sample sounds: its length and when each word will. */
  private plan(): Pick<Step, "marks" | "totalSamples"> & object {
    const { sampleRateHz } = this.speaker;
    const frames = this.chain.totalFrames * this.hopSamples;
    const shift = this.seamSamples - this.leading.trimmedSamples;
    const marks = marksOf(
      this.utterance,
      this.durations,
      samplesToMs(this.hopSamples, sampleRateHz),
      samplesToMs(shift, sampleRateHz),
      samplesToMs(frames + shift, sampleRateHz),
    );
    return { marks, totalSamples: frames + shift + this.sentenceSilence() };
  }
}

function concatenated(pieces: readonly Float32Array[]): Float32Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const samples = new Float32Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    samples.set(piece, at);
    at += piece.length;
  }
  return samples;
}
