/** The parts of JSON Schema that our messages use. */
interface FieldSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly description?: string;
}

const SHOWN_CHARACTERS = 40;

/** What a field may hold, as the second half of "speed is 9; it must be …". */
export function allowedBy(schema: FieldSchema): string {
  if (schema.description !== undefined) return schema.description;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return `one of ${schema.enum.join(", ")}`;
  const { type = "anything", minimum, maximum, minLength, maxLength } = schema;
  switch (type) {
    case "number":
    case "integer": {
      const noun = type === "integer" ? "a whole number" : "a number";
      return minimum === undefined ? noun : `${noun} from ${minimum} to ${maximum ?? "any"}`;
    }
    case "string": {
      if (maxLength === undefined) return minLength === undefined ? "a string" : "a string that is not empty";
      return `a string of ${minLength ?? 0} to ${maxLength} characters`;
    }
    case "boolean":
      return "true or false";
    default:
      return type;
  }
}

/** A value as an error message shows it: short, and of a long string only the length. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (typeof value === "string" && value.length > SHOWN_CHARACTERS) return `a string of ${value.length} characters`;
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : JSON.stringify(value);
}
