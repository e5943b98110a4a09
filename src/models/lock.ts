import { readFile, rm, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { ParlandoError } from "../contract/errors.js";

interface Holder {
  readonly pid: number;
  readonly host: string;
}

/** A lock that says nothing was made by a process that ended between two system calls. */
const SILENT_AFTER_MS = 10_000;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function holderOf(path: string): Promise<Holder | "unknown" | undefined> {
  try {
    const { pid, host } = JSON.parse(await readFile(path, "utf8")) as Partial<Holder>;
    if (typeof pid === "number" && typeof host === "string") return { pid, host };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  }
  const age = await stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Infinity,
  );
  return age > SILENT_AFTER_MS ? undefined : "unknown";
}

async function tryTake(path: string): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Takes a lock file that no living process holds; the answer gives it back.
 * @param what for the message: `en_US-joe-medium`. @throws ParlandoError `overloaded`.
 */
export async function takeLock(path: string, what: string): Promise<() => Promise<void>> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await tryTake(path)) return () => rm(path, { force: true });
    const holder = await holderOf(path);
    if (holder === undefined || (holder !== "unknown" && holder.host === hostname() && !isRunning(holder.pid))) {
      // Its process is gone.
      await rm(path, { force: true });
      continue;
    }
    const who = holder === "unknown" ? "another process" : `process ${holder.pid} on ${holder.host}`;
    throw new ParlandoError(
      "overloaded",
      `${what} is being installed by ${who}. Wait for it; if it is gone for good, delete ${path}.`,
      { retryAfterMs: 10_000 },
    );
  }
  throw new ParlandoError("overloaded", `${what} is being installed by another process. Wait for it.`);
}
