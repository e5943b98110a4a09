import type { Voice } from "../../../contract/voice.js";
import { ESPEAK_RATE_HZ } from "../../../text/phonemes/espeak.js";
import type { EspeakLanguage } from "../../../text/phonemes/espeak.js";
import { VARIANTS, VARIED_LANGUAGES } from "./voices.data.js";

/** A voice with the name espeak knows it by: `gmw/en-US+f3`. */
export interface EspeakVoice extends Voice {
  readonly identifier: string;
}

/** Every language as a voice, and the languages most asked for with some of espeak's variants. */
export function toVoices(languages: readonly EspeakLanguage[]): readonly EspeakVoice[] {
  const named = nameLanguages(languages);
  return named.flatMap(([name, language]) => {
    const variants = VARIED_LANGUAGES.has(name) ? VARIANTS : [];
    return [toVoice(name, language), ...variants.map((variant) => toVoice(name, language, variant))];
  });
}

/** espeak's first name of each language; where two share it, the second goes by its file's name. */
function nameLanguages(languages: readonly EspeakLanguage[]): (readonly [string, EspeakLanguage])[] {
  const taken = new Set<string>();
  return languages.map((language) => {
    const first = language.languages[0]?.toLowerCase();
    const file = (language.identifier.split("/").at(-1) ?? language.identifier).toLowerCase();
    const name = first === undefined || taken.has(first) ? file : first;
    taken.add(name);
    return [name, language] as const;
  });
}

interface Variant {
  readonly name: string;
  readonly gender: "female" | "male";
}

function toVoice(name: string, language: EspeakLanguage, variant?: Variant): EspeakVoice {
  const suffix = variant === undefined ? "" : `+${variant.name}`;
  return {
    id: `espeak:${name}${suffix}`,
    name: variant === undefined ? language.name : `${language.name}, ${variant.gender} ${variant.name}`,
    engine: "espeak",
    model: "espeak",
    languages: [...new Set(language.languages.flatMap(toTags))],
    gender: variant?.gender ?? "male",
    description: "Formant synthesis by eSpeak NG: robotic, very quick, needs no download.",
    sampleRateHz: ESPEAK_RATE_HZ,
    isAvailable: true,
    licence: "GPL-3.0-or-later",
    identifier: `${language.identifier}${suffix}`,
  };
}

/** BCP-47 tag of a language name of espeak's, then the bare language; the latter alone for names that are no tags. */
function toTags(name: string): string[] {
  const bare = name.split("-")[0] ?? name;
  return [...canonical(name), ...canonical(bare.length > 3 ? `art-x-${bare}` : bare)];
}

function canonical(tag: string): string[] {
  try {
    return Intl.getCanonicalLocales(tag);
  } catch {
    return [];
  }
}
