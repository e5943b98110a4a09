// Copies what the compiler does not: files that the code reads at run time (`.proto`, JSON data, HTML) keep their place.
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = process.argv.indexOf("--dist");
const dist = join(root, at > 0 ? process.argv[at + 1] : "dist");
const ENDINGS = [".proto", ".html", ".css"];

for (const file of readdirSync(join(root, "src"), { recursive: true })) {
  if (!ENDINGS.some((ending) => file.endsWith(ending))) continue;
  const target = join(dist, "src", file);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(join(root, "src", file), target);
}
