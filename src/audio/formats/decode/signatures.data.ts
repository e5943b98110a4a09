/** A container or codec that can be decoded, by the name errors use. */
export const AUDIO_KINDS = {
  wav: "WAV",
  mp3: "MP3",
  flac: "FLAC",
  opus: "Ogg Opus",
  vorbis: "Ogg Vorbis",
  oggFlac: "Ogg FLAC",
  aac: "AAC (ADTS)",
  mp4: "MP4 or M4A",
  webm: "WebM or Matroska",
  aiff: "AIFF",
  caf: "CAF",
} as const;

export type AudioKind = keyof typeof AUDIO_KINDS;

interface Signature {
  /** Bytes as text, one character a byte. */
  readonly magic: string;
  readonly at?: number;
}

/** Audio that its first bytes tell. MPEG audio, which has no such bytes, is found by its frames. */
export const AUDIO_SIGNATURES: readonly (Signature & { readonly kind: AudioKind })[] = [
  { magic: "WAVE", at: 8, kind: "wav" },
  { magic: "fLaC", kind: "flac" },
  { magic: "ftyp", at: 4, kind: "mp4" },
  { magic: "moov", at: 4, kind: "mp4" },
  { magic: "\x1a\x45\xdf\xa3", kind: "webm" },
  { magic: "AIFF", at: 8, kind: "aiff" },
  { magic: "AIFC", at: 8, kind: "aiff" },
  { magic: "caff", kind: "caf" },
];

/** Codecs by the first bytes of an Ogg stream's first packet. */
export const OGG_CODECS: readonly { readonly magic: string; readonly kind?: AudioKind; readonly name: string }[] = [
  { magic: "OpusHead", kind: "opus", name: "Ogg Opus" },
  { magic: "\x01vorbis", kind: "vorbis", name: "Ogg Vorbis" },
  { magic: "\x7fFLAC", kind: "oggFlac", name: "Ogg FLAC" },
  { magic: "Speex   ", name: "Ogg Speex" },
  { magic: "\x80theora", name: "an Ogg video" },
];

/** What people send by mistake, so that the error can say so. */
export const OTHER_SIGNATURES: readonly (Signature & { readonly name: string })[] = [
  { magic: "\x89PNG", name: "a PNG image" },
  { magic: "\xff\xd8\xff", name: "a JPEG image" },
  { magic: "GIF8", name: "a GIF image" },
  { magic: "WEBP", at: 8, name: "a WebP image" },
  { magic: "AVI ", at: 8, name: "an AVI video" },
  { magic: "%PDF", name: "a PDF document" },
  { magic: "PK\x03\x04", name: "a ZIP archive or an office document" },
  { magic: "\x1f\x8b", name: "a gzip file" },
  { magic: "7z\xbc\xaf", name: "a 7-Zip archive" },
  { magic: "\x7fELF", name: "a program" },
  { magic: "MThd", name: "a MIDI file" },
  { magic: "#!AMR", name: "AMR audio" },
  { magic: "#!SILK", name: "SILK audio" },
  { magic: "\x02#!SILK", name: "SILK audio" },
  { magic: "\x30\x26\xb2\x75", name: "Windows Media audio" },
  { magic: "FLV\x01", name: "a Flash video" },
];
