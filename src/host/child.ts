import { fork, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { setPriority } from "node:os";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Log } from "../contract/log.js";
import type { HostConfig, HostReady } from "./config.js";

const ENTRY = fileURLToPath(new URL("./process.js", import.meta.url));

/** How a process ended, in words for a log: `signal SIGKILL`, `status 1`. */
export type Ending = string;

/** A running host process, before anything is said to it. */
export interface HostChild {
  readonly pid: number | undefined;
  /** Address where it listens, once it does; undefined when it ended before. */
  readonly address: Promise<string | undefined>;
  readonly exited: Promise<Ending>;
  kill(signal: "SIGTERM" | "SIGKILL"): void;
}

function forward(stream: Readable | null, log: Log, name: string): void {
  if (stream === null) return;
  createInterface({ input: stream }).on("line", (line) => log.info({ stream: name }, line));
}

function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal === null ? `status ${String(code)}` : `signal ${signal}`));
    child.once("error", (error) => {
      // Also emitted when a kill fails; only a process that never was has no other end.
      if (child.pid === undefined) resolve(`no process: ${error.message}`);
    });
  });
}

/** How far a host stands back for other processes: 0 is ordinary, 19 the most modest. */
const NICENESS = 5;

/**
 * Computing gives way to answering: on a machine whose cores are all computing, an interrupt was acknowledged after up to
 * 17 ms at equal priority, after 6 to 12 ms (p99 of 100) when hosts are modest. First audio did not suffer.
 */
function yieldToParent(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, NICENESS);
  } catch {
    // It has ended already, or the system does not allow it: then all run alike.
  }
}

/** Starts a host's process. It ends by itself when this process ends. */
export function startChild(config: HostConfig, log: Log): HostChild {
  const child = fork(ENTRY, [JSON.stringify(config)], {
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  yieldToParent(child.pid);
  forward(child.stdout, log, "stdout");
  forward(child.stderr, log, "stderr");
  const exited = endOf(child);
  const address = new Promise<string | undefined>((resolve) => {
    child.once("message", (message) => resolve((message as HostReady).address));
    void exited.then(() => resolve(undefined));
  });
  return { pid: child.pid, address, exited, kill: (signal) => void child.kill(signal) };
}
