import type { Reach } from "../../../onnx/graph/reach.js";
import { advance, planWindow, type Progress } from "../../../onnx/graph/windows.js";
import { runsMs, type VoiceCosts } from "./costs.js";

/** Windows that are tried, in frames. */
const SIZES = [4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
/** A first window is at most this; a later one at most twice the one before. */
const LARGEST_FIRST = 64;
/** Fewer frames than this are not left over for a window of their own. */
const SMALLEST_REST = 16;
/** Predicted costs are multiplied by this: machines that serve are never as quiet as when they were measured. */
const SAFETY = 1.6;
/** The same where others share the machine and their steps are counted in full. */
const SHARED_SAFETY = 1.15;
/** What a step of another stream takes of the most it may take, on average. */
const OTHERS_STEP = 0.8;
/** Silence at the beginning, which is not played: the median of a real voice. */
const LEAD_MS = 45;
/** What a player should have left when the next window comes: networks and other processes are late at times. */
const RESERVE_MS = 30;

function safetyFor(load: number): number {
  return load > 1 ? SHARED_SAFETY : SAFETY;
}

export interface ScheduleOptions {
  readonly reaches: readonly Reach[];
  readonly costs: VoiceCosts;
  /** Playing time of a frame. */
  readonly frameMs: number;
  readonly totalFrames: number;
  /** Most that a single run of a section may take. */
  readonly stepMs: number;
  /** How much slower than measured the machine is now. */
  readonly pace: () => number;
}

/**
 * How much of a sentence is made at a time, from what it costs on this machine and how long its listener still has to play.
 *
 * The first window is the smallest whose playing time covers the making of the next one; after that windows double as far
 * as the slack allows. Where the machine is too slow to keep up at all, the first sound is held back until it can.
 */
export class Schedule {
  private readonly options: ScheduleOptions;
  private frames = 0;
  private progress: Progress;
  private window = 0;

  constructor(options: ScheduleOptions) {
    this.options = options;
    this.progress = options.reaches.map(() => 0);
  }

  /** Predicted cost of the frames from `progress` on up to `until`, alone on the machine. */
  private costMs(progress: Progress, until: number): number {
    const { reaches, costs, totalFrames, pace } = this.options;
    return runsMs(costs, planWindow(reaches, totalFrames, progress, until)) * pace();
  }

  /** How long that takes when each step waits for a step of every other stream. */
  private wallMs(progress: Progress, until: number, load: number, safety: number): number {
    const { stepMs } = this.options;
    const ownMs = this.costMs(progress, until);
    const steps = Math.max(1, Math.ceil(ownMs / stepMs));
    return ownMs * safety + steps * (load - 1) * OTHERS_STEP * stepMs;
  }

  private after(progress: Progress, until: number): Progress {
    const { reaches, totalFrames } = this.options;
    return advance(progress, planWindow(reaches, totalFrames, progress, until));
  }

  /**
   * The frame up to which the next window goes.
   * @param slackMs playing time that is left before the listener runs dry; undefined before the first sound.
   * @param load how many streams share the machine, this one included.
   */
  next(slackMs: number | undefined, load: number): number {
    this.window = slackMs === undefined ? this.first(load) : this.following(slackMs, load);
    this.frames += this.withRest(this.window, slackMs, load);
    this.progress = this.after(this.progress, this.frames);
    return this.frames;
  }

  /** A window with what would be left for too small a one, where there is time for it. */
  private withRest(size: number, slackMs: number | undefined, load: number): number {
    const { totalFrames } = this.options;
    const rest = totalFrames - this.frames;
    if (size >= rest || rest - size >= SMALLEST_REST) return Math.min(size, rest);
    const restMs = this.wallMs(this.progress, totalFrames, load, safetyFor(load));
    return slackMs === undefined || restMs <= slackMs - RESERVE_MS ? rest : size;
  }

  /** Whether sound may begin when this much of it, in ms, has been made: from then on it never stops. */
  mayBegin(madeMs: number, load: number): boolean {
    const { frameMs, totalFrames } = this.options;
    const restMs = (totalFrames - this.frames) * frameMs;
    if (restMs <= 0) return true;
    const size = this.withRest(this.following(madeMs, load), madeMs, load);
    const nextMs = this.wallMs(this.progress, this.frames + size, load, 1);
    // Where making keeps pace with playing, what was made before only has to cover the next window.
    const behindMs = nextMs * SHARED_SAFETY * (restMs / (size * frameMs)) - restMs;
    return madeMs >= nextMs + RESERVE_MS + Math.max(0, behindMs);
  }

  /** Sizes up to `most` none of whose runs is longer than a step may be. */
  private sizes(most: number): number[] {
    const { reaches, costs, totalFrames, stepMs, pace } = this.options;
    return SIZES.filter((size, at) => {
      if (at === 0) return true;
      const runs = planWindow(reaches, totalFrames, this.progress, this.frames + size);
      return size <= most && runs.every((run) => runsMs(costs, [run]) * pace() <= stepMs);
    });
  }

  private first(load: number): number {
    const { frameMs } = this.options;
    const sizes = this.sizes(LARGEST_FIRST);
    const enough = sizes.find((size) => {
      const until = this.frames + size;
      const nextMs = this.wallMs(this.after(this.progress, until), until + size, load, safetyFor(load));
      return size * frameMs - LEAD_MS >= nextMs + RESERVE_MS;
    });
    return enough ?? sizes.at(-1) ?? LARGEST_FIRST;
  }

  private following(slackMs: number, load: number): number {
    const { frameMs } = this.options;
    const sizes = this.sizes(2 * (this.window || LARGEST_FIRST));
    const costOf = (size: number): number => this.wallMs(this.progress, this.frames + size, load, safetyFor(load));
    const affordable = sizes.findLast((size) => costOf(size) <= slackMs - RESERVE_MS);
    if (affordable !== undefined) return affordable;
    // The listener is about to run dry: the smallest window that gains time while it plays.
    return sizes.find((size) => costOf(size) <= size * frameMs) ?? sizes.at(-1) ?? LARGEST_FIRST;
  }
}
