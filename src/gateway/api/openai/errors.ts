import { ERROR_TABLE, type ParlandoError } from "../../../contract/errors.js";

/** OpenAI's error object: what its clients turn into exceptions. */
export function openaiErrorBody(error: ParlandoError): { error: object } {
  const { code, message, field } = error;
  return { error: { message, type: ERROR_TABLE[code].openaiType, param: field ?? null, code } };
}
