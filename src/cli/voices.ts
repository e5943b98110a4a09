import { Command } from "commander";
import { SILENT_LOG } from "../contract/log.js";
import type { Voice } from "../contract/voice.js";
import { openEngines } from "../main/engines.js";
import { addSettingFlags, settingsOf } from "./options.js";

interface VoicesFlags {
  readonly lang?: string;
  readonly engine?: string;
  readonly json?: boolean;
}

export function voicesCommand(signal: AbortSignal): Command {
  const command = new Command("voices")
    .description("List the voices that can speak here.")
    .option("--lang <tag>", "only voices of a language, e.g. en or en-GB")
    .option("--engine <id>", "only voices of an engine")
    .option("--json", "as JSON")
    .action(async (flags: VoicesFlags & Record<string, unknown>) => {
      const engines = await openEngines(settingsOf(flags, { "tts.hosts": "1" }), { log: SILENT_LOG, kinds: ["tts"] });
      try {
        const voices = (await engines.speech.voices(signal)).filter((voice) => matches(voice, flags));
        process.stdout.write(flags.json === true ? `${JSON.stringify(voices, null, 2)}\n` : table(voices));
      } finally {
        await engines.close();
      }
    });
  return addSettingFlags(command, ["home", "offline"]);
}

function matches(voice: Voice, { lang, engine }: VoicesFlags): boolean {
  const wanted = lang?.toLowerCase();
  const speaks = voice.languages.map((tag) => tag.toLowerCase());
  return (
    (engine === undefined || voice.engine === engine) &&
    (wanted === undefined || speaks.some((tag) => tag === wanted || tag.startsWith(`${wanted}-`)))
  );
}

function table(voices: readonly Voice[]): string {
  const rows = voices.map(({ id, name, languages, gender, engine }) => [id, languages.join(","), gender, engine, name]);
  const all = [["ID", "LANGUAGE", "GENDER", "ENGINE", "NAME"], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
        .join("")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
