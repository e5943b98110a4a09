import { MANNER_RANGES } from "../../contract/manner.js";
import type { MannerFactors } from "./types.js";

/** Attribute values as numbers. Each answers undefined for what it cannot read. */

const RATES: Readonly<Record<string, number>> = {
  "x-slow": 0.5,
  slow: 0.75,
  medium: 1,
  fast: 1.3,
  "x-fast": 1.7,
  default: 1,
};
const PITCHES: Readonly<Record<string, number>> = {
  "x-low": 0.7,
  low: 0.85,
  medium: 1,
  high: 1.2,
  "x-high": 1.45,
  default: 1,
};
const VOLUMES: Readonly<Record<string, number>> = {
  silent: 0,
  "x-soft": 0.3,
  soft: 0.6,
  medium: 1,
  loud: 1.4,
  "x-loud": 2,
  default: 1,
};
const PAUSES_MS: Readonly<Record<string, number>> = {
  none: 0,
  "x-weak": 100,
  weak: 250,
  medium: 500,
  strong: 800,
  "x-strong": 1200,
};

const EMPHASES: Readonly<Record<string, MannerFactors>> = {
  strong: { speed: 0.9, pitch: 1.08, volume: 1.25 },
  moderate: { speed: 0.95, pitch: 1.04, volume: 1.12 },
  none: { speed: 1, pitch: 1, volume: 1 },
  reduced: { speed: 1.05, pitch: 0.98, volume: 0.85 },
};

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** "+20%" is 1.2, "80%" is 0.8, "1.2" is 1.2. */
export function rateFactor(value: string): number | undefined {
  return own(RATES, value) ?? percentFactor(value) ?? positive(/^(\d*\.?\d+)$/.exec(value)?.[1]);
}

/** "+10%", "-2st"; no hertz, since what they are relative to differs from voice to voice. */
export function pitchFactor(value: string): number | undefined {
  const semitones = /^([+-]?\d*\.?\d+)st$/.exec(value)?.[1];
  if (semitones !== undefined) return 2 ** (Number(semitones) / 12);
  return own(PITCHES, value) ?? percentFactor(value);
}

/** "+6dB", "-20%", "loud", or 0 … 100 as SSML 1.0 has it. */
export function volumeFactor(value: string): number | undefined {
  const decibels = /^([+-]?\d*\.?\d+)dB$/i.exec(value)?.[1];
  if (decibels !== undefined) return 10 ** (Number(decibels) / 20);
  const level = /^(\d*\.?\d+)$/.exec(value)?.[1];
  if (level !== undefined) return Number(level) / 100;
  return own(VOLUMES, value) ?? percentFactor(value, true);
}

function percentFactor(value: string, mayBeZero = false): number | undefined {
  const match = /^([+-]?)(\d*\.?\d+)%$/.exec(value);
  if (match === null) return undefined;
  const share = Number(match[2]) / 100;
  const factor = match[1] === "+" ? 1 + share : match[1] === "-" ? 1 - share : share;
  return factor > 0 || (mayBeZero && factor === 0) ? factor : undefined;
}

function positive(digits: string | undefined): number | undefined {
  return digits !== undefined && Number(digits) > 0 ? Number(digits) : undefined;
}

/** "500ms", "1.5s". */
export function timeMs(value: string): number | undefined {
  const match = /^\+?(\d*\.?\d+)(ms|s)$/.exec(value);
  return match === null ? undefined : Number(match[1]) * (match[2] === "s" ? 1000 : 1);
}

export function pauseOfStrengthMs(value: string): number | undefined {
  return own(PAUSES_MS, value);
}

export function emphasisFactors(value: string): MannerFactors | undefined {
  return own(EMPHASES, value);
}

/** Nested factors multiply, and stay within what a manner may be. */
export function multiply(outer: MannerFactors, inner: Partial<MannerFactors>): MannerFactors {
  const one = (name: keyof MannerFactors): number => {
    const { min, max } = MANNER_RANGES[name];
    return Math.min(max, Math.max(min, outer[name] * (inner[name] ?? 1)));
  };
  return { speed: one("speed"), pitch: one("pitch"), volume: one("volume") };
}
