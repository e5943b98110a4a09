import type { TSchema } from "typebox";
import { Compile } from "typebox/compile";
import type { TLocalizedValidationError } from "typebox/error";
import { ParlandoError } from "../../../../contract/errors.js";
import { allowedBy, shown } from "./allowed.js";
import { CLIENT_MESSAGES, type ClientMessage, type ClientMessageType } from "./messages.data.js";

interface Checker {
  readonly fields: Readonly<Record<string, TSchema>>;
  readonly check: (value: unknown) => boolean;
  readonly failures: (value: unknown) => readonly TLocalizedValidationError[];
}

const TYPES = Object.keys(CLIENT_MESSAGES) as ClientMessageType[];

const CHECKERS = new Map<string, Checker>(
  TYPES.map((type) => {
    const schema: TSchema & { readonly properties: Record<string, TSchema> } = CLIENT_MESSAGES[type];
    const compiled = Compile(schema);
    return [
      type,
      {
        fields: schema.properties,
        check: (value) => compiled.Check(value),
        failures: (value) => compiled.Errors(value),
      },
    ];
  }),
);

function refuse(message: string, field?: string): ParlandoError {
  return new ParlandoError("invalid_request", message, field === undefined ? {} : { field });
}

function toObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(`The message is not JSON (${text.length} characters); send an object such as {"type":"ping"}.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw refuse(`The message is ${shown(value)}; it must be a JSON object with a field "type".`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/**
 * A client's JSON message.
 * @throws ParlandoError `invalid_request` naming the field, its value and what is allowed.
 */
export function parseMessage(text: string): ClientMessage {
  const value = toObject(text);
  const type = value["type"];
  const checker = typeof type === "string" ? CHECKERS.get(type) : undefined;
  if (checker === undefined) {
    throw refuse(`type is ${shown(type)}; it must be one of ${TYPES.join(", ")}.`, "type");
  }
  if (!checker.check(value)) throw wrongField(checker, value);
  return value as ClientMessage;
}

function wrongField({ fields, failures }: Checker, value: Readonly<Record<string, unknown>>): ParlandoError {
  const [failure] = failures(value);
  const missing = failure?.keyword === "required" ? failure.params.requiredProperties[0] : undefined;
  const field = missing ?? failure?.instancePath.split("/")[1] ?? "type";
  return refuse(`${field} is ${shown(value[field])}; it must be ${allowedBy(fields[field] ?? {})}.`, field);
}

/** The task a refused message was about, if it can be told, so that the error can name it. */
export function taskIdOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const id = typeof value === "object" && value !== null && "task_id" in value ? value.task_id : undefined;
    return typeof id === "string" && id.length <= 128 ? id : undefined;
  } catch {
    return undefined;
  }
}
