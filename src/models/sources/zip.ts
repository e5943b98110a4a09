import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";
import { ParlandoError } from "../../contract/errors.js";

/**
 * Takes some members out of a zip. The answer gives the file that a member became.
 * @throws ParlandoError `download_failed` naming the members that are not there, or the damage.
 */
export async function unzip(
  path: string,
  members: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<(member: string) => string> {
  const wanted = new Set(members);
  const files = new Map<string, string>();
  const zip = await openPromise(path, { autoClose: false, lazyEntries: true }).catch((cause: unknown) => {
    throw damaged(cause);
  });
  try {
    for await (const entry of zip.eachEntry()) {
      if (!wanted.has(entry.fileName)) continue;
      // Numbers, not names: what a package calls its members decides nothing about this disk.
      const file = join(folder, String(files.size));
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file), { signal });
      files.set(entry.fileName, file);
    }
  } catch (error) {
    if (signal.aborted || isOfSystem(error)) throw error;
    throw damaged(error);
  } finally {
    zip.close();
  }
  return lookUp(files, members);
}

/** @throws ParlandoError `download_failed` at once when a member is missing. */
export function lookUp(files: ReadonlyMap<string, string>, members: readonly string[]): (member: string) => string {
  const missing = members.filter((member) => !files.has(member));
  if (missing.length > 0) {
    throw new ParlandoError("download_failed", `the package does not contain ${missing.slice(0, 3).join(", ")}.`);
  }
  return (member) => files.get(member) ?? "";
}

function isOfSystem(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function damaged(cause: unknown): ParlandoError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new ParlandoError("download_failed", `the package is damaged: ${why}.`, { cause });
}
