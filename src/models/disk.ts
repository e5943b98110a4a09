import { statfs } from "node:fs/promises";
import { ParlandoError } from "../contract/errors.js";

const FULL: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);

/** The system's code of an error (`ENOENT`), looked for in its causes too. */
export function systemCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as NodeJS.ErrnoException;
    if (typeof code === "string" && /^E[A-Z0-9]+$/.test(code)) return code;
  }
  return undefined;
}

/** A full disk said in our words; every other error stays as it is. */
export function toStorageError(error: unknown, folder: string): unknown {
  const isFull = FULL.has(systemCode(error) ?? "");
  return isFull ? diskFull(`The disk that holds ${folder} is full.`, error) : error;
}

function diskFull(what: string, cause?: unknown): ParlandoError {
  const message = `${what} What was fetched has been taken away again. Make room, or choose another disk with PARLANDO_HOME.`;
  return new ParlandoError("storage_full", message, cause === undefined ? {} : { cause });
}

/** @throws ParlandoError `storage_full` when fewer bytes are free than will be written. */
export async function checkRoom(folder: string, neededBytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const freeBytes = bavail * bsize;
  if (neededBytes <= freeBytes) return;
  throw diskFull(`${toMegabytes(neededBytes)} MB are needed in ${folder}, ${toMegabytes(freeBytes)} MB are free.`);
}

function toMegabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
