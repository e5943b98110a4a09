import { EncodedAudioPacketSource, EncodedPacket, OggOutputFormat, type Output } from "mediabunny";
import { Encoder } from "@evan/opus";
import type { AudioFormat } from "../../contract/format.js";
import { toInt16Array } from "../pcm/int16.js";
import { type MuxedTrack, encodeMuxed } from "./muxed.js";
import { checkRate } from "./rate.js";

/** Rates the Opus encoder takes, Hz. Whatever goes in, Ogg Opus counts and decoders play at 48 kHz. */
const OPUS_RATES_HZ = [8000, 12_000, 16_000, 24_000, 48_000] as const;
type OpusRate = (typeof OPUS_RATES_HZ)[number];
const GRANULE_HZ = 48_000;
const FRAME_SECONDS = 0.02;
/** `OPUS_GET_LOOKAHEAD` of opus_defines.h; the encoder answers in samples of its own rate. */
const GET_LOOKAHEAD = 4027;

function isOpusRate(rateHz: number): rateHz is OpusRate {
  return OPUS_RATES_HZ.some((rate) => rate === rateHz);
}

/** Bits per second for mono speech. */
function bitrateFor(rateHz: OpusRate): number {
  return rateHz < 24_000 ? 24_000 : 40_000;
}

/** The identification header (RFC 7845, section 5.1): mono, mapping family 0. */
function opusHead(preSkip: number, rateHz: number): Uint8Array {
  const head = new Uint8Array(19);
  const view = new DataView(head.buffer);
  head.set(new TextEncoder().encode("OpusHead"));
  view.setUint8(8, 1);
  view.setUint8(9, 1);
  view.setUint16(10, preSkip, true);
  view.setUint32(12, rateHz, true);
  return head;
}

/**
 * Cuts samples into 20 ms packets.
 *
 *   packets  |····|····|····|····|
 *   decoded  pre-skip ▏ the audio ▏ trimmed by the last page's granule position
 */
class OpusTrack implements MuxedTrack {
  private readonly encoder: Encoder;
  private readonly source = new EncodedAudioPacketSource("opus");
  private readonly rateHz: OpusRate;
  private readonly lookahead: number;
  private readonly frame: Float32Array;
  private filled = 0;
  private packets = 0;
  private samples = 0;

  constructor(output: Output, rateHz: OpusRate) {
    this.rateHz = rateHz;
    this.encoder = new Encoder({ channels: 1, sample_rate: rateHz, application: "audio" });
    this.encoder.bitrate = bitrateFor(rateHz);
    this.encoder.signal = "voice";
    this.lookahead = this.encoder.ctl(GET_LOOKAHEAD);
    this.frame = new Float32Array(rateHz * FRAME_SECONDS);
    const description = opusHead((this.lookahead * GRANULE_HZ) / rateHz, rateHz);
    // Known beforehand, so the header pages leave before any audio is there.
    const decoderConfig = { codec: "opus", numberOfChannels: 1, sampleRate: GRANULE_HZ, description };
    output.addAudioTrack(this.source, { decoderConfig });
  }

  async add(samples: Float32Array): Promise<void> {
    this.samples += samples.length;
    await this.feed(samples);
  }

  /** Feeds silence until the encoder's lookahead has come out; the surplus is trimmed by the last packet's duration. */
  async finish(): Promise<void> {
    const wanted = this.samples + this.lookahead;
    const held = this.packets * this.frame.length + this.filled;
    await this.feed(new Float32Array(wanted - held));
    if (this.filled === 0) return;
    const surplus = this.frame.length - this.filled;
    this.frame.fill(0, this.filled);
    await this.sendPacket(FRAME_SECONDS - surplus / this.rateHz);
  }

  private async feed(samples: Float32Array): Promise<void> {
    for (let at = 0; at < samples.length;) {
      const part = samples.subarray(at, at + this.frame.length - this.filled);
      this.frame.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === this.frame.length) await this.sendPacket(FRAME_SECONDS);
    }
  }

  private async sendPacket(seconds: number): Promise<void> {
    const data = this.encoder.encode(toInt16Array(this.frame)).slice();
    await this.source.add(new EncodedPacket(data, "key", this.packets * FRAME_SECONDS, seconds));
    this.packets++;
    this.filled = 0;
  }
}

/** Ogg Opus, mono, with a page each 20 ms. */
export const OPUS: AudioFormat = {
  id: "opus",
  contentType: "audio/opus",
  extension: "opus",
  rateFor(rateHz) {
    checkRate(rateHz);
    return OPUS_RATES_HZ.find((rate) => rate >= rateHz) ?? GRANULE_HZ;
  },
  encode: encodeMuxed(
    () => new OggOutputFormat({ maximumPageDuration: FRAME_SECONDS }),
    (output, rateHz) => {
      if (!isOpusRate(rateHz)) throw new RangeError(`Opus has no rate of ${rateHz} Hz; use rateFor`);
      return new OpusTrack(output, rateHz);
    },
  ),
};
