import { FlacOutputFormat } from "mediabunny";
import { registerFlacEncoder } from "@mediabunny/flac-encoder";
import type { AudioFormat } from "../../contract/format.js";
import { encodeMuxed } from "./muxed.js";
import { checkRate } from "./rate.js";
import { ThreadedTrack } from "./threaded.js";

/** Rates the encoder takes, Hz. */
const FLAC_RATES_HZ = [8000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000] as const;

/** FLAC, mono, 16 bits: lossless against the 16-bit formats. Its length is left open in the header. */
export const FLAC: AudioFormat = {
  id: "flac",
  contentType: "audio/flac",
  extension: "flac",
  rateFor(rateHz) {
    checkRate(rateHz);
    return FLAC_RATES_HZ.find((rate) => rate >= rateHz) ?? 192_000;
  },
  encode: encodeMuxed(
    () => new FlacOutputFormat({ appendOnly: true }),
    (output, rateHz) => {
      registerFlacEncoder();
      return new ThreadedTrack(output, rateHz, { codec: "flac" });
    },
  ),
};
