import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { ParlandoError } from "../contract/errors.js";
import type { FileFacts } from "./entry.js";
import type { InstalledFile } from "./manifest.js";

export interface Digests extends InstalledFile {
  readonly md5: string;
}

/** Reads a file once. */
export async function digestFile(path: string, signal: AbortSignal): Promise<Digests> {
  const sha256 = createHash("sha256");
  const md5 = createHash("md5");
  let sizeBytes = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) {
    const bytes = chunk as Buffer;
    sha256.update(bytes);
    md5.update(bytes);
    sizeBytes += bytes.length;
  }
  return { sha256: sha256.digest("hex"), md5: md5.digest("hex"), sizeBytes };
}

/** What does not fit, in words; undefined when all does. */
export function misfit(found: Digests, facts: FileFacts): string | undefined {
  if (facts.sizeBytes !== undefined && found.sizeBytes !== facts.sizeBytes) {
    return `has ${found.sizeBytes} bytes where ${facts.sizeBytes} are expected`;
  }
  if (facts.sha256 !== undefined && found.sha256 !== facts.sha256) {
    return `has the SHA-256 ${found.sha256} where ${facts.sha256} is expected`;
  }
  if (facts.md5 !== undefined && found.md5 !== facts.md5) {
    return `has the MD5 ${found.md5} where ${facts.md5} is expected`;
  }
  return undefined;
}

/**
 * Digests of a folder's files, each compared with what is known of it.
 * @throws ParlandoError `download_failed` naming the first file that is missing or other than expected.
 */
export async function checkFiles(
  directory: string,
  files: Readonly<Record<string, FileFacts>>,
  signal: AbortSignal,
): Promise<Record<string, InstalledFile>> {
  const checked: Record<string, InstalledFile> = {};
  for (const [name, facts] of Object.entries(files)) {
    const path = join(directory, name);
    const isThere = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere) throw new ParlandoError("download_failed", `${name} is missing.`);
    const found = await digestFile(path, signal);
    const wrong = misfit(found, facts);
    if (wrong !== undefined) throw new ParlandoError("download_failed", `${name} ${wrong}.`);
    checked[name] = { sha256: found.sha256, sizeBytes: found.sizeBytes };
  }
  return checked;
}
