import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the nearest package.json above a file: the same from every output folder of the compiler. */
function packageFolder(from: string): string {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    try {
      readFileSync(join(folder, "package.json"));
      return folder;
    } catch (error) {
      if (dirname(folder) === folder) throw error;
    }
  }
}

/** Root of the installed package. */
export const PACKAGE_FOLDER = packageFolder(fileURLToPath(import.meta.url));

/** Version of this Parlando, semver. */
export const PARLANDO_VERSION: string = (
  JSON.parse(readFileSync(join(PACKAGE_FOLDER, "package.json"), "utf8")) as { version: string }
).version;
