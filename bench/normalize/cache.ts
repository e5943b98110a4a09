import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_FOLDER } from "../../src/main/version.js";

/** What the bench fetches and computes, kept between runs. */
export const CACHE = join(PACKAGE_FOLDER, ".cache/normalize");

/** Runs a program to its end. @throws with the end of what it wrote when it fails. */
export function runProgram(
  program: string,
  args: readonly string[],
  options: { cwd?: string; input?: string } = {},
): string {
  const done = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (done.status === 0) return done.stdout;
  const said = (done.error?.message ?? done.stderr).trim().split("\n").at(-1) ?? "";
  throw new Error(`${program} failed: ${said.slice(0, 200)}`);
}

/** A package of npm as its author packed it, without its dependencies. @returns its folder. */
export function fetchNpm(name: string, version: string): string {
  const folder = join(CACHE, `${name}-${version}`);
  if (!existsSync(join(folder, "package"))) {
    mkdirSync(folder, { recursive: true });
    runProgram("npm", ["pack", `${name}@${version}`, "--silent"], { cwd: folder });
    const file = readdirSync(folder).find((entry) => entry.endsWith(".tgz")) ?? "";
    runProgram("tar", ["xzf", file], { cwd: folder });
  }
  return join(folder, "package");
}

/** A Python of its own with packages in it. @returns the path of its interpreter. */
export function pythonWith(packages: readonly string[], flags: readonly string[] = []): string {
  const folder = join(CACHE, "venv");
  const python = join(folder, "bin/python");
  if (!existsSync(python)) {
    mkdirSync(CACHE, { recursive: true });
    runProgram("python3", ["-m", "venv", folder]);
  }
  for (const name of packages) {
    const isThere = spawnSync(python, ["-m", "pip", "show", "-q", name.split("==")[0] ?? name]).status === 0;
    if (!isThere) runProgram(python, ["-m", "pip", "install", "-q", ...flags, name]);
  }
  return python;
}

/** Readings known from earlier runs, by text; the rest is read and kept. */
export function remembered(
  key: string,
  texts: readonly string[],
  read: (texts: readonly string[]) => readonly string[],
): string[] {
  const file = join(CACHE, `readings.${key}.json`);
  const known = (existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {}) as Record<string, string>;
  const missing = texts.filter((text) => known[text] === undefined);
  if (missing.length > 0) {
    for (const [at, reading] of read(missing).entries()) known[missing[at] ?? ""] = reading;
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(file, JSON.stringify(known));
  }
  return texts.map((text) => known[text] ?? text);
}
