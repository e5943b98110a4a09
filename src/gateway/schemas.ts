import { Type, type TSchema } from "@fastify/type-provider-typebox";
import { FORMATS } from "../audio/formats/index.js";
import { MANNER_RANGES } from "../contract/manner.js";
import { PRIORITIES, type Priority } from "../contract/speech.js";

export const FORMAT_IDS: readonly string[] = FORMATS.map(({ id }) => id);

/** A string out of a list, as JSON Schema's `enum`. */
export function oneOf<T extends string>(names: readonly T[], description: string) {
  return Type.Unsafe<T>({ type: "string", enum: [...names], description });
}

function factor(range: { readonly min: number; readonly max: number }, description: string) {
  return Type.Optional(Type.Number({ minimum: range.min, maximum: range.max, description }));
}

/** Fields that say how to speak; the same on every surface. */
export const MANNER_FIELDS = {
  speed: factor(MANNER_RANGES.speed, "Speaking rate; 1 is the voice's own."),
  pitch: factor(MANNER_RANGES.pitch, "Factor of the fundamental frequency."),
  volume: factor(MANNER_RANGES.volume, "Linear gain."),
  seed: Type.Optional(
    Type.Integer({
      minimum: MANNER_RANGES.seed.min,
      maximum: MANNER_RANGES.seed.max,
      description: "Fixes the output of voices that sample.",
    }),
  ),
  language: Type.Optional(Type.String({ description: "BCP-47 tag of the text, where it is known." })),
  priority: Type.Optional(oneOf<Priority>(PRIORITIES, "Class of urgency.")),
};

/** Rates outside what a format carries are refused by the format itself. */
export const SampleRate = Type.Optional(
  Type.Integer({ description: "Sample rate in Hz; formats with fixed rates take the nearest they have." }),
);

/** An answer of bytes or text: one schema for each content type. */
export function rawAnswer(contentTypes: readonly string[], description: string) {
  const schema: TSchema = Type.Unsafe<unknown>({ type: "string", format: "binary" });
  return { description, content: Object.fromEntries(contentTypes.map((type) => [type, { schema }])) };
}

export const AUDIO_TYPES: readonly string[] = [...new Set(FORMATS.map(({ contentType }) => contentType))];
