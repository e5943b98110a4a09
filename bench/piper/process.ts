import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Timing } from "./peer.js";

/** A peer in a process of its own, on one core where the system can do that. */
export interface Peer extends AsyncDisposable {
  readonly name: string;
  speak(text: string): Promise<Timing>;
}

/** The compiled file beside this one. */
export function beside(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url));
}

const canPin = spawnSync("taskset", ["--version"]).status === 0;

/** Starts a peer and waits until it is warm. @param core the core it gets, all of them where undefined. */
export async function openPeer(name: string, command: readonly string[], core: number | undefined): Promise<Peer> {
  const pinned = core !== undefined && canPin ? ["taskset", "-c", String(core), ...command] : command;
  const [file = "", ...args] = pinned;
  const child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<string> => {
    const { done, value } = await lines.next();
    if (done === true) throw new Error(`${name} ended`);
    return value;
  };
  // Libraries greet on stdout, too.
  while ((await next()) !== "ready");
  return {
    name,
    async speak(text) {
      child.stdin.write(`${JSON.stringify(text)}\n`);
      return JSON.parse(await next()) as Timing;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
    },
  };
}
