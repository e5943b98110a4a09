import { createReadStream } from "node:fs";
import { Command, Option } from "commander";
import { formatById, FORMATS } from "../audio/formats/index.js";
import { collect, streamOf } from "../async/iterate.js";
import { ParlandoError } from "../contract/errors.js";
import { MANNER_RANGES, type Manner } from "../contract/manner.js";
import type { SpeakRequest, TextPiece } from "../contract/speech.js";
import { SILENT_LOG } from "../contract/log.js";
import { openEngines, type Engines } from "../main/engines.js";
import { numberBetween } from "./numbers.js";
import { addSettingFlags, settingsOf } from "./options.js";
import { soundOf, type SayReport } from "./sound.js";
import { fileSink, playerSink, stdoutSink, type Sink } from "./sinks.js";

interface SayFlags {
  readonly file?: string;
  readonly out?: string;
  readonly raw?: boolean;
  readonly format?: string;
  readonly voice: string;
  readonly lang?: string;
  readonly speed: number;
  readonly pitch: number;
  readonly volume: number;
  readonly seed?: number;
  readonly rate: number;
  readonly chunkMs?: number;
  readonly dryRun?: boolean;
  readonly bench?: boolean;
}

/** Rate of raw output and of the player: what OpenAI's clients and `aplay -r 24000` expect. */
const RAW_RATE_HZ = 24_000;

export function sayCommand(signal: AbortSignal): Command {
  const { speed, pitch, volume, seed } = MANNER_RANGES;
  const command = new Command("say")
    .description("Speak a text: to the loudspeaker, to a file, or as audio on stdout.")
    .argument("[text...]", "what to say; absent or - = standard input")
    .option("-f, --file <path>", "read the text from a file")
    .option(
      "-o, --out <path>",
      `write a file; its ending is the format (${FORMATS.map(({ extension }) => extension).join(", ")})`,
    )
    .option("--raw", "raw 16-bit little-endian mono PCM on stdout")
    .option("--format <id>", "format of the output, where the ending does not say it")
    .option("--voice <id>", "a voice or a language (see `parlando voices`)", "default")
    .option("--lang <tag>", "language of the text, e.g. en or ru; chooses a voice when --voice is not given")
    .option("--speed <factor>", "speaking rate", numberBetween(speed.min, speed.max), 1)
    .option("--pitch <factor>", "pitch", numberBetween(pitch.min, pitch.max), 1)
    .option("--volume <factor>", "loudness", numberBetween(volume.min, volume.max), 1)
    .option("--seed <number>", "fixes the output of voices that sample", numberBetween(seed.min, seed.max, "integer"))
    .option("--rate <hz>", "sample rate", numberBetween(8000, 48_000, "integer"), RAW_RATE_HZ)
    .option("--chunk-ms <ms>", "length of the chunks that are written", numberBetween(10, 1000))
    .addOption(new Option("--device <name>", "where models run").choices(["cpu"]).default("cpu"))
    .option("--dry-run", "show what would be spoken, sentence by sentence, and make no sound")
    .option("--bench", "report time to first audio and real-time factor on stderr")
    .action(async (words: string[], flags: SayFlags & Record<string, unknown>) => {
      if (words.length > 0 && flags.file !== undefined) {
        throw new ParlandoError("invalid_request", "Give the text either as an argument or with --file, not both.");
      }
      const engines = await openEngines(settingsOf(flags, { "tts.hosts": "1" }), { log: SILENT_LOG, kinds: ["tts"] });
      try {
        await say(engines, textOf(words, flags), flags, signal);
      } finally {
        await engines.close();
      }
    });
  return addSettingFlags(command, ["home", "offline"]);
}

async function say(engines: Engines, text: AsyncIterable<string>, flags: SayFlags, signal: AbortSignal): Promise<void> {
  if (flags.dryRun === true) return dryRun(engines, text, flags, signal);
  const manner: Manner = {
    speed: flags.speed,
    pitch: flags.pitch,
    volume: flags.volume,
    ...(flags.seed === undefined ? {} : { seed: flags.seed }),
  };
  const request: SpeakRequest = {
    text,
    voice: flags.voice === "default" && flags.lang !== undefined ? flags.lang : flags.voice,
    ...(flags.lang === undefined ? {} : { language: flags.lang }),
    manner,
    priority: "normal",
    requestId: "say",
  };
  const { sink, format } = chooseSink(flags);
  const report: SayReport = { startedMs: performance.now() };
  await sink(
    soundOf(engines.speech, request, { format, rateHz: flags.rate, chunkMs: flags.chunkMs, report }, signal),
    signal,
  );
  if (flags.bench === true) process.stderr.write(`${benchLine(report)}\n`);
}

function chooseSink(flags: SayFlags): { sink: Sink; format: ReturnType<typeof formatById> } {
  if (flags.out !== undefined) {
    const ending = flags.out.split(".").pop() ?? "";
    const format = FORMATS.find(({ extension }) => extension === ending.toLowerCase());
    return { sink: fileSink(flags.out), format: format ?? formatById(flags.format ?? ending, "--out") };
  }
  if (flags.raw === true) return { sink: stdoutSink, format: formatById("pcm", "--raw") };
  if (!process.stdout.isTTY || flags.format !== undefined) {
    return { sink: stdoutSink, format: formatById(flags.format ?? "wav", "--format") };
  }
  return { sink: playerSink(flags.rate), format: formatById("pcm", "--raw") };
}

/** The text of the command line, else of the file, else of standard input as it arrives. */
async function* textOf(words: readonly string[], { file }: SayFlags): AsyncGenerator<string, void, undefined> {
  const wantsStdin =
    file === "-" || (file === undefined && (words.length === 0 || (words.length === 1 && words[0] === "-")));
  if (!wantsStdin && file === undefined) {
    yield words.join(" ");
    return;
  }
  const bytes = wantsStdin ? process.stdin : createReadStream(file as string);
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk as Buffer, { stream: true });
}

async function dryRun(
  engines: Engines,
  text: AsyncIterable<string>,
  { lang }: SayFlags,
  signal: AbortSignal,
): Promise<void> {
  const pieces: TextPiece[] = await collect(text);
  for await (const { start, end, text: sentence } of engines.segment(streamOf(pieces), lang ?? "en", signal)) {
    process.stdout.write(`${start}-${end}\t${sentence.trim()}\n`);
  }
}

function benchLine({
  startedMs,
  firstAudioMs = Number.NaN,
  endedMs = Number.NaN,
  audioMs = 0,
  voice = "?",
}: SayReport): string {
  const factor = (endedMs - startedMs) / audioMs;
  return `voice ${voice}: first audio after ${(firstAudioMs - startedMs).toFixed(1)} ms, ${(audioMs / 1000).toFixed(2)} s of audio, real-time factor ${factor.toFixed(4)}`;
}
