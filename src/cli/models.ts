import { Command } from "commander";
import type { ModelStore } from "../models/index.js";
import { openStore } from "../models/index.js";
import { homeFolder, type Settings } from "../main/settings.js";
import { addSettingFlags, settingsOf } from "./options.js";
import { importModels, pullModels } from "./models/install.js";
import { listModels } from "./models/list.js";
import { exportModels, removeModels, verifyModels } from "./models/keep.js";

/** What every command under `parlando models` is given. */
export interface ModelsContext {
  readonly store: ModelStore;
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

type Flags = Readonly<Record<string, unknown>>;

function contextOf(flags: Flags, signal: AbortSignal): ModelsContext {
  const settings = settingsOf(flags);
  return { store: openStore(homeFolder(settings, process.env), { environment: process.env }), settings, signal };
}

export function modelsCommand(signal: AbortSignal): Command {
  const command = new Command("models").description("Install voices and recognisers, and keep them.");
  const add = (syntax: string, description: string): Command => {
    const one = command.command(syntax).description(description).exitOverride();
    return addSettingFlags(one, ["home", "offline"]);
  };
  add("list", "Show what is installed and what can be.")
    .option("--all", "with all voices that Piper publishes")
    .option("--installed", "only what is installed")
    .option("--lang <tag>", "only models of a language, e.g. en or en-GB")
    .option("--json", "as JSON")
    .action((flags: Flags) => listModels(contextOf(flags, signal), flags));
  add("pull <ids...>", "Fetch models; `defaults` are the default voices of English and Russian.")
    .option("--force", "fetch again what is installed")
    .action((ids: string[], flags: Flags) => pullModels(contextOf(flags, signal), ids, flags));
  add("import <paths...>", "Install an .onnx file with its .onnx.json, a model's folder, or a bundle (.tar).")
    .option("--id <id>", "another id than the file's or folder's name")
    .action((paths: string[], flags: Flags) => importModels(contextOf(flags, signal), paths, flags));
  add("export <ids...>", "Write installed models into one file, for machines without a network.")
    .requiredOption("-o, --out <path>", "the bundle to write (.tar)")
    .action((ids: string[], flags: Flags) => exportModels(contextOf(flags, signal), ids, flags));
  add("verify [ids...]", "Compare installed files with their digests; all models when none is named.").action(
    (ids: string[], flags: Flags) => verifyModels(contextOf(flags, signal), ids),
  );
  add("rm <ids...>", "Remove installed models.").action((ids: string[], flags: Flags) =>
    removeModels(contextOf(flags, signal), ids),
  );
  return command;
}
