import { Type, type Static } from "@fastify/type-provider-typebox";
import type { RawAudio } from "../../../audio/formats/decode/index.js";
import type { ListenOptions } from "../../../contract/listening.js";
import { oneOf } from "../../schemas.js";

const DEFAULT_RATE_HZ = 16_000;

/** What a query may say of the speech in the body. */
export const RECORDING_FIELDS = {
  language: Type.Optional(Type.String({ description: "Language of the speech; absent = the model decides." })),
  asr_model: Type.Optional(Type.String({ description: "A recogniser's id. Default: the best installed." })),
  encoding: Type.Optional(
    oneOf(["s16le", "f32le", "ulaw", "alaw"] as const, "The bytes have no header and hold such samples."),
  ),
  sample_rate: Type.Optional(
    Type.Integer({ description: "Rate of bytes without a header, Hz; alone it means s16le. Default: 16000." }),
  ),
  channels: Type.Optional(Type.Integer({ description: "With encoding: interleaved channels. Default: 1." })),
};

const RecordingFields = Type.Object(RECORDING_FIELDS);
export type RecordingFields = Static<typeof RecordingFields>;

/** Undefined when the bytes are to tell by themselves what they are. */
export function toRawAudio({ encoding, sample_rate: rateHz, channels = 1 }: RecordingFields): RawAudio | undefined {
  if (encoding === undefined && rateHz === undefined) return undefined;
  return { format: encoding ?? "s16le", sampleRateHz: rateHz ?? DEFAULT_RATE_HZ, channels };
}

export function toListenOptions({ language, asr_model: model }: RecordingFields, requestId: string): ListenOptions {
  return {
    ...(language === undefined ? {} : { language }),
    ...(model === undefined ? {} : { model }),
    task: "transcribe",
    temperature: 0,
    words: false,
    requestId,
  };
}
