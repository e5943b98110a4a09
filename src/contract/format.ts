import type { Pcm } from "./pcm.js";

/** How audio leaves the house: one file per format in `audio/formats`. */
export interface AudioFormat {
  /** What a request calls it: `mp3`, `wav`, … */
  readonly id: string;
  /** Content type of the bytes. */
  readonly contentType: string;
  /** File name ending, no dot. */
  readonly extension: string;
  /**
   * The rate this format will really carry when `rateHz` is asked for (Opus: 48 kHz, MP3: the MPEG rates, …).
   * @throws ParlandoError `invalid_request` naming the field `sample_rate` when the rate cannot be carried.
   */
  rateFor(rateHz: number): number;
  /**
   * Pulls PCM and gives bytes as early as the format allows. All chunks must have the rate `rateFor` gave.
   * Ends with the format's own end (trailers, padding); releases the encoder on every way out.
   */
  encode(pcm: AsyncIterable<Pcm>, rateHz: number, signal: AbortSignal): AsyncIterable<Uint8Array>;
}
