import { Type, type Static } from "@fastify/type-provider-typebox";
import { streamOf } from "../async/iterate.js";
import { ParlandoError } from "../contract/errors.js";
import type { Manner } from "../contract/manner.js";
import type { SpeakRequest } from "../contract/speech.js";
import type { GatewaySettings } from "./context.js";
import { textTooLong } from "./limits.js";
import { MANNER_FIELDS } from "./schemas.js";

const MannerFields = Type.Object(MANNER_FIELDS);

/** What a request says of the speaking, under the names all surfaces share. */
export type SpeakFields = Static<typeof MannerFields>;

export interface SpeakWish {
  readonly text: string;
  /** The caller's name of the text field, for errors. */
  readonly textField: string;
  readonly voice: string;
  readonly model?: string | undefined;
  readonly fields: SpeakFields;
  readonly requestId: string;
}

/** @throws ParlandoError `invalid_request` for a text of white space; `text_too_long`. */
export function toSpeakRequest(wish: SpeakWish, settings: GatewaySettings): SpeakRequest {
  checkText(wish.text, wish.textField, settings.maxTextCharacters);
  const { language, priority = "normal" } = wish.fields;
  return {
    text: streamOf([wish.text]),
    voice: wish.voice,
    ...(wish.model === undefined ? {} : { model: wish.model }),
    ...(language === undefined ? {} : { language }),
    manner: toManner(wish.fields),
    priority,
    requestId: wish.requestId,
  };
}

export function toManner({ speed = 1, pitch = 1, volume = 1, seed }: SpeakFields): Manner {
  return { speed, pitch, volume, ...(seed === undefined ? {} : { seed }) };
}

/** @throws ParlandoError `invalid_request` for a text of white space; `text_too_long`. */
export function checkText(text: string, field: string, limitCharacters: number): void {
  if (text.length > limitCharacters) throw textTooLong(field, limitCharacters);
  if (text.trim() === "") {
    throw new ParlandoError("invalid_request", `"${field}" holds nothing to speak; send some text.`, { field });
  }
}
