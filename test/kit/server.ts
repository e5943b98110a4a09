import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { PACKAGE_FOLDER } from "../../src/main/version.js";

/** A real server in a process of its own, as a user starts it. */
export interface TestServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly process: ChildProcess;
  readonly pid: number;
  /** Every log line so far, parsed. */
  readonly log: readonly LogLine[];
  /** The first log line, past or to come, that fits. */
  waitForLog(fits: (line: LogLine) => boolean): Promise<LogLine>;
  /** Asks it to end (SIGTERM) and gives its exit status. */
  stop(): Promise<number | null>;
}

export type LogLine = Readonly<Record<string, unknown>> & { readonly level: string; readonly msg: string };

/** The command line of this very output folder of the compiler. */
const CLI = fileURLToPath(new URL("../../src/cli/run.js", import.meta.url));

/** Arguments for `node` that run Parlando's command line. */
export function cliArguments(args: readonly string[]): string[] {
  return [CLI, ...args];
}

/** Starts `parlando serve` on a free port with a home folder of its own. */
export async function startServer(
  flags: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<TestServer> {
  const home = await mkdtemp(join(tmpdir(), "parlando-test-"));
  const child = spawn(process.execPath, cliArguments(["serve", "--port", "0", "--home", home, ...flags]), {
    cwd: PACKAGE_FOLDER,
    env: { ...process.env, PARLANDO_OFFLINE: "1", ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const log: LogLine[] = [];
  const watchers = new Set<(line: LogLine) => void>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line = JSON.parse(text) as LogLine;
    log.push(line);
    for (const watch of watchers) watch(line);
  });
  const waitForLog = (fits: (line: LogLine) => boolean): Promise<LogLine> => {
    const past = log.find(fits);
    if (past !== undefined) return Promise.resolve(past);
    return new Promise((resolve, reject) => {
      const watch = (line: LogLine): void => {
        if (!fits(line)) return;
        watchers.delete(watch);
        resolve(line);
      };
      watchers.add(watch);
      void exited.then((code) =>
        reject(new Error(`the server ended with status ${String(code)} before the line came`)),
      );
    });
  };
  const ready = await waitForLog((line) => typeof line["url"] === "string");
  return {
    url: ready["url"] as string,
    process: child,
    pid: child.pid as number,
    log,
    waitForLog,
    async stop() {
      child.kill("SIGTERM");
      const status = await exited;
      await rm(home, { recursive: true, force: true });
      return status;
    },
  };
}
