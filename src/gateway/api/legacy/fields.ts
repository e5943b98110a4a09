import { Type, type Static } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import type { SpeakRequest } from "../../../contract/speech.js";
import type { GatewayDeps } from "../../context.js";
import { MANNER_FIELDS } from "../../schemas.js";
import { toSpeakRequest } from "../../speaking.js";

/** What the older systems said of a speech, under either of their names. */
export const SPEECH_FIELDS = {
  voice: Type.Optional(Type.Union([Type.String({ minLength: 1 }), Type.Null()], { description: "A voice's id." })),
  voice_id: Type.Optional(Type.String({ minLength: 1, description: "The same as voice." })),
  model: Type.Optional(Type.String({ minLength: 1 })),
  ...MANNER_FIELDS,
};

export const TEXT_FIELD = Type.String({ minLength: 1, description: "The text to speak." });

const SpeechFields = Type.Object(SPEECH_FIELDS);
export type SpeechFields = Static<typeof SpeechFields>;

/** @throws ParlandoError `invalid_request` for a text of white space; `text_too_long`. */
export function toLegacyRequest(
  text: string,
  fields: SpeechFields,
  requestId: FastifyRequest["id"],
  { settings }: Pick<GatewayDeps, "settings">,
): SpeakRequest {
  const voice = fields.voice ?? fields.voice_id ?? "default";
  return toSpeakRequest({ text, textField: "text", voice, model: fields.model, fields, requestId }, settings);
}
