// Runs the compiled tests with Node's own runner: `npm test`, or `npm test -- unit/audio` for those whose path has that text.
// `--dist DIR` names another output folder of the compiler. Works alike on Node 20, 22 and 24, whose globs differ.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const at = args.indexOf("--dist");
const dist = at < 0 ? "dist" : args.splice(at, 2)[1];
const wanted = args.filter((arg) => !arg.startsWith("--"));
const flags = args.filter((arg) => arg.startsWith("--"));

const files = readdirSync(join(root, "test"), { recursive: true })
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .map((file) => join(dist, "test", file.replace(/\.ts$/, ".js")))
  .sort();
const missing = files.filter((file) => !existsSync(join(root, file)));
if (files.length === 0 || missing.length > 0) {
  console.error(files.length === 0 ? `no test matches ${wanted.join(", ")}` : `not compiled: ${missing.join(", ")}`);
  process.exit(1);
}

const run = spawnSync(process.execPath, ["--test", "--test-concurrency=2", ...flags, ...files], {
  cwd: root,
  stdio: "inherit",
});
process.exit(run.status ?? 1);
