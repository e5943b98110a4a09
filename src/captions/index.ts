import type { TranscriptSegment } from "../contract/listening.js";

/** Splits ms into hours, minutes, seconds and ms; negative times count as 0. */
function clockParts(ms: number): { readonly clock: string; readonly fraction: string } {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number): string => String(value).padStart(2, "0");
  const seconds = Math.floor(whole / 1000);
  return {
    clock: `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`,
    fraction: String(whole % 1000).padStart(3, "0"),
  };
}

function timeLine({ startMs, endMs }: TranscriptSegment, mark: "," | "."): string {
  const stamp = (ms: number): string => {
    const { clock, fraction } = clockParts(ms);
    return `${clock}${mark}${fraction}`;
  };
  return `${stamp(startMs)} --> ${stamp(endMs)}`;
}

/** A blank line ends a cue in both formats, so a caption's own line breaks become spaces. */
function oneLine(text: string): string {
  return text.trim().replaceAll(/\s*\n\s*/g, " ");
}

/** One SubRip cue; cues are numbered from 1. */
export function srtCue(segment: TranscriptSegment, number: number): string {
  return `${number}\n${timeLine(segment, ",")}\n${oneLine(segment.text)}\n\n`;
}

export const VTT_HEADER = "WEBVTT\n\n";

/** One WebVTT cue. `&`, `<` and `>` are escaped as the format demands; that also keeps `-->` out of the text. */
export function vttCue(segment: TranscriptSegment): string {
  const text = oneLine(segment.text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `${timeLine(segment, ".")}\n${text}\n\n`;
}

/** A whole SubRip file. */
export function toSrt(segments: readonly TranscriptSegment[]): string {
  return segments.map((segment, index) => srtCue(segment, index + 1)).join("");
}

/** A whole WebVTT file. */
export function toVtt(segments: readonly TranscriptSegment[]): string {
  return VTT_HEADER + segments.map(vttCue).join("");
}
