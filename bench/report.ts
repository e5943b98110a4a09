import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { PACKAGE_FOLDER } from "../src/main/version.js";

export type Cell = string | number;

/** One table of a bench: printed for people, written as JSON for programs. */
export interface Table {
  readonly title: string;
  /** What was compared with what, how often, and what may disturb it. */
  readonly note?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A bench: one question, answered by tables. */
export interface Bench {
  readonly name: string;
  readonly question: string;
  run(): Promise<readonly Table[]>;
}

function show(cell: Cell): string {
  if (typeof cell === "string") return cell;
  if (Number.isInteger(cell)) return String(cell);
  return cell.toFixed(Math.abs(cell) < 1 ? 4 : 2);
}

export function printTable({ title, note, columns, rows }: Table): void {
  const lines = [columns, ...rows.map((row) => row.map(show))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? "").length)));
  const text = lines.map((line) =>
    line.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  "),
  );
  process.stdout.write(`\n## ${title}\n${note === undefined ? "" : `${note}\n`}${text.join("\n")}\n`);
}

/** Writes `bench/out/<name>.json` with the machine it ran on. */
export function writeJson(name: string, tables: readonly Table[]): string {
  const folder = join(PACKAGE_FOLDER, "bench/out");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.json`);
  const machine = {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model ?? "?",
    date: new Date().toISOString(),
  };
  writeFileSync(file, `${JSON.stringify({ machine, tables }, null, 2)}\n`);
  return file;
}
