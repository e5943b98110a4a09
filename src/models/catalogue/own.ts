import { Type, type Static } from "typebox";
import { Value } from "typebox/value";
import { ParlandoError } from "../../contract/errors.js";
import type { CatalogueEntry } from "../entry.js";
import { checkFileName, checkId } from "../names.js";

const Files = Type.Record(Type.String(), Type.String());

const Facts = Type.Object(
  {
    sha256: Type.Optional(Type.String({ pattern: "^[0-9a-f]{64}$" })),
    md5: Type.Optional(Type.String({ pattern: "^[0-9a-f]{32}$" })),
    sizeBytes: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  { additionalProperties: false },
);

/** What is given to npm, pip and their shells as arguments. */
const PackageName = Type.String({ pattern: "^(@[a-z0-9][a-z0-9._-]*/)?[A-Za-z0-9][A-Za-z0-9._-]*$" });
const Version = Type.String({ pattern: "^[0-9][A-Za-z0-9.+-]*$" });

const OwnOrigin = Type.Union([
  Type.Object({
    type: Type.Literal("huggingface"),
    repo: Type.String({ pattern: "^[A-Za-z0-9._-]+/[A-Za-z0-9._-]+$" }),
    revision: Type.Optional(Type.String({ pattern: "^[A-Za-z0-9._/-]+$" })),
    files: Files,
  }),
  Type.Object({
    type: Type.Union([Type.Literal("npm"), Type.Literal("pypi")]),
    name: PackageName,
    version: Version,
    sizeBytes: Type.Optional(Type.Integer({ minimum: 0 })),
    files: Files,
  }),
  Type.Object({ type: Type.Union([Type.Literal("url"), Type.Literal("path")]), files: Files }),
]);

const OwnEntries = Type.Array(
  Type.Object({
    id: Type.String(),
    engine: Type.String({ pattern: "^[a-z0-9-]+$" }),
    kind: Type.Union([Type.Literal("tts"), Type.Literal("asr")]),
    name: Type.String({ minLength: 1 }),
    languages: Type.Array(Type.String()),
    licence: Type.String(),
    credit: Type.Optional(Type.String()),
    sources: Type.Array(
      Type.Object({ origins: Type.Array(OwnOrigin, { minItems: 1 }), files: Type.Record(Type.String(), Facts) }),
      { minItems: 1 },
    ),
  }),
);

/** Every file of a source must come from somewhere, and nothing else may come. */
function checkSources({ id, sources }: Static<typeof OwnEntries>[number], path: string): void {
  checkId(id);
  for (const { origins, files } of sources) {
    const given = new Set(origins.flatMap((origin) => Object.keys(origin.files)));
    for (const name of [...given, ...Object.keys(files)]) {
      checkFileName(name);
      if (given.has(name) && files[name] !== undefined) continue;
      const what = given.has(name) ? 'is not among its "files"' : "comes from none of its origins";
      throw new ParlandoError("invalid_request", `${path}: the file "${name}" of ${id} ${what}.`);
    }
  }
}

/** A user's own catalogue: a list of entries as in `entries.data.ts`. @throws ParlandoError `invalid_request` saying where. */
export function parseEntries(content: string, path: string): readonly CatalogueEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    throw new ParlandoError("invalid_request", `${path} is not JSON.`, { cause });
  }
  if (!Value.Check(OwnEntries, json)) {
    const [first] = Value.Errors(OwnEntries, json);
    const where = first === undefined ? "" : ` at ${first.instancePath || "/"}: ${first.message}`;
    throw new ParlandoError("invalid_request", `${path} is no list of models${where}.`);
  }
  for (const entry of json) checkSources(entry, path);
  return json;
}
