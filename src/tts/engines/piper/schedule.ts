import type { Reach } from "../../../onnx/graph/reach.js";
import { advance, planWindow, type Progress } from "../../../onnx/graph/windows.js";
import { runsMs, type VoiceCosts } from "./costs.js";

/** Windows that are tried, in frames. */
const SIZES = [4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
/** A first window is at most this; a later one at most twice the one before. */
const LARGEST_FIRST = 32;
/** Fewer frames than this are not left over for a window of their own. */
const SMALLEST_REST = 16;
/** Predicted costs are multiplied by this: machines that serve are never as quiet as when they were measured. */
const SAFETY = 1.6;
/** Silence at the beginning, which is not played: 45 ms in the median of a real voice, 60 ms at most. */
const LEAD_MS = 60;
/** What a player should have left when the next window comes: networks and other processes are late at times. */
const RESERVE_MS = 25;

export interface ScheduleOptions {
  readonly reaches: readonly Reach[];
  readonly costs: VoiceCosts;
  /** Playing time of a frame. */
  readonly frameMs: number;
  readonly totalFrames: number;
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
    const { reaches, costs, totalFrames } = this.options;
    return runsMs(costs, planWindow(reaches, totalFrames, progress, until));
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
    const { totalFrames } = this.options;
    const size = slackMs === undefined ? this.first(load) : this.following(slackMs, load);
    // A rest too small for a window of its own is made along.
    const rest = totalFrames - this.frames;
    const taken = rest - size < SMALLEST_REST ? rest : size;
    this.frames += taken;
    this.window = size;
    this.progress = this.after(this.progress, this.frames);
    return this.frames;
  }

  /** Whether sound may begin when this much of it, in ms, has been made: from then on it never stops. */
  mayBegin(madeMs: number, load: number): boolean {
    const { frameMs, totalFrames } = this.options;
    const restMs = (totalFrames - this.frames) * frameMs;
    if (restMs <= 0) return true;
    const makingMs = this.costMs(this.progress, totalFrames) * load * SAFETY;
    // Making keeps pace with playing: what was made before only has to cover the next window.
    const nextMs = this.costMs(this.progress, this.frames + (SIZES[0] ?? 0)) * load * SAFETY;
    return madeMs >= nextMs + RESERVE_MS && madeMs >= makingMs - restMs;
  }

  private first(load: number): number {
    const { frameMs } = this.options;
    const none = this.progress;
    for (const size of SIZES.filter((each) => each <= LARGEST_FIRST)) {
      const until = this.frames + size;
      const nextMs = this.costMs(this.after(none, until), until + size) * load * SAFETY;
      if (size * frameMs - LEAD_MS >= nextMs + RESERVE_MS) return size;
    }
    return LARGEST_FIRST;
  }

  private following(slackMs: number, load: number): number {
    const affordable = SIZES.filter((size) => {
      return (
        size <= 2 * (this.window || LARGEST_FIRST) &&
        this.costMs(this.progress, this.frames + size) * load * SAFETY <= slackMs - RESERVE_MS
      );
    });
    // Nothing is affordable: the smallest window that still gains time while it plays.
    return affordable.at(-1) ?? Math.min(this.window || LARGEST_FIRST, 16);
  }
}
