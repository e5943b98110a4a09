import { Command } from "commander";
import { readingOf } from "../main/reading.js";

interface NormalizeFlags {
  readonly lang?: string;
  readonly json?: boolean;
}

export function normalizeCommand(): Command {
  return new Command("normalize")
    .description("Show how a text is read: numbers, dates, units and abbreviations in words.")
    .argument("<text...>", "the text")
    .option("--lang <tag>", "its language, e.g. en or ru; absent = what it looks like")
    .option("--json", "with every rewrite and its rule")
    .action((words: string[], { lang, json }: NormalizeFlags) => {
      const { language, text, rewrites } = readingOf(words.join(" "), lang);
      const shown = json === true ? JSON.stringify({ language, text, rewrites }, null, 2) : text;
      process.stdout.write(`${shown}\n`);
    });
}
