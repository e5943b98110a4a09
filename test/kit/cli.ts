import { spawn } from "node:child_process";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { cliArguments } from "./server.js";

export interface CliResult {
  readonly status: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs one `parlando …` command to its end, as a shell would. */
export async function runCli(args: readonly string[], input?: string): Promise<CliResult> {
  const child = spawn(process.execPath, cliArguments(args), {
    cwd: PACKAGE_FOLDER,
    env: { ...process.env, PARLANDO_OFFLINE: "1" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  child.stdin.end(input ?? "");
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() };
}
