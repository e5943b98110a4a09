import { AudioSample, AudioSampleSource, type AudioEncodingConfig, type Output } from "mediabunny";
import { toInt16Array } from "../pcm/int16.js";
import type { MuxedTrack } from "./muxed.js";

/** A track whose encoder runs in a thread of its own, started with the first sample and ended with the output. */
export class ThreadedTrack implements MuxedTrack {
  private readonly source: AudioSampleSource;
  private readonly sampleRate: number;
  private samples = 0;

  constructor(output: Output, rateHz: number, encoding: AudioEncodingConfig) {
    this.sampleRate = rateHz;
    this.source = new AudioSampleSource(encoding);
    output.addAudioTrack(this.source);
  }

  async add(samples: Float32Array): Promise<void> {
    const data = toInt16Array(samples);
    const timestamp = this.samples / this.sampleRate;
    const sample = new AudioSample({
      data,
      format: "s16",
      numberOfChannels: 1,
      sampleRate: this.sampleRate,
      timestamp,
    });
    this.samples += samples.length;
    try {
      await this.source.add(sample);
    } finally {
      sample.close();
    }
  }

  /** A container without a single frame is no file: an empty stream gets one sample of silence. */
  async finish(): Promise<void> {
    if (this.samples === 0) await this.add(new Float32Array(1));
  }
}
