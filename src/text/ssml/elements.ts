import type { SpanList, SpanState } from "./spans.js";
import { SAY_AS, type SayAs, type SsmlLimits } from "./types.js";
import {
  emphasisFactors,
  multiply,
  pauseOfStrengthMs,
  pitchFactor,
  rateFactor,
  timeMs,
  volumeFactor,
} from "./values.js";
import { fromXSampa } from "./xsampa.js";

/** What an element needs to know and may do when it opens. */
export interface Opening {
  readonly attributes: Readonly<Record<string, string>>;
  readonly state: SpanState;
  readonly spans: SpanList;
  readonly limits: SsmlLimits;
  /** @throws ParlandoError with line and column. */
  readonly fail: (message: string) => never;
}

export interface Opened {
  readonly state: SpanState;
  /** Its text is one span: `alias` is spoken in its place where given. */
  readonly whole?: { readonly alias?: string };
  /** Its content is not spoken. */
  readonly isSilent?: boolean;
}

type Open = (opening: Opening) => Opened;

export const ELEMENTS: Readonly<Record<string, Open>> = {
  speak: (opening) => inLanguage(opening),
  p: (opening) => begin(opening, "paragraph"),
  s: (opening) => begin(opening, "sentence"),
  break: openBreak,
  prosody: openProsody,
  emphasis: openEmphasis,
  "say-as": openSayAs,
  sub: (opening) => ({ state: opening.state, whole: { alias: required(opening, "sub", "alias") } }),
  phoneme: openPhoneme,
  voice: openVoice,
  lang: (opening) => {
    required(opening, "lang", "xml:lang");
    return inLanguage(opening);
  },
  mark: (opening) => {
    opening.spans.mark(required(opening, "mark", "name"));
    return { state: opening.state };
  },
  w: ({ state }) => ({ state }),
  token: ({ state }) => ({ state }),
  metadata: ({ state }) => ({ state, isSilent: true }),
  meta: ({ state }) => ({ state, isSilent: true }),
};

/** Elements that begin and end a block: what follows them is a new sentence or paragraph, too. */
export const BLOCKS: Readonly<Record<string, "sentence" | "paragraph">> = { p: "paragraph", s: "sentence" };

function required({ attributes, fail }: Opening, element: string, name: string): string {
  const value = attributes[name];
  return value === undefined ? fail(`<${element}> needs the attribute ${name}`) : value;
}

function inLanguage({ attributes, state }: Opening): Opened {
  const language = attributes["xml:lang"];
  return { state: language === undefined ? state : { ...state, language } };
}

function begin(opening: Opening, what: "sentence" | "paragraph"): Opened {
  opening.spans.begin(what);
  return inLanguage(opening);
}

function openBreak({ attributes, state, spans, limits, fail }: Opening): Opened {
  const { time, strength } = attributes;
  const ms = time === undefined ? pauseOfStrengthMs(strength ?? "medium") : timeMs(time);
  if (ms === undefined) {
    return fail(
      time === undefined
        ? `<break strength="${strength}">: use none, x-weak, weak, medium, strong or x-strong`
        : `<break time="${time}">: use a time such as 500ms or 1.5s`,
    );
  }
  if (ms > limits.maxPauseMs) return fail(`<break time="${time}"> is longer than the limit of ${limits.maxPauseMs} ms`);
  spans.pause(ms);
  return { state };
}

const PROSODY = {
  rate: { field: "speed", read: rateFactor, use: "x-slow … x-fast, a factor (1.2) or a percentage (+20%)" },
  pitch: { field: "pitch", read: pitchFactor, use: "x-low … x-high, a percentage (+10%) or semitones (+2st)" },
  volume: { field: "volume", read: volumeFactor, use: "silent … x-loud, decibels (+6dB) or 0 … 100" },
} as const;

function openProsody({ attributes, state, fail }: Opening): Opened {
  let { manner } = state;
  for (const [name, { field, read, use }] of Object.entries(PROSODY)) {
    const value = attributes[name]?.trim();
    if (value === undefined) continue;
    const factor = read(value);
    if (factor === undefined) return fail(`<prosody ${name}="${value}">: use ${use}`);
    manner = multiply(manner, { [field]: factor });
  }
  return { state: { ...state, manner } };
}

function openEmphasis({ attributes, state, fail }: Opening): Opened {
  const level = attributes["level"] ?? "moderate";
  const factors = emphasisFactors(level);
  if (factors === undefined) return fail(`<emphasis level="${level}">: use strong, moderate, none or reduced`);
  const { emphasis: _, ...rest } = state;
  const manner = multiply(state.manner, factors);
  const isMarked = level === "strong" || level === "moderate" || level === "reduced";
  return { state: { ...rest, manner, ...(isMarked ? { emphasis: level } : {}) } };
}

/** Names other systems use for the same. */
const SAY_AS_ALIASES: Readonly<Record<string, SayAs["interpretAs"] | "">> = {
  number: "cardinal",
  number_digit: "digits",
  spell: "spell-out",
  letters: "characters",
  phone: "telephone",
  bleep: "expletive",
  measure: "unit",
  name: "",
  interjection: "",
};

function openSayAs(opening: Opening): Opened {
  const { attributes, state, fail } = opening;
  const asked = required(opening, "say-as", "interpret-as");
  const named = Object.hasOwn(SAY_AS_ALIASES, asked) ? SAY_AS_ALIASES[asked] : asked;
  if (named === "") return { state };
  const interpretAs = SAY_AS.find((name) => name === named);
  if (interpretAs === undefined) return fail(`<say-as interpret-as="${asked}">: use ${SAY_AS.join(", ")}`);
  const { format, detail } = attributes;
  const sayAs = {
    interpretAs,
    ...(format === undefined ? {} : { format }),
    ...(detail === undefined ? {} : { detail }),
  };
  return { state: { ...state, sayAs }, whole: {} };
}

function openPhoneme(opening: Opening): Opened {
  const ph = required(opening, "phoneme", "ph");
  const alphabet = opening.attributes["alphabet"] ?? "ipa";
  if (alphabet !== "ipa" && alphabet !== "x-sampa") {
    return opening.fail(`<phoneme alphabet="${alphabet}">: use ipa or x-sampa`);
  }
  return { state: { ...opening.state, phonemes: alphabet === "ipa" ? ph : fromXSampa(ph) }, whole: {} };
}

function openVoice(opening: Opening): Opened {
  const { name, gender, languages, language } = opening.attributes;
  const voice = {
    ...(name === undefined || name.trim() === "" ? {} : { name: name.trim() }),
    ...(gender === "female" || gender === "male" || gender === "neutral" ? ({ gender } as const) : {}),
  };
  const tag = opening.attributes["xml:lang"] ?? language ?? languages?.split(/\s+/)[0];
  return { state: { ...opening.state, voice, ...(tag === undefined ? {} : { language: tag }) } };
}
