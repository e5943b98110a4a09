import { Option, type Command } from "commander";
import {
  environmentName,
  flagName,
  readSettings,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
} from "../main/settings.js";
import { SETTINGS, type Setting } from "../main/settings.data.js";

/** commander's name for a flag: `tts-hosts` → `ttsHosts`. */
function attribute(key: SettingKey): string {
  return flagName(key).replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function describe(key: SettingKey): string {
  const setting: Setting = SETTINGS[key];
  const choices = setting.type === "choice" ? ` One of ${setting.choices.join(", ")}.` : "";
  const fallback = setting.default === "" ? "" : ` Default: ${String(setting.default)}.`;
  return `${setting.help}${choices}${fallback} (${environmentName(key)})`;
}

/** Adds a flag for each of these settings. */
export function addSettingFlags(command: Command, keys: readonly SettingKey[] = SETTING_KEYS): Command {
  for (const key of keys) command.addOption(new Option(`--${flagName(key)} <value>`, describe(key)));
  return command;
}

/** Settings from the parsed flags of a command and the environment. */
export function settingsOf(
  flags: Readonly<Record<string, unknown>>,
  overrides: Partial<Record<SettingKey, string>> = {},
): Settings {
  const raw: Partial<Record<SettingKey, string>> = { ...overrides };
  for (const key of SETTING_KEYS) {
    const value = flags[attribute(key)];
    if (typeof value === "string") raw[key] = value;
  }
  return readSettings(raw, process.env);
}
