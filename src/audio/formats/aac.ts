import { AdtsOutputFormat } from "mediabunny";
import { registerAacEncoder } from "@mediabunny/aac-encoder";
import type { AudioFormat } from "../../contract/format.js";
import { encodeMuxed } from "./muxed.js";
import { nearestNumber } from "./nearest.js";
import { checkRate } from "./rate.js";
import { ThreadedTrack } from "./threaded.js";

/** Rates of MPEG-4 audio that the encoder takes, Hz. */
const AAC_RATES_HZ = [
  8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
] as const;

/** AAC-LC in ADTS frames, mono. */
export const AAC: AudioFormat = {
  id: "aac",
  contentType: "audio/aac",
  extension: "aac",
  rateFor(rateHz) {
    checkRate(rateHz);
    return nearestNumber(rateHz, AAC_RATES_HZ);
  },
  encode: encodeMuxed(
    () => new AdtsOutputFormat(),
    (output, rateHz) => {
      registerAacEncoder();
      return new ThreadedTrack(output, rateHz, { codec: "aac", bitrate: rateHz <= 24_000 ? 64_000 : 96_000 });
    },
  ),
};
