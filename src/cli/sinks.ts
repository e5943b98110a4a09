import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ParlandoError } from "../contract/errors.js";

/** Where audio goes. Takes bytes no faster than they are written. */
export type Sink = (bytes: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<void>;

/** Writes a file; one that could not be finished is removed. */
export function fileSink(path: string): Sink {
  return async (bytes, signal) => {
    const file = createWriteStream(path);
    try {
      await pipeline(Readable.from(bytes), file, { signal });
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    }
  };
}

export const stdoutSink: Sink = async (bytes, signal) => {
  await pipeline(Readable.from(bytes), process.stdout, { signal, end: false });
};

/** Programs that play raw 16-bit mono PCM from their standard input, in the order they are tried. */
function players(rateHz: number): readonly (readonly [string, readonly string[]])[] {
  const rate = String(rateHz);
  return [
    ["pacat", ["--raw", `--rate=${rate}`, "--format=s16le", "--channels=1", "--latency-msec=50"]],
    ["aplay", ["-q", "-t", "raw", "-r", rate, "-f", "S16_LE", "-c", "1", "-"]],
    ["play", ["-q", "-t", "raw", "-r", rate, "-e", "signed", "-b", "16", "-c", "1", "-"]],
    ["ffplay", ["-nodisp", "-autoexit", "-loglevel", "error", "-f", "s16le", "-ar", rate, "-ac", "1", "-i", "-"]],
  ];
}

/** Plays raw PCM with the first player that is installed. */
export function playerSink(rateHz: number): Sink {
  return async (bytes, signal) => {
    for (const [program, args] of players(rateHz)) {
      const player = spawn(program, args, { stdio: ["pipe", "ignore", "inherit"] });
      if (!(await started(player))) continue;
      const ended = new Promise<number | null>((resolve) => player.once("exit", resolve));
      try {
        await pipeline(Readable.from(bytes), player.stdin, { signal });
      } finally {
        if (signal.aborted) player.kill();
      }
      const status = await ended;
      if (status !== 0)
        throw new ParlandoError("internal", `The player ${program} ended with status ${String(status)}.`);
      return;
    }
    const names = players(rateHz).map(([program]) => program);
    throw new ParlandoError(
      "not_found",
      `No audio player found (tried ${names.join(", ")}). Install one, or write a file with --out speech.wav.`,
    );
  };
}

async function started(player: ReturnType<typeof spawn>): Promise<boolean> {
  return new Promise((resolve) => {
    player.once("spawn", () => resolve(true));
    player.once("error", () => resolve(false));
  });
}
