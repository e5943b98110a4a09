import { ParlandoError } from "../contract/errors.js";
import { nearestNames } from "../contract/nearest.js";
import type { Voice } from "../contract/voice.js";
import { bareLanguage, voicesFor } from "./fallback.js";
import type { FallbackEngines } from "./fallback.js";
import { OPENAI_MODELS, OPENAI_VOICES } from "./voices.data.js";
import type { VoiceWish } from "./voices.data.js";

export interface VoiceRequest {
  readonly voice: string;
  readonly model?: string;
  /** BCP-47 tag of the text, told or guessed. */
  readonly language: string;
}

const TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8})*$/iu;
const BY_KIND = /^([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)[-_](female|male|neutral)(?:[-_](\d{1,3}))?$/iu;

/** True for names that leave the language to the text: OpenAI's, and no name at all. */
export function isAnyLanguage(voice: string): boolean {
  return voice === "" || voice.toLowerCase() === "default" || Object.hasOwn(OPENAI_VOICES, voice.toLowerCase());
}

/** The engine or model insisted on; undefined when any will do. @throws ParlandoError `unknown_model`. */
export function insistedModel(model: string | undefined, voices: readonly Voice[]): string | undefined {
  if (model === undefined || model === "" || OPENAI_MODELS.has(model)) return undefined;
  if (voices.some((voice) => isOfModel(voice, model))) return model;
  const names = [...new Set([...OPENAI_MODELS, ...voices.flatMap((voice) => [voice.engine, voice.model])])];
  throw new ParlandoError("unknown_model", `There is no model "${shown(model)}".${didYouMean(model, names)}`, {
    field: "model",
  });
}

/**
 * The voice a request means, by the first of these that fits: its id; its id in other letter case; OpenAI's name;
 * `es-female-1`; a language tag; an espeak name without its prefix.
 * @throws ParlandoError `unknown_voice` with the nearest names; `unknown_model`.
 */
export function resolveVoice(request: VoiceRequest, all: readonly Voice[], chains: FallbackEngines): Voice {
  const model = insistedModel(request.model, all);
  const voices = model === undefined ? all : all.filter((voice) => isOfModel(voice, model));
  const name = request.voice.trim();
  const found =
    byId(name, voices) ??
    byAlias(name, request.language, voices, chains) ??
    byKind(name, voices, chains) ??
    (TAG.test(name) ? voicesFor(name, voices, chains)[0] : undefined) ??
    byId(`espeak:${name}`, voices);
  if (found !== undefined) return found;
  const names = [...voices.map((voice) => voice.id), ...Object.keys(OPENAI_VOICES)];
  const where = model === undefined ? "" : ` of the model "${model}"`;
  throw new ParlandoError("unknown_voice", `There is no voice "${shown(name)}"${where}.${didYouMean(name, names)}`, {
    field: "voice",
  });
}

function isOfModel(voice: Voice, model: string): boolean {
  return voice.engine === model || voice.model === model;
}

function byId(id: string, voices: readonly Voice[]): Voice | undefined {
  const lower = id.toLowerCase();
  return voices.find((voice) => voice.id === id) ?? voices.find((voice) => voice.id.toLowerCase() === lower);
}

function byAlias(name: string, language: string, voices: readonly Voice[], chains: FallbackEngines): Voice | undefined {
  if (!isAnyLanguage(name)) return undefined;
  const able = voicesFor(language, voices, chains);
  const anybody = able.length > 0 ? able : voices.filter((voice) => voice.isAvailable);
  const wish = OPENAI_VOICES[name.toLowerCase()];
  return wish === undefined ? anybody[0] : pick(wish, anybody);
}

function byKind(name: string, voices: readonly Voice[], chains: FallbackEngines): Voice | undefined {
  const [, tag, gender, number] = BY_KIND.exec(name) ?? [];
  if (tag === undefined || gender === undefined) return undefined;
  const wish = { gender: gender.toLowerCase() as Voice["gender"], index: Math.max(0, Number(number ?? 1) - 1) };
  return pick(wish, voicesFor(tag, voices, chains));
}

/** The n-th of the best engine that has the gender; of any gender where none has it. */
function pick(wish: VoiceWish, able: readonly Voice[]): Voice | undefined {
  const ofGender = able.filter((voice) => voice.gender === wish.gender);
  const first = ofGender[0] ?? able[0];
  const choice = (ofGender.length > 0 ? ofGender : able).filter((voice) => voice.engine === first?.engine);
  const own = choice.filter(
    (voice) => bareLanguage(voice.languages[0] ?? "") === bareLanguage(first?.languages[0] ?? ""),
  );
  return own[wish.index % Math.max(1, own.length)];
}

function didYouMean(name: string, names: readonly string[]): string {
  const nearest = nearestNames(name, names);
  return nearest.length === 0 ? " The list of voices shows those there are." : ` Did you mean ${nearest.join(", ")}?`;
}

/** A caller's name as a message may repeat it. */
function shown(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…` : name;
}
