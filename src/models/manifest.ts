import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ParlandoError } from "../contract/errors.js";
import type { ModelKind } from "./entry.js";
import { checkId, isFileName } from "./names.js";

export interface InstalledFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** What the store knows of an installed model: `manifest.json` in its folder. */
export interface Manifest {
  readonly id: string;
  readonly engine: string;
  readonly kind: ModelKind;
  readonly name?: string;
  readonly languages?: readonly string[];
  /** SPDX id, where known. */
  readonly licence?: string;
  readonly credit?: string;
  readonly files: Readonly<Record<string, InstalledFile>>;
  /** Where it came from, for people. */
  readonly source: string;
  /** ISO 8601. */
  readonly pulledAt: string;
}

export const MANIFEST = "manifest.json";

function fault(what: string): ParlandoError {
  return new ParlandoError("invalid_request", `${MANIFEST} ${what}`);
}

function text(json: Readonly<Record<string, unknown>>, key: string): string {
  const value = json[key];
  if (typeof value === "string" && value !== "") return value;
  throw fault(`has no text for "${key}".`);
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function object(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw fault(`has no object for ${what}.`);
}

function parseFiles(value: unknown): Record<string, InstalledFile> {
  const files = Object.entries(object(value, '"files"')).map(([name, facts]) => {
    const { sha256, sizeBytes } = object(facts, `the file "${name}"`);
    if (!isFileName(name)) throw fault(`names a file that may not be: "${name}".`);
    if (typeof sha256 !== "string" || !/^[0-9a-f]{64}$/.test(sha256)) throw fault(`has no SHA-256 for "${name}".`);
    if (typeof sizeBytes !== "number" || !Number.isInteger(sizeBytes)) throw fault(`has no size for "${name}".`);
    return [name, { sha256, sizeBytes }] as const;
  });
  if (files.length === 0) throw fault("names no files.");
  return Object.fromEntries(files);
}

/** @throws ParlandoError `invalid_request` naming what is wrong. */
export function parseManifest(content: string): Manifest {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (cause) {
    throw new ParlandoError("invalid_request", `${MANIFEST} is not JSON.`, { cause });
  }
  const json = object(parsed, "the model");
  const kind = text(json, "kind");
  if (kind !== "tts" && kind !== "asr") throw fault(`has the kind "${kind}"; "tts" and "asr" are known.`);
  const { name, licence, credit } = json;
  const languages = texts(json["languages"]);
  return {
    id: checkId(text(json, "id")),
    engine: text(json, "engine"),
    kind,
    ...(typeof name === "string" ? { name } : {}),
    ...(languages.length > 0 ? { languages } : {}),
    ...(typeof licence === "string" ? { licence } : {}),
    ...(typeof credit === "string" ? { credit } : {}),
    files: parseFiles(json["files"]),
    source: text(json, "source"),
    pulledAt: text(json, "pulledAt"),
  };
}

/** @throws ParlandoError `invalid_request`; the system's error where there is no manifest. */
export async function readManifest(directory: string): Promise<Manifest> {
  return parseManifest(await readFile(join(directory, MANIFEST), "utf8"));
}

export async function writeManifest(directory: string, manifest: Manifest): Promise<void> {
  await writeFile(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}
