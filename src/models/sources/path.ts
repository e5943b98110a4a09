import { copyFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { ParlandoError } from "../../contract/errors.js";
import { systemCode } from "../disk.js";
import type { Origin } from "../entry.js";
import type { Delivery, Told } from "./tools.js";

export async function fromPath(origin: Extract<Origin, { readonly type: "path" }>, delivery: Delivery): Promise<Told> {
  let doneBytes = 0;
  for (const [name, path] of Object.entries(origin.files)) {
    const copy = join(delivery.folder, "copy");
    try {
      await copyFile(path, copy);
    } catch (error) {
      if (systemCode(error) === "ENOSPC") throw error;
      throw new ParlandoError("download_failed", `${path} cannot be read (${systemCode(error) ?? "unknown"}).`);
    }
    doneBytes += (await stat(copy)).size;
    delivery.onBytes(doneBytes);
    await delivery.deliver(copy, name);
  }
  return {};
}
