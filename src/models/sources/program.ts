import { spawn, type ChildProcess, type ChildProcessWithoutNullStreams } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { platform } from "node:os";
import { throwIfAborted } from "../../contract/errors.js";
import type { Clock } from "../../async/clock.js";
import type { Environment } from "../web/client.js";

export interface ProgramRun {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly folder: string;
}

export interface ProgramEnd {
  readonly status: number | null;
  /** Last lines it wrote, stdout and stderr. */
  readonly output: string;
}

/** More is not needed to say why it failed. */
const KEPT_CHARACTERS = 8000;

/**
 * Runs a program to its end. Undefined when there is no such program. An abort ends it with all that it started. It has no
 * terminal: in the background one that only looks at it would be stopped by the system and never go on.
 */
export async function runProgram(run: ProgramRun, signal: AbortSignal): Promise<ProgramEnd | undefined> {
  throwIfAborted(signal);
  const isWindows = platform() === "win32";
  const child = spawn(run.command, run.args, {
    cwd: run.folder,
    env: { ...run.environment },
    // npm is a script on Windows, and scripts need a shell there. Arguments are checked names.
    shell: isWindows,
    detached: !isWindows,
    windowsHide: true,
  });
  const onAbort = (): void => endAll(child);
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await endOf(child);
  } finally {
    signal.removeEventListener("abort", onAbort);
    throwIfAborted(signal);
  }
}

/** pip is often a script that starts the real one: the whole group ends. */
function endAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (platform() === "win32") child.kill();
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

async function endOf(child: ChildProcessWithoutNullStreams): Promise<ProgramEnd | undefined> {
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-KEPT_CHARACTERS);
  };
  child.stdin.on("error", () => {}).end();
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  return new Promise((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") resolve(undefined);
      else reject(error);
    });
    child.once("close", (status) => resolve({ status, output }));
  });
}

const LOOK_EVERY_MS = 250;

/** Tells how much a program has written into a folder while it works. */
export async function watchingSize<T>(
  folder: string,
  clock: Clock,
  onBytes: (bytes: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  let cancel: (() => void) | undefined;
  let isOver = false;
  const look = (): void => {
    cancel = clock.after(LOOK_EVERY_MS, () => {
      void tell();
    });
  };
  const tell = async (): Promise<void> => {
    const bytes = await folderBytes(folder);
    if (isOver) return;
    onBytes(bytes);
    look();
  };
  look();
  try {
    return await work();
  } finally {
    isOver = true;
    cancel?.();
  }
}

/** Files may go while one looks. */
async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
