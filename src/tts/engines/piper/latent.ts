import type { FrameSource } from "../../../onnx/graph/windows.js";
import type { Draws } from "./noise.js";

/** What the text encoder knows about the latent of each id, [channels, ids] each. */
export interface Prior {
  readonly means: Float32Array;
  readonly logScales: Float32Array;
  readonly channels: number;
}

/**
 * The latent of a sentence frame by frame: each id's prior for as many frames as it lasts, with noise. Noise is drawn in the
 * order of frames, so that the same seed gives the same latent whatever the windows.
 */
export class Latent implements FrameSource {
  readonly channels: number;
  readonly totalFrames: number;
  private readonly means: Float32Array;
  private readonly scales: Float32Array;
  private readonly durations: readonly number[];
  private readonly noise: Draws;
  private id = 0;
  private framesOfId = 0;

  /** @param durations frames of each id. @param noiseScale standard deviation of the noise, in units of the prior's. */
  constructor({ means, logScales, channels }: Prior, durations: readonly number[], noiseScale: number, noise: Draws) {
    this.channels = channels;
    this.means = means;
    this.scales = logScales.map((logScale) => Math.exp(logScale) * noiseScale);
    this.durations = durations;
    this.noise = noise;
    this.totalFrames = durations.reduce((sum, frames) => sum + frames, 0);
  }

  next(frames: number): Float32Array {
    const made = new Float32Array(this.channels * frames);
    const ids = this.durations.length;
    for (let frame = 0; frame < frames; frame++) {
      while (this.framesOfId >= (this.durations[this.id] ?? Infinity)) {
        this.id++;
        this.framesOfId = 0;
      }
      for (let channel = 0; channel < this.channels; channel++) {
        const at = channel * ids + this.id;
        made[channel * frames + frame] = (this.means[at] ?? 0) + this.noise.next() * (this.scales[at] ?? 0);
      }
      this.framesOfId++;
    }
    return made;
  }
}
