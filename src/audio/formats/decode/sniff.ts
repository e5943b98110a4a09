import { AUDIO_SIGNATURES, type AudioKind, OGG_CODECS, OTHER_SIGNATURES } from "./signatures.data.js";

/** What the first bytes are: audio of a kind, or something else with words for it. */
export type Sniffed = { readonly kind: AudioKind } | { readonly kind?: never; readonly description: string };

/** How many bytes to look at, one length after the other, until there is a verdict: a live stream must not wait for many. */
export const SNIFF_LENGTHS = [64, 2048, 8192] as const;

/**
 * Tells audio by the first bytes of a file, whatever its name or content type claims.
 * @param isLast whether this is all there will be to look at; without it, undecided bytes give undefined.
 */
export function sniff(head: Uint8Array, isLast: boolean): Sniffed | undefined {
  const starts = (magic: string, at = 0): boolean => {
    if (at + magic.length > head.length) return false;
    for (let i = 0; i < magic.length; i++) if (head[at + i] !== magic.charCodeAt(i)) return false;
    return true;
  };
  const audio = AUDIO_SIGNATURES.find(({ magic, at }) => starts(magic, at));
  if (audio !== undefined) return { kind: audio.kind };
  if (starts("OggS")) {
    // The page header is 27 bytes and one for each segment; the codec's own header follows.
    const packet = 27 + (head[26] ?? 0);
    const codec = OGG_CODECS.find(({ magic }) => starts(magic, packet));
    return codec?.kind === undefined ? { description: codec?.name ?? "Ogg of an unknown codec" } : { kind: codec.kind };
  }
  const other = OTHER_SIGNATURES.find(({ magic, at }) => starts(magic, at));
  if (other !== undefined) return { description: other.name };
  const mpeg = sniffMpeg(head, isLast);
  if (mpeg !== undefined || !isLast) return mpeg;
  return { description: describeText(head) ?? "no audio format known here" };
}

/** Length of the ID3v2 tag in front of MPEG audio, bytes; 0 when there is none. Tags with pictures are megabytes long. */
export function id3Length(head: Uint8Array): number {
  if (head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return 0;
  const size = head.subarray(6, 10).reduce((total, byte) => (total << 7) | (byte & 0x7f), 0);
  const hasFooter = (head[5]! & 0x10) !== 0;
  return 10 + size + (hasFooter ? 10 : 0);
}

/** kbit/s of layer III by the header's index: MPEG-1, then MPEG-2 and 2.5. */
const LAYER3_KBITS = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const MPEG1_RATES_HZ = [44_100, 48_000, 32_000] as const;

/** Length of the frame that begins here, bytes; undefined when none does. */
function layer3FrameLength(bytes: Uint8Array, at: number): number | undefined {
  const [sync, kind, coding] = bytes.subarray(at, at + 3);
  if (sync !== 0xff || kind === undefined || coding === undefined || (kind & 0xe6) !== 0xe2) return undefined;
  const version = (kind >> 3) & 3;
  const kbits = LAYER3_KBITS[version === 3 ? 0 : 1][coding >> 4];
  const baseHz = MPEG1_RATES_HZ[(coding >> 2) & 3];
  if (version === 1 || kbits === undefined || kbits === 0 || baseHz === undefined) return undefined;
  const rateHz = version === 3 ? baseHz : version === 2 ? baseHz / 2 : baseHz / 4;
  return Math.floor(((version === 3 ? 144 : 72) * kbits * 1000) / rateHz) + ((coding >> 1) & 1);
}

function adtsFrameLength(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xf6) !== 0xf0 || at + 6 > bytes.length) return undefined;
  const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  return length < 8 ? undefined : length;
}

/** Looks for a frame that another of its kind follows. One alone at the very start will do when the file is that short. */
function sniffMpeg(head: Uint8Array, isLast: boolean): Sniffed | undefined {
  for (const [kind, lengthAt] of [
    ["aac", adtsFrameLength],
    ["mp3", layer3FrameLength],
  ] as const) {
    for (let at = 0; at < head.length - 4; at++) {
      const length = lengthAt(head, at);
      if (length === undefined) continue;
      const isFollowed = lengthAt(head, at + length) !== undefined;
      const isAlone = isLast && at === 0 && at + length >= head.length - 2;
      if (isFollowed || isAlone) return { kind };
    }
  }
  return undefined;
}

/** Words for bytes that are text; undefined when they are not. */
function describeText(head: Uint8Array): string | undefined {
  const sample = head.subarray(0, 512);
  const isText = sample.every((byte) => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
  if (!isText) return undefined;
  const text = new TextDecoder().decode(sample).trimStart().toLowerCase();
  if (text.startsWith("<!doctype html") || text.startsWith("<html")) return "an HTML page";
  if (text.startsWith("<")) return "XML or HTML";
  if (text.startsWith("{") || text.startsWith("[")) return "JSON";
  if (text.startsWith("data:") || /^[a-z0-9+/=\s]{64,}$/.test(text)) return "base64 text: decode it first";
  return "plain text";
}
