import { availableParallelism, homedir, platform } from "node:os";
import { join } from "node:path";
import { ParlandoError } from "../contract/errors.js";
import { SETTINGS, type Setting } from "./settings.data.js";

type Table = typeof SETTINGS;
export type SettingKey = keyof Table;
type ValueOf<S> = S extends { type: "integer" } ? number : S extends { type: "boolean" } ? boolean : string;

/** Checked values of every setting. */
export type Settings = { readonly [K in SettingKey]: ValueOf<Table[K]> };

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

/** `server.port` → `port`, `tts.hosts` → `tts-hosts`: the flag's name without dashes in front. */
export function flagName(key: SettingKey): string {
  return key.replace(/^server\./, "").replaceAll(/[._]/g, "-");
}

export function environmentName(key: SettingKey): string {
  return `PARLANDO_${flagName(key).replaceAll("-", "_").toUpperCase()}`;
}

/** Where a raw value came from, as error messages name it. */
interface Raw {
  readonly source: string;
  readonly value: string;
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  yes: true,
  on: true,
  "0": false,
  false: false,
  no: false,
  off: false,
};

function wrong(raw: Raw, key: SettingKey, allowed: string): ParlandoError {
  return new ParlandoError("invalid_request", `${raw.source} (setting ${key}): "${raw.value}" is not ${allowed}.`, {
    field: key,
  });
}

function parse(key: SettingKey, raw: Raw): string | number | boolean {
  const setting: Setting = SETTINGS[key];
  const text = raw.value.trim();
  switch (setting.type) {
    case "integer": {
      const number = Number(text);
      const inRange = Number.isInteger(number) && number >= setting.min && number <= setting.max;
      if (text === "" || !inRange) throw wrong(raw, key, `a whole number from ${setting.min} to ${setting.max}`);
      return number;
    }
    case "boolean": {
      const value = BOOLEANS[text.toLowerCase()];
      if (value === undefined) throw wrong(raw, key, "one of 1, true, yes, on, 0, false, no, off");
      return value;
    }
    case "choice":
      if (!setting.choices.includes(text)) throw wrong(raw, key, `one of ${setting.choices.join(", ")}`);
      return text;
    case "string":
      return text;
  }
}

/**
 * Settings from flags, else the environment, else defaults.
 * @param flags raw values by setting key.
 * @throws ParlandoError `invalid_request` naming the flag or variable, the value and what is allowed.
 */
export function readSettings(
  flags: Readonly<Partial<Record<SettingKey, string>>>,
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const values = SETTING_KEYS.map((key) => {
    const flag = flags[key];
    const variable = environment[environmentName(key)];
    if (flag !== undefined) return [key, parse(key, { source: `--${flagName(key)}`, value: flag })];
    if (variable !== undefined && variable !== "") {
      return [key, parse(key, { source: environmentName(key), value: variable })];
    }
    return [key, SETTINGS[key].default];
  });
  return Object.fromEntries(values) as Settings;
}

/** Number of speech hosts: the setting, or one for each core. */
export function ttsHostCount(settings: Settings): number {
  return settings["tts.hosts"] === 0 ? availableParallelism() : settings["tts.hosts"];
}

/** The folder that holds Parlando's state: the setting, or the platform's data folder. */
export function homeFolder(settings: Settings, environment: Readonly<Record<string, string | undefined>>): string {
  if (settings.home !== "") return settings.home;
  if (platform() === "win32") return join(environment["LOCALAPPDATA"] ?? join(homedir(), "AppData/Local"), "parlando");
  if (platform() === "darwin") return join(homedir(), "Library/Application Support/parlando");
  return join(environment["XDG_DATA_HOME"] ?? join(homedir(), ".local/share"), "parlando");
}
