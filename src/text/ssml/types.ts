/** How numbers and signs are to be read; the values of `interpret-as`. */
export const SAY_AS = [
  "cardinal",
  "ordinal",
  "digits",
  "fraction",
  "unit",
  "date",
  "time",
  "telephone",
  "address",
  "currency",
  "characters",
  "spell-out",
  "verbatim",
  "expletive",
] as const;

export interface SayAs {
  readonly interpretAs: (typeof SAY_AS)[number];
  /** `format` as written: "dmy", "hms12" … */
  readonly format?: string;
  readonly detail?: string;
}

/** Factors on the manner of the whole request. */
export interface MannerFactors {
  /** Speaking rate, 0.25 … 4. */
  readonly speed: number;
  /** Fundamental frequency, 0.5 … 2. */
  readonly pitch: number;
  /** Linear gain, 0 … 2. */
  readonly volume: number;
}

export interface SsmlVoice {
  readonly name?: string;
  readonly gender?: "female" | "male" | "neutral";
}

/** From the text offset `at` on, the markup lies `by` more UTF-16 units ahead of the text. In order of `at`. */
export interface TextShift {
  readonly at: number;
  readonly by: number;
  /** The units are a gap before the character at `at` (a comment); else they belong to the character before it (`&amp;`). */
  readonly isGap: boolean;
}

/** A part of the text that is spoken in one manner by one voice. Spans are in order. */
export interface SsmlSpan {
  /** What is spoken, entities resolved, line breaks as spaces. Empty where only a pause or marks are left at the end. */
  readonly text: string;
  /** UTF-16 offsets into the markup of what the text was written as. */
  readonly start: number;
  readonly end: number;
  readonly shifts: readonly TextShift[];
  /** The text stands for the marked-up one (`sub`): offsets inside it have no place of their own in the markup. */
  readonly isReplaced: boolean;
  readonly manner: MannerFactors;
  /** Silence asked for before this span, in ms. */
  readonly pauseBeforeMs: number;
  /** What begins here. */
  readonly begins?: "sentence" | "paragraph";
  readonly emphasis?: "strong" | "moderate" | "reduced";
  readonly sayAs?: SayAs;
  /** IPA for the whole span. */
  readonly phonemes?: string;
  readonly voice?: SsmlVoice;
  /** BCP-47 tag. */
  readonly language?: string;
  /** Names of the marks before this span. */
  readonly marks: readonly string[];
}

export interface SsmlLimits {
  /** UTF-16 units of markup. */
  readonly maxCharacters: number;
  /** Elements inside one another. */
  readonly maxDepth: number;
  /** Longest single pause, ms. */
  readonly maxPauseMs: number;
}

export const SSML_LIMITS: SsmlLimits = { maxCharacters: 1_000_000, maxDepth: 32, maxPauseMs: 60_000 };
