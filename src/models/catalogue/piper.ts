import { ParlandoError } from "../../contract/errors.js";
import type { CatalogueEntry, FileFacts } from "../entry.js";
import { isFileName } from "../names.js";

export const PIPER_REPO = "rhasspy/piper-voices";
export const PIPER_LIST = "voices.json";

/** An entry of the catalogue with what only Piper's list says. */
export interface PiperEntry extends CatalogueEntry {
  /** Older names of the voice. */
  readonly aliases: readonly string[];
  /** `x_low`, `low`, `medium` or `high`. */
  readonly quality: string;
  /** Names by number; empty for a voice of one speaker. */
  readonly speakers: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

function fault(key: string, what: string): ParlandoError {
  return new ParlandoError("invalid_request", `Piper's list of voices: "${key}" ${what}.`);
}

function object(value: unknown, key: string, what: string): Json {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Json;
  throw fault(key, `has no object "${what}"`);
}

function text(json: Json, key: string, name: string): string {
  const value = json[name];
  if (typeof value === "string" && value !== "") return value;
  throw fault(key, `has no text "${name}"`);
}

/** Paths are flattened: a voice's files have names of their own. */
function filesOf(key: string, value: unknown): { paths: Record<string, string>; facts: Record<string, FileFacts> } {
  const paths: Record<string, string> = {};
  const facts: Record<string, FileFacts> = {};
  for (const [path, about] of Object.entries(object(value, key, "files"))) {
    const name = path.split("/").at(-1) ?? "";
    const { size_bytes: sizeBytes, md5_digest: md5 } = object(about, key, path);
    if (!isFileName(path)) throw fault(key, `names a file that may not be: ${path}`);
    if (typeof sizeBytes !== "number" || typeof md5 !== "string") throw fault(key, `has no size and MD5 for ${path}`);
    paths[name] = path;
    facts[name] = { sizeBytes, md5 };
  }
  const graphs = Object.keys(paths).filter((name) => name.endsWith(".onnx"));
  if (graphs.length !== 1 || paths[`${graphs[0]}.json`] === undefined) {
    throw fault(key, "is not one .onnx with its .onnx.json");
  }
  return { paths, facts };
}

function speakersOf(key: string, json: Json): readonly string[] {
  const ids = Object.entries(object(json["speaker_id_map"] ?? {}, key, "speaker_id_map"));
  if (json["num_speakers"] !== undefined && typeof json["num_speakers"] !== "number") {
    throw fault(key, 'has no number "num_speakers"');
  }
  return ids.toSorted(([, a], [, b]) => Number(a) - Number(b)).map(([name]) => name);
}

function toEntry(key: string, value: unknown): PiperEntry {
  const json = object(value, key, "of the voice");
  const id = text(json, key, "key");
  if (id !== key) throw fault(key, `calls itself "${id}"`);
  const language = object(json["language"], key, "language");
  const quality = text(json, key, "quality");
  const { paths, facts } = filesOf(key, json["files"]);
  const aliases = Array.isArray(json["aliases"]) ? json["aliases"].filter((alias) => typeof alias === "string") : [];
  const folder = Object.values(paths)[0]?.split("/").slice(0, -1).join("/") ?? "";
  return {
    id: key,
    engine: "piper",
    kind: "tts",
    name: `${text(json, key, "name")} (Piper, ${quality})`,
    languages: [text(language, key, "code").replaceAll("_", "-")],
    // The list itself does not say.
    licence: paths["MODEL_CARD"] === undefined ? `see ${folder}` : "see MODEL_CARD",
    sources: [{ origins: [{ type: "huggingface", repo: PIPER_REPO, files: paths }], files: facts }],
    aliases,
    quality,
    speakers: speakersOf(key, json),
  };
}

/**
 * Reads Piper's published list of voices (`voices.json`): by key, each voice with its language, quality, speakers, files and
 * older names. @throws ParlandoError `invalid_request` naming the voice and what is wrong with it.
 */
export function parsePiperList(content: string): readonly PiperEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    throw new ParlandoError("invalid_request", "Piper's list of voices is not JSON.", { cause });
  }
  return Object.entries(object(json, "the list", "of voices")).map(([key, value]) => toEntry(key, value));
}
