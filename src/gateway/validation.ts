import { ParlandoError, type ErrorCode } from "../contract/errors.js";
import { didYouMean } from "./suggest.js";

/** One complaint of the schema validator (TypeBox words them as Ajv does). */
interface Complaint {
  readonly keyword: string;
  /** JSON pointer into the value, "" for the whole. */
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

export interface ValidationFailure extends Error {
  readonly validation: readonly Complaint[];
  readonly validationContext?: string;
}

/** Values longer than this are cut in messages. */
const MAX_SHOWN = 60;

/** Fields whose value must never be repeated in a message: it is the user's text. */
const PRIVATE_FIELDS = new Set(["input", "text", "prompt", "instructions"]);

/** Fields whose wrong value has an error code of its own. */
const FIELD_CODES: Readonly<Record<string, ErrorCode>> = {
  format: "unsupported_format",
  response_format: "unsupported_format",
};

/** `invalid_request` that names the field, its value and what is allowed. */
export function validationError(failure: ValidationFailure, request: { body: unknown; query: unknown }): ParlandoError {
  const whole = failure.validationContext === "body" ? request.body : request.query;
  const complaint = firstOf(failure.validation);
  const [missing] = missingOf(complaint);
  const path = complaint.instancePath.split("/").filter((part) => part !== "");
  if (missing !== undefined) {
    const field = fieldOf([...path, missing]);
    return new ParlandoError("invalid_request", `The field "${field}" is missing; it is required.`, { field });
  }
  if (path.length === 0) {
    const found = whole === undefined || whole === null ? "it is empty" : `it is ${kindOf(whole)}`;
    return new ParlandoError("invalid_request", `The body must be a JSON object; ${found}.`);
  }
  const field = fieldOf(path);
  const value = valueAt(whole, path);
  const code = complaint.keyword === "enum" ? (FIELD_CODES[field] ?? "invalid_request") : "invalid_request";
  return new ParlandoError(
    code,
    `"${field}" is ${shown(field, value)}; ${allowed(failure.validation, complaint, value)}`,
    {
      field,
    },
  );
}

/** `["a", "0", "b"]` → `a[0].b` */
function fieldOf(path: readonly string[]): string {
  return path.reduce((field, part) => {
    if (/^\d+$/.test(part)) return `${field}[${part}]`;
    return field === "" ? part : `${field}.${part}`;
  }, "");
}

/** Of a union's complaints the last says the most: that no branch fits. */
function firstOf(complaints: readonly Complaint[]): Complaint {
  return (
    complaints.find(({ keyword }) => keyword === "anyOf") ??
    complaints[0] ?? { keyword: "", instancePath: "", params: {} }
  );
}

function missingOf({ keyword, params }: Complaint): readonly string[] {
  const names = params["requiredProperties"];
  return keyword === "required" && Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
}

function allowed(
  all: readonly Complaint[],
  { keyword, params, message, instancePath }: Complaint,
  value: unknown,
): string {
  if (keyword === "enum" && Array.isArray(params["allowedValues"])) {
    const names = params["allowedValues"].map(String);
    return `it must be one of ${names.join(", ")}.${typeof value === "string" ? didYouMean(value, names) : ""}`;
  }
  if (keyword === "minLength") return "it must not be empty.";
  if (keyword !== "anyOf") return `it ${message ?? "is not allowed"}.`;
  const branches = all.filter((each) => each.keyword !== "anyOf" && each.instancePath === instancePath);
  return `it ${[...new Set(branches.map((each) => each.message))].join(", or ")}.`;
}

function valueAt(whole: unknown, path: readonly string[]): unknown {
  let value = whole;
  for (const part of path) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "an array" : `a ${typeof value}`;
}

function shown(field: string, value: unknown): string {
  if (value === "") return "empty";
  if (PRIVATE_FIELDS.has(field) || typeof value === "object") return kindOf(value);
  const text = JSON.stringify(value) ?? "undefined";
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
