import { Type } from "@fastify/type-provider-typebox";
import { ERROR_TABLE, type ParlandoError } from "../../../contract/errors.js";

/** OpenAI's error object: what its clients turn into exceptions. */
export function openaiErrorBody(error: ParlandoError): { error: object } {
  const { code, message, field } = error;
  return { error: { message, type: ERROR_TABLE[code].openaiType, param: field ?? null, code } };
}

export const OpenaiError = Type.Object({
  error: Type.Object({
    message: Type.String(),
    type: Type.String(),
    param: Type.Union([Type.String(), Type.Null()]),
    code: Type.String(),
  }),
});
