import { ParlandoError } from "../contract/errors.js";

export function uploadTooLarge(limitBytes: number): ParlandoError {
  return new ParlandoError(
    "payload_too_large",
    `The upload is larger than ${limitBytes} bytes, the limit of this server (setting server.max_upload_bytes).`,
  );
}

export function textTooLong(field: string, limitCharacters: number): ParlandoError {
  return new ParlandoError(
    "text_too_long",
    `"${field}" is longer than ${limitCharacters} characters, the limit of this server (setting server.max_text_characters); split it.`,
    { field },
  );
}
