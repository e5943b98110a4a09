import type { Pcm } from "../../../contract/pcm.js";
import { ParlandoError } from "../../../contract/errors.js";
import type { ByteReader } from "./bytes.js";
import { type RawLayout, type SampleEncoding, readFrames } from "./raw.js";

/** `wFormatTag` of the `fmt ` chunk (Microsoft's mmreg.h). */
const FORMAT_TAGS = { pcm: 1, float: 3, alaw: 6, ulaw: 7, extensible: 0xfffe } as const;
/** A `fmt ` chunk is 16, 18 or 40 bytes; anything much longer is not one. */
const MAX_FMT_BYTES = 4096;

function encodingOf(tag: number, bits: number): SampleEncoding | undefined {
  if (tag === FORMAT_TAGS.alaw) return "alaw";
  if (tag === FORMAT_TAGS.ulaw) return "ulaw";
  if (tag === FORMAT_TAGS.float) return bits === 32 ? "f32le" : bits === 64 ? "f64le" : undefined;
  if (tag !== FORMAT_TAGS.pcm) return undefined;
  return ({ 8: "u8", 16: "s16le", 24: "s24le", 32: "s32le" } as const)[bits];
}

function parseFormat(fmt: Uint8Array): RawLayout {
  if (fmt.length < 16) throw new ParlandoError("invalid_audio", "The WAV header is cut off inside its fmt chunk.");
  const view = new DataView(fmt.buffer, fmt.byteOffset, fmt.byteLength);
  const declaredTag = view.getUint16(0, true);
  const channels = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  // Containers of 20 bits are stored in 24; the frame size tells the truth.
  const bits = channels > 0 ? (view.getUint16(12, true) / channels) * 8 : 0;
  // WAVE_FORMAT_EXTENSIBLE puts the real tag at the start of a GUID, 24 bytes in.
  const tag = declaredTag === FORMAT_TAGS.extensible && fmt.length >= 26 ? view.getUint16(24, true) : declaredTag;
  const encoding = encodingOf(tag, bits);
  if (encoding === undefined) {
    throw new ParlandoError(
      "invalid_audio",
      `This WAV holds codec 0x${tag.toString(16).padStart(4, "0")} with ${bits} bits a sample. Send 8 to 32-bit PCM, float, mu-law or A-law.`,
    );
  }
  if (channels === 0 || sampleRateHz === 0 || sampleRateHz > 768_000) {
    throw new ParlandoError("invalid_audio", `This WAV declares ${channels} channels at ${sampleRateHz} Hz.`);
  }
  return { encoding, sampleRateHz, channels };
}

/**
 * A RIFF/WAVE (or RF64) file as it arrives. Chunks before `data` are passed over; a length that is zero, unknown or longer than
 * the file means "to the end", so what is there is taken.
 */
export async function* decodeWav(reader: ByteReader): AsyncGenerator<Pcm, void, undefined> {
  await reader.skip(12);
  let layout: RawLayout | undefined;
  for (;;) {
    const head = await reader.read(8);
    if (head.length < 8) {
      throw new ParlandoError("invalid_audio", "The WAV header ends before its audio: the file was cut off.");
    }
    const id = new TextDecoder("latin1").decode(head.subarray(0, 4));
    const length = new DataView(head.buffer, head.byteOffset + 4, 4).getUint32(0, true);
    if (id === "data" && layout !== undefined) {
      const isOpenEnded = length === 0 || length >= 0xffff_ff00;
      let hasAudio = false;
      for await (const pcm of readFrames(isOpenEnded ? reader.rest() : firstBytes(reader, length), layout)) {
        hasAudio = true;
        yield pcm;
      }
      if (!hasAudio) throw new ParlandoError("invalid_audio", "This WAV has a header but no samples behind it.");
      return;
    }
    const padded = length + (length % 2);
    if (id === "fmt " && length <= MAX_FMT_BYTES) layout = parseFormat(await reader.read(padded));
    else await reader.skip(padded);
  }
}

async function* firstBytes(reader: ByteReader, length: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let left = length; left > 0;) {
    const chunk = await reader.readSome(left);
    if (chunk === undefined) return;
    left -= chunk.length;
    yield chunk;
  }
}
