import fastifyMultipart from "@fastify/multipart";
import type { Static, TSchema } from "@fastify/type-provider-typebox";
import { Compile, type Validator } from "typebox/compile";
import { Value } from "typebox/value";
import type { FastifyRequest } from "fastify";
import { Readable } from "node:stream";
import { ParlandoError } from "../contract/errors.js";
import type { App, GatewaySettings } from "./context.js";
import { Spool } from "./spool.js";
import { validationError } from "./validation.js";

/** A form with one file, or a body that is the file. Disposing it removes what it keeps on disk. */
export interface Upload<T> extends AsyncDisposable {
  readonly file: Spool;
  /** What the form, or the query of a plain body, said beside it. */
  readonly fields: T;
}

/** Fields as they were sent; `name[]` gathers under `name`. */
type RawFields = Record<string, string | string[]>;

/** Longest text of one form field, bytes. */
const FIELD_BYTES = 256 * 1024;
const FILE_FIELD = "file";

/**
 * Lets the routes of `scope` take multipart forms and, where `plainBodies`, any other body as a stream of bytes.
 * JSON keeps its own parser, so that it is not taken for audio.
 */
export async function takeUploads(scope: App, settings: GatewaySettings, plainBodies: boolean): Promise<void> {
  await scope.register(fastifyMultipart, {
    limits: { fileSize: settings.maxUploadBytes, fieldSize: FIELD_BYTES, files: 1, fields: 100, parts: 101 },
  });
  if (plainBodies) scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
}

/**
 * Reads the whole upload of a request.
 * @throws ParlandoError `invalid_request` without a file, with a form that breaks off or with a field the schema refuses;
 *   `unsupported_media_type`; `payload_too_large`.
 */
export async function readUpload<S extends TSchema>(
  request: FastifyRequest,
  schema: S,
  settings: GatewaySettings,
): Promise<Upload<Static<S>>> {
  const { file, raw } = await readRaw(request, settings);
  const dispose = (): Promise<void> => file[Symbol.asyncDispose]();
  try {
    return { file, fields: parseFields(schema, raw), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function readRaw(request: FastifyRequest, settings: GatewaySettings): Promise<{ file: Spool; raw: RawFields }> {
  const raw: RawFields = { ...(request.query as RawFields) };
  if (request.isMultipart()) return { file: await readForm(request, raw, settings), raw };
  if (!(request.body instanceof Readable)) {
    const type = JSON.stringify(request.headers["content-type"] ?? "none");
    throw new ParlandoError("unsupported_media_type", `Content type ${type} holds no audio; send multipart/form-data.`);
  }
  const { body, work } = request;
  return { file: await Spool.of(body as AsyncIterable<Buffer>, settings.maxUploadBytes, work.signal), raw };
}

/** Reads a form: the file is the answer, the fields go into `raw`. */
async function readForm(request: FastifyRequest, raw: RawFields, { maxUploadBytes }: GatewaySettings): Promise<Spool> {
  let file: Spool | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === "field") addField(raw, part.fieldname, String(part.value));
      else if (part.fieldname === FILE_FIELD) file = await Spool.of(part.file, maxUploadBytes, request.work.signal);
      else part.file.resume();
    }
  } catch (error) {
    await file?.[Symbol.asyncDispose]();
    throw brokenForm(error);
  }
  if (file !== undefined) return file;
  const message = `The form has no file; send the audio as the part "${FILE_FIELD}", with a file name.`;
  throw new ParlandoError("invalid_request", message, { field: FILE_FIELD });
}

function addField(fields: RawFields, name: string, value: string): void {
  if (!name.endsWith("[]")) {
    fields[name] = value;
    return;
  }
  const key = name.slice(0, -2);
  fields[key] = [...[fields[key] ?? []].flat(), value];
}

/** busboy's own errors carry no code; they mean that the form itself is malformed or cut off. */
function brokenForm(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ParlandoError || "code" in error) return error;
  return new ParlandoError("invalid_request", `The multipart form is broken: ${error.message}. Send it again, whole.`, {
    cause: error,
  });
}

const checkers = new WeakMap<TSchema, Validator>();

/** Compiling a schema takes milliseconds: once for each. */
function checkerOf(schema: TSchema): Validator {
  const checker = checkers.get(schema) ?? Compile(schema);
  checkers.set(schema, checker);
  return checker;
}

/**
 * Form fields as a schema wants them: "0.5" becomes 0.5, "true" becomes true.
 * @throws ParlandoError naming the field at fault.
 */
function parseFields<S extends TSchema>(schema: S, fields: RawFields): Static<S> {
  const checker = checkerOf(schema);
  const value: unknown = Value.Convert(schema, structuredClone(fields));
  if (checker.Check(value)) return value as Static<S>;
  const validation = checker.Errors(value).map(({ keyword, instancePath, params, message }) => ({
    keyword,
    instancePath,
    params: { ...params },
    message,
  }));
  const failure = Object.assign(new Error("validation"), { validation, validationContext: "body" });
  throw validationError(failure, { body: fields, query: undefined });
}

/** A route whose body schema is for the documents: forms are read, and then checked, by the handler. */
export const CHECKED_BY_HANDLER = { validatorCompiler: () => () => true };
