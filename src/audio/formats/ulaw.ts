import type { AudioFormat } from "../../contract/format.js";
import { toUlaw } from "../pcm/ulaw.js";
import { checkRate } from "./rate.js";
import { encodeSamplewise } from "./samplewise.js";

/** The telephone's rate, Hz. */
const TELEPHONE_HZ = 8000;

/** Raw G.711 mu-law at 8 kHz, one byte a sample: what telephone lines and their media streams carry. */
export const ULAW: AudioFormat = {
  id: "ulaw",
  contentType: "audio/basic",
  extension: "ulaw",
  rateFor(rateHz) {
    checkRate(rateHz);
    return TELEPHONE_HZ;
  },
  encode: encodeSamplewise(toUlaw),
};
