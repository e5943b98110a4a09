import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Why tests against ffmpeg cannot run here; false when they can. Goes into a test's `skip`. */
export const NO_FFMPEG: string | false =
  spawnSync("ffmpeg", ["-version"]).status === 0 ? false : "ffmpeg is not installed";

/** Runs ffmpeg with bytes on its standard input and gives what it writes to its standard output. */
export function ffmpeg(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Uint8Array {
  const run = spawnSync("ffmpeg", ["-v", "error", "-y", ...args], { input, maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`ffmpeg ${args.join(" ")}: ${run.stderr.toString()}`);
  return run.stdout;
}

/** An outside decoder's opinion of some bytes: mono samples at a rate. @param inputArgs options that name a raw input. */
export function decodeWithFfmpeg(
  bytes: Uint8Array,
  sampleRateHz: number,
  inputArgs: readonly string[] = [],
): Float32Array {
  const args = [...inputArgs, "-i", "pipe:0", "-ac", "1", "-ar", `${sampleRateHz}`, "-f", "f32le", "pipe:1"];
  const raw = ffmpeg(args, bytes);
  return new Float32Array(raw.slice().buffer);
}

/** A file as ffmpeg leaves it on a disk, where it can go back and fill in lengths. */
export function ffmpegFile(args: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "parlando-audio-"));
  try {
    ffmpeg([...args, join(folder, "file")]);
    return new Uint8Array(readFileSync(join(folder, "file")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
