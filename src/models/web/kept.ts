import { readFile, rm, stat, writeFile } from "node:fs/promises";

/** What is on disk of a download, and the version of the file that it belongs to. */
export interface Kept {
  readonly sizeBytes: number;
  /** A strong entity tag. */
  readonly etag: string;
}

const noteOf = (path: string): string => `${path}.json`;

/** Bytes of a file; 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** What can be gone on with; undefined when nothing can. */
export async function keptAt(path: string): Promise<Kept | undefined> {
  try {
    const sizeBytes = await sizeOf(path);
    const { etag } = JSON.parse(await readFile(noteOf(path), "utf8")) as { etag?: unknown };
    return sizeBytes > 0 && typeof etag === "string" ? { sizeBytes, etag } : undefined;
  } catch {
    return undefined;
  }
}

/** Notes the version that is about to be written. Without a strong tag nothing can be gone on with later. */
export async function noteVersion(path: string, etag: string | null): Promise<void> {
  if (etag === null || etag.startsWith("W/")) await rm(noteOf(path), { force: true });
  else await writeFile(noteOf(path), JSON.stringify({ etag }));
}

export async function forget(path: string): Promise<void> {
  await rm(path, { force: true });
  await rm(noteOf(path), { force: true });
}
