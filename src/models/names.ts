import { ParlandoError } from "../contract/errors.js";

const ID = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/;
const SEGMENT = /^[A-Za-z0-9_@+-][A-Za-z0-9._@+ -]{0,199}$/;

/** An id becomes a folder: nothing in it may lead elsewhere. @throws ParlandoError `invalid_request`. */
export function checkId(id: string): string {
  if (ID.test(id)) return id;
  throw new ParlandoError(
    "invalid_request",
    `"${id.slice(0, 100)}" cannot be a model's id: letters, digits and . _ + - are allowed, 100 at most, a letter or digit first.`,
    { field: "id" },
  );
}

/** True for a relative path with `/` that stays inside its folder. */
export function isFileName(name: string): boolean {
  return name.split("/").every((segment) => SEGMENT.test(segment));
}

/** @throws ParlandoError `invalid_request`. */
export function checkFileName(name: string): string {
  if (isFileName(name)) return name;
  throw new ParlandoError("invalid_request", `"${name.slice(0, 200)}" cannot be a file of a model.`);
}
