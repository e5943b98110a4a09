import { Type } from "@fastify/type-provider-typebox";
import type { RawAudio } from "../../../audio/formats/decode/index.js";
import { oneOf } from "../../schemas.js";

const DEFAULT_RATE_HZ = 16_000;

/** How to read bytes that carry no header. */
export const RAW_FIELDS = {
  encoding: Type.Optional(
    oneOf(["s16le", "f32le", "ulaw", "alaw"] as const, "The bytes have no header and hold such samples."),
  ),
  channels: Type.Optional(Type.Integer({ description: "With encoding: interleaved channels. Default: 1." })),
};

interface RawFields {
  readonly encoding?: RawAudio["format"];
  readonly channels?: number;
}

/** Undefined when the bytes are to tell by themselves what they are. */
export function toRawAudio(fields: RawFields, sampleRateHz = DEFAULT_RATE_HZ): RawAudio | undefined {
  const { encoding, channels = 1 } = fields;
  return encoding === undefined ? undefined : { format: encoding, sampleRateHz, channels };
}
