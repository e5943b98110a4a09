import { ParlandoError } from "../../contract/errors.js";
import type { Pcm } from "../../contract/pcm.js";

/** Rates that uncompressed and lossless formats carry here, Hz, inclusive. */
export const PLAIN_RATES = { minHz: 4000, maxHz: 192_000 } as const;

/** The rate itself, when an uncompressed format may carry it. @throws ParlandoError `invalid_request`, field `sample_rate`. */
export function plainRate(rateHz: number): number {
  checkRate(rateHz);
  return rateHz;
}

/** @throws ParlandoError `invalid_request`, field `sample_rate`, unless the rate is a whole number of Hz within `PLAIN_RATES`. */
export function checkRate(rateHz: number): void {
  if (Number.isInteger(rateHz) && rateHz >= PLAIN_RATES.minHz && rateHz <= PLAIN_RATES.maxHz) return;
  throw new ParlandoError(
    "invalid_request",
    `Sample rate ${rateHz} cannot be carried. Ask for a whole number of Hz from ${PLAIN_RATES.minHz} to ${PLAIN_RATES.maxHz}.`,
    { field: "sample_rate" },
  );
}

/** Guards an encoder against PCM that was not resampled for it. @throws ParlandoError `internal`. */
export function checkChunkRate(chunk: Pcm, rateHz: number): void {
  if (chunk.sampleRateHz === rateHz) return;
  throw new ParlandoError(
    "internal",
    `An encoder opened for ${rateHz} Hz was given audio at ${chunk.sampleRateHz} Hz. Resample to rateFor(rate) first.`,
  );
}
