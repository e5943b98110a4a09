import { ParlandoError } from "../../contract/errors.js";
import type { Feeds, GraphSession } from "../session.js";
import { float32Tensor, floatsOf } from "../tensor.js";
import type { Reach } from "./reach.js";

/*
 * A signal through a chain of sections, window by window, equal to one pass over the whole of it.
 *
 * Each section looks `left` and `right` positions around what it makes. It gets what the section before it made, up to
 * the true ends of the signal, where the network's own zero padding falls as in the whole pass; what it makes of the
 * context is thrown away. Every position of every section is made once: what is needed again as context is kept.
 *
 *   section 0   |------made------|====new====|..right..|
 *   section 1   |---made---|====new====|.right.|
 *   audio       |-made-|==window==|
 */

/** A stretch of one section's work, in positions of its input. */
export interface SectionRun {
  readonly section: number;
  /** What is given to the graph: new positions with their context. */
  readonly first: number;
  readonly end: number;
  /** The new positions. */
  readonly newFirst: number;
  readonly newEnd: number;
}

/** Input positions that each section has made its output for. */
export type Progress = readonly number[];

/** The runs, in order, that make the audio up to `untilFrame`; sections that are far enough already are left out. */
export function planWindow(
  reaches: readonly Reach[],
  totalFrames: number,
  progress: Progress,
  untilFrame: number,
): SectionRun[] {
  const runs: SectionRun[] = [];
  const totals = totalPositions(reaches, totalFrames);
  let needed = Math.min(untilFrame, totalFrames) * reaches.reduce((product, { rate }) => product * rate, 1);
  for (let section = reaches.length - 1; section >= 0; section--) {
    const { rate, left, right } = reaches[section] as Reach;
    const newFirst = progress[section] ?? 0;
    const newEnd = Math.ceil(needed / rate);
    if (newEnd <= newFirst) break;
    const end = Math.min(newEnd + right, totals[section] ?? 0);
    runs.unshift({ section, first: Math.max(0, newFirst - left), end, newFirst, newEnd });
    needed = end;
  }
  return runs;
}

/** Input positions of each section for the whole signal. */
function totalPositions(reaches: readonly Reach[], totalFrames: number): number[] {
  let positions = totalFrames;
  return reaches.map(({ rate }) => {
    const total = positions;
    positions *= rate;
    return total;
  });
}

/** Progress after runs. */
export function advance(progress: Progress, runs: readonly SectionRun[]): Progress {
  const next = [...progress];
  for (const { section, newEnd } of runs) next[section] = newEnd;
  return next;
}

/** A section ready to run. */
export interface OpenSection extends Reach {
  readonly session: GraphSession;
  readonly input: string;
  readonly output: string;
}

/** Frames of the first section's input, made one after the other. */
export interface FrameSource {
  readonly channels: number;
  readonly totalFrames: number;
  /** The next `frames` frames, [channels, frames]. */
  next(frames: number): Float32Array;
}

/** [channels, length], holding positions from `start` on. */
interface Stretch {
  readonly data: Float32Array;
  readonly channels: number;
  readonly start: number;
  readonly length: number;
}

function cut(stretch: Stretch, first: number, end: number): Stretch {
  const { data, channels, start, length } = stretch;
  if (first === start && end === start + length) return stretch;
  const taken = new Float32Array(channels * (end - first));
  for (let channel = 0; channel < channels; channel++) {
    const row = channel * length - start;
    taken.set(data.subarray(row + first, row + end), channel * (end - first));
  }
  return { data: taken, channels, start: first, length: end - first };
}

/** Two stretches, one after the other. */
function joined(before: Stretch | undefined, next: Stretch): Stretch {
  if (before === undefined || before.length === 0) return next;
  const length = before.length + next.length;
  const data = new Float32Array(next.channels * length);
  for (let channel = 0; channel < next.channels; channel++) {
    data.set(before.data.subarray(channel * before.length, (channel + 1) * before.length), channel * length);
    data.set(next.data.subarray(channel * next.length, (channel + 1) * next.length), channel * length + before.length);
  }
  return { data, channels: next.channels, start: before.start, length };
}

/** Extra inputs of a section's run over this many positions: masks, speakers. */
export type SectionFeeds = (section: OpenSection, positions: number) => Feeds;

/** One signal on its way through the sections. Holds their context, nothing else. */
export class WindowChain {
  private readonly sections: readonly OpenSection[];
  private readonly source: FrameSource;
  private readonly feeds: SectionFeeds;
  /** What each section may still need of its input. */
  private readonly inputs: (Stretch | undefined)[];
  private progress: Progress;
  private sourced = 0;

  constructor(sections: readonly OpenSection[], source: FrameSource, feeds: SectionFeeds) {
    this.sections = sections;
    this.source = source;
    this.feeds = feeds;
    this.inputs = sections.map(() => undefined);
    this.progress = sections.map(() => 0);
  }

  /** Channels of what enters the first section. */
  get channels(): number {
    return this.source.channels;
  }

  get totalFrames(): number {
    return this.source.totalFrames;
  }

  /** The runs that make the audio up to a frame. Give each of them to `run`, in order. */
  plan(untilFrame: number): SectionRun[] {
    return planWindow(this.sections, this.source.totalFrames, this.progress, untilFrame);
  }

  /** Runs one stretch of one section; audio where it was the last section. */
  async run(run: SectionRun): Promise<Float32Array | undefined> {
    const section = this.sections[run.section] as OpenSection;
    if (run.section === 0) this.fetch(run);
    const input = this.inputs[run.section];
    if (input === undefined) throw new ParlandoError("engine_failed", `Section ${run.section} has nothing to work on.`);
    const given = cut(input, run.first, run.end);
    const length = given.length;
    const results = await section.session.run(
      { [section.input]: float32Tensor(given.data, [1, given.channels, length]), ...this.feeds(section, length) },
      [section.output],
    );
    const data = floatsOf(results[section.output], section.output);
    const channels = data.length / (length * section.rate);
    const made = { data, channels, start: run.first * section.rate, length: length * section.rate };
    const fresh = cut(made, run.newFirst * section.rate, run.newEnd * section.rate);
    this.inputs[run.section] = cut(input, Math.max(input.start, run.newEnd - section.left), input.start + input.length);
    this.progress = advance(this.progress, [run]);
    if (run.section === this.sections.length - 1) return fresh.data;
    const next = run.section + 1;
    this.inputs[next] = joined(this.inputs[next], fresh);
    return undefined;
  }

  private fetch({ end }: SectionRun): void {
    const frames = end - this.sourced;
    if (frames <= 0) return;
    const { channels } = this.source;
    const next = { data: this.source.next(frames), channels, start: this.sourced, length: frames };
    this.inputs[0] = joined(this.inputs[0], next);
    this.sourced = end;
  }
}
