import { ParlandoError } from "../../contract/errors.js";
import type { ProgramEnd } from "./program.js";

const FULL = /ENOSPC|no space left on device|disk quota exceeded/i;

/** Why a package manager failed, in its own most telling line. */
export function packageFailure(program: string, { status, output }: ProgramEnd): Error {
  if (FULL.test(output)) return Object.assign(new Error(`${program}: no space left on device`), { code: "ENOSPC" });
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const telling = lines.filter((line) => /^(error|npm err!|npm error)/i.test(line) && !/complete log/i.test(line));
  const said = (program === "npm" ? telling.slice(0, 3).join("; ") : telling.at(-1)) || (lines.at(-1) ?? "nothing");
  return new ParlandoError("download_failed", `${program} ended with status ${String(status)}: ${said.slice(0, 400)}`);
}
