import { createMp3Encoder } from "wasm-media-encoders";
import type { AudioFormat } from "../../contract/format.js";
import { untilAbort } from "../pcm/pull.js";
import { nearestNumber } from "./nearest.js";
import { checkChunkRate, checkRate } from "./rate.js";

type LameEncoder = Awaited<ReturnType<typeof createMp3Encoder>>;

/** The rates of MPEG-1, 2 and 2.5 layer III, Hz. */
const MPEG_RATES_HZ = [8000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000] as const;
/** Encoders kept for the next stream; each holds about 1 MB. Making one takes 10 ms and more. */
const MAX_IDLE = 8;
/** Largest piece handed to the encoder at once, which bounds its buffers and the time of one call. */
const PIECE_SAMPLES = 4800;

const idle: LameEncoder[] = [];

async function takeEncoder(): Promise<LameEncoder> {
  return idle.pop() ?? (await createMp3Encoder());
}

function giveBackEncoder(encoder: LameEncoder): void {
  if (idle.length < MAX_IDLE) idle.push(encoder);
}

function isMpegRate(rateHz: number): rateHz is (typeof MPEG_RATES_HZ)[number] {
  return MPEG_RATES_HZ.some((rate) => rate === rateHz);
}

/** Constant bit rate for mono speech, kbit/s. */
function bitrateFor(rateHz: number): 32 | 64 | 96 {
  if (rateHz <= 12_000) return 32;
  return rateHz <= 24_000 ? 64 : 96;
}

/** MPEG layer III, mono, constant bit rate. The encoder looks ahead one frame, so bytes begin after the second 20 ms. */
export const MP3: AudioFormat = {
  id: "mp3",
  contentType: "audio/mpeg",
  extension: "mp3",
  rateFor(rateHz) {
    checkRate(rateHz);
    return nearestNumber(rateHz, MPEG_RATES_HZ);
  },
  async *encode(pcm, rateHz, signal) {
    if (!isMpegRate(rateHz)) throw new RangeError(`MP3 has no rate of ${rateHz} Hz; use rateFor`);
    const encoder = await takeEncoder();
    try {
      encoder.configure({ channels: 1, sampleRate: rateHz, outputSampleRate: rateHz, bitrate: bitrateFor(rateHz) });
      for await (const chunk of untilAbort(pcm, signal)) {
        checkChunkRate(chunk, rateHz);
        for (let at = 0; at < chunk.samples.length; at += PIECE_SAMPLES) {
          const bytes = encoder.encode([chunk.samples.subarray(at, at + PIECE_SAMPLES)]);
          // The encoder answers with a view of its own memory: copy before anything else runs.
          if (bytes.length > 0) yield bytes.slice();
        }
      }
      const tail = encoder.finalize();
      if (tail.length > 0) yield tail.slice();
    } finally {
      giveBackEncoder(encoder);
    }
  },
};
