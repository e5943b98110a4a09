import { Type, type Static } from "@fastify/type-provider-typebox";
import { Compile } from "typebox/compile";
import { ParlandoError } from "../../../contract/errors.js";
import { SampleRate } from "../../schemas.js";
import { validationError } from "../../validation.js";
import { SPEECH_FIELDS, TEXT_FIELD } from "./fields.js";

export const FRAME_BYTES = { min: 2, max: 65_536, default: 1024 } as const;
export const DEFAULT_RATE_HZ = 24_000;

/** What the address may say for all texts of a connection, and a JSON message for its own. */
export const STREAM_FIELDS = {
  ...SPEECH_FIELDS,
  sample_rate: SampleRate,
  frame_bytes: Type.Optional(
    Type.Integer({
      minimum: FRAME_BYTES.min,
      maximum: FRAME_BYTES.max,
      multipleOf: 2,
      description: "Size of a binary message; an even number, so that no sample is cut. Default: 1024.",
    }),
  ),
};

const StreamMessage = Type.Object({ text: TEXT_FIELD, ...STREAM_FIELDS });
export type StreamMessage = Static<typeof StreamMessage>;
export type StreamFields = Omit<StreamMessage, "text">;

const CHECKER = Compile(StreamMessage);

/**
 * A message of the client: a JSON object with a text, or the text itself.
 * @throws ParlandoError `invalid_request` naming the field at fault.
 */
export function parseStreamMessage(message: string): StreamMessage {
  if (!message.trimStart().startsWith("{")) return { text: message };
  let value: unknown;
  try {
    value = JSON.parse(message);
  } catch {
    throw new ParlandoError(
      "invalid_request",
      'The message begins with "{" but is not JSON; send {"text":"…"}, or a text that begins otherwise.',
    );
  }
  if (CHECKER.Check(value)) return value;
  const validation = CHECKER.Errors(value).map((each) => ({ ...each, params: { ...each.params } }));
  const failure = Object.assign(new Error("validation"), { validation, validationContext: "body" });
  throw validationError(failure, { body: value, query: undefined });
}
