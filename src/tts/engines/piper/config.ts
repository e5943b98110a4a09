import { ParlandoError } from "../../../contract/errors.js";

/** How a voice turns text into phonemes. */
export type PhonemeType = "espeak" | "text";

/** What a voice's `.onnx.json` says, as far as it is used. */
export interface PiperConfig {
  readonly sampleRateHz: number;
  /** `x_low`, `low`, `medium` or `high`; empty where the file does not say. */
  readonly quality: string;
  readonly phonemeType: PhonemeType;
  /** espeak's name of the language. */
  readonly espeakVoice: string;
  /** BCP-47 tag. */
  readonly language: string;
  readonly dataset: string;
  readonly inference: {
    /** Variance of the sound, >= 0. */
    readonly noiseScale: number;
    /** Length of the phonemes, > 0; 1 = as trained. */
    readonly lengthScale: number;
    /** Variance of the durations, >= 0. */
    readonly noiseW: number;
  };
  /** Phonemes that are replaced by others before they become ids. */
  readonly phonemeMap: ReadonlyMap<string, readonly string[]>;
  readonly phonemeIds: ReadonlyMap<string, readonly number[]>;
  /** Ids are below this. */
  readonly symbols: number;
  /** At least 1. */
  readonly speakers: number;
  readonly speakerIds: ReadonlyMap<string, number>;
}

type Json = Readonly<Record<string, unknown>>;

/** Names the file and the key in every complaint. */
class Reader {
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  error(what: string): ParlandoError {
    return new ParlandoError("engine_failed", `${this.name} ${what}`);
  }

  object(value: unknown, key: string): Json {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      throw this.error(`has no object "${key}".`);
    return value as Json;
  }

  /** An object, or an empty one where the key is left out. */
  optional(value: unknown, key: string): Json {
    return value === undefined || value === null ? {} : this.object(value, key);
  }

  number(value: unknown, key: string, min: number, fallback?: number): number {
    const number = value === undefined ? fallback : value;
    if (typeof number !== "number" || !Number.isFinite(number) || number < min) {
      throw this.error(`has ${JSON.stringify(value) ?? "nothing"} for "${key}", a number >= ${min} is wanted.`);
    }
    return number;
  }

  whole(value: unknown, key: string, min: number, fallback?: number): number {
    const number = this.number(value, key, min, fallback);
    if (!Number.isInteger(number)) throw this.error(`has ${number} for "${key}", a whole number is wanted.`);
    return number;
  }

  text(value: unknown): string {
    return typeof value === "string" ? value : "";
  }

  idMap(value: unknown): Map<string, readonly number[]> {
    const entries = Object.entries(this.object(value, "phoneme_id_map"));
    return new Map(
      entries.map(([phoneme, ids]) => {
        const list = Array.isArray(ids) ? ids : [ids];
        return [phoneme, list.map((id) => this.whole(id, `phoneme_id_map.${phoneme}`, 0))];
      }),
    );
  }

  phonemeMap(value: unknown): Map<string, readonly string[]> {
    const entries = Object.entries(this.optional(value, "phoneme_map"));
    return new Map(
      entries.map(([phoneme, others]) => {
        const list: unknown[] = Array.isArray(others) ? others : [others];
        if (!list.every((each) => typeof each === "string")) {
          throw this.error(`maps the phoneme "${phoneme}" to something that is no phoneme.`);
        }
        return [phoneme, list];
      }),
    );
  }
}

/** Marks that every voice has: beginning, end, and what stands between phonemes. */
export const SENTENCE_START = "^";
export const SENTENCE_END = "$";
export const PAD = "_";

function phonemeTypeOf(read: Reader, json: Json): PhonemeType {
  const type = read.text(json["phoneme_type"]) || "espeak";
  if (type === "espeak" || type === "text") return type;
  throw read.error(`wants phonemes of the type "${type}"; "espeak" and "text" are supported. Choose another voice.`);
}

/** `en_US` or espeak's own name as a BCP-47 tag; `und` where it is none. */
function languageOf(read: Reader, json: Json, espeakVoice: string): string {
  const code = read.text(read.optional(json["language"], "language")["code"]) || espeakVoice;
  try {
    return Intl.getCanonicalLocales(code.replaceAll("_", "-"))[0] ?? "und";
  } catch {
    return "und";
  }
}

/**
 * @param text content of a voice's `.onnx.json`. @param name what to call it in errors.
 * @throws ParlandoError `engine_failed` naming the key at fault.
 */
export function parseConfig(text: string, name: string): PiperConfig {
  const read = new Reader(name);
  let json: Json;
  try {
    json = read.object(JSON.parse(text), "of settings");
  } catch (cause) {
    if (cause instanceof ParlandoError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ParlandoError("engine_failed", `${name} is not JSON: ${detail}`, { cause });
  }
  const phonemeType = phonemeTypeOf(read, json);
  const audio = read.object(json["audio"], "audio");
  const inference = read.optional(json["inference"], "inference");
  const espeakVoice = read.text(read.optional(json["espeak"], "espeak")["voice"]);
  if (phonemeType === "espeak" && espeakVoice === "") throw read.error('names no "espeak.voice".');
  const phonemeIds = read.idMap(json["phoneme_id_map"]);
  const lacking = [SENTENCE_START, SENTENCE_END, PAD].filter((mark) => !phonemeIds.has(mark));
  if (lacking.length > 0) throw read.error(`has no ids for ${lacking.join(" ")} in "phoneme_id_map".`);
  const symbols = read.whole(json["num_symbols"], "num_symbols", 1, 1 + Math.max(...[...phonemeIds.values()].flat()));
  const beyond = [...phonemeIds].find(([, ids]) => ids.some((id) => id >= symbols));
  if (beyond !== undefined) throw read.error(`gives "${beyond[0]}" an id beyond its ${symbols} symbols.`);
  const speakers = read.whole(json["num_speakers"], "num_speakers", 1, 1);
  const named = Object.entries(read.optional(json["speaker_id_map"], "speaker_id_map"));
  return {
    sampleRateHz: read.whole(audio["sample_rate"], "audio.sample_rate", 1),
    quality: read.text(audio["quality"]),
    phonemeType,
    espeakVoice,
    language: languageOf(read, json, espeakVoice),
    dataset: read.text(json["dataset"]),
    inference: {
      noiseScale: read.number(inference["noise_scale"], "inference.noise_scale", 0, 0.667),
      lengthScale: read.number(inference["length_scale"], "inference.length_scale", 0.01, 1),
      noiseW: read.number(inference["noise_w"], "inference.noise_w", 0, 0.8),
    },
    phonemeMap: read.phonemeMap(json["phoneme_map"]),
    phonemeIds,
    symbols,
    speakers,
    speakerIds: new Map(named.map(([speaker, id]) => [speaker, read.whole(id, `speaker_id_map.${speaker}`, 0)])),
  };
}
