import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Command, Option } from "commander";
import { decodeAudio } from "../audio/formats/decode/index.js";
import { srtCue, VTT_HEADER, vttCue } from "../captions/index.js";
import { ParlandoError, toParlandoError } from "../contract/errors.js";
import type { ListenOptions, TranscriptEvent, TranscriptSegment } from "../contract/listening.js";
import { SILENT_LOG } from "../contract/log.js";
import { openEngines, type Engines } from "../main/engines.js";
import { addSettingFlags, settingsOf } from "./options.js";
import { openProgress } from "./progress.js";

interface TranscribeFlags {
  readonly format: TranscriptFormat;
  readonly model?: string;
  readonly language?: string;
}

const TRANSCRIPT_FORMATS = ["text", "json", "srt", "vtt"] as const;
type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

export function transcribeCommand(signal: AbortSignal): Command {
  const command = new Command("transcribe")
    .description("Turn speech into text, on stdout, as it is recognised.")
    .argument("<files...>", "audio or video files; - = standard input")
    .addOption(new Option("--format <id>", "what to write").choices(TRANSCRIPT_FORMATS).default("text"))
    .option("--model <id>", "recogniser; absent = the best one installed")
    .option("--language <tag>", "language of the speech, e.g. en; absent = the model decides")
    .action(async (files: string[], flags: TranscribeFlags & Record<string, unknown>) => {
      const engines = await openEngines(settingsOf(flags), { log: SILENT_LOG, kinds: ["asr"] });
      try {
        for (const file of files) await transcribeFile(engines, file, flags, signal);
      } finally {
        await engines.close();
      }
    });
  return addSettingFlags(command, ["home", "offline"]);
}

async function transcribeFile(
  engines: Engines,
  file: string,
  flags: TranscribeFlags,
  signal: AbortSignal,
): Promise<void> {
  const totalBytes = file === "-" ? 0 : await sizeOf(file);
  const progress = openProgress(file, totalBytes, "bytes");
  let readBytes = 0;
  async function* bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of file === "-" ? process.stdin : createReadStream(file)) {
      readBytes += (chunk as Buffer).length;
      progress.update(readBytes);
      yield chunk as Buffer;
    }
  }
  const options: ListenOptions = {
    ...(flags.model === undefined ? {} : { model: flags.model }),
    ...(flags.language === undefined ? {} : { language: flags.language }),
    task: "transcribe",
    temperature: 0,
    words: false,
    requestId: "transcribe",
  };
  try {
    const audio = decodeAudio(bytes(), signal);
    await write(engines.listening.transcribe(audio, options, signal), flags.format);
  } catch (error) {
    const { code, message } = toParlandoError(error);
    throw new ParlandoError(code, `${file}: ${message}`, { cause: error });
  } finally {
    progress.stop();
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    throw new ParlandoError(
      "not_found",
      `${file}: cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      { cause: error },
    );
  }
}

async function write(events: AsyncIterable<TranscriptEvent>, format: TranscriptFormat): Promise<void> {
  const segments: TranscriptSegment[] = [];
  if (format === "vtt") process.stdout.write(VTT_HEADER);
  for await (const event of events) {
    if (event.type === "segment") {
      segments.push(event.segment);
      process.stdout.write(segmentText(event.segment, segments.length, format));
    }
    if (event.type === "end" && format === "json") {
      const { text, language, durationMs } = event;
      process.stdout.write(`${JSON.stringify({ text, language, durationMs, segments }, null, 2)}\n`);
    }
  }
}

function segmentText(segment: TranscriptSegment, number: number, format: TranscriptFormat): string {
  switch (format) {
    case "text":
      return `${segment.text.trim()}\n`;
    case "srt":
      return srtCue(segment, number);
    case "vtt":
      return vttCue(segment);
    case "json":
      return "";
  }
}
