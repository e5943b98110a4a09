import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ParlandoError } from "../../../contract/errors.js";
import type { GraphModel } from "../../../onnx/graph/model.js";
import { readModel, writeModel } from "../../../onnx/graph/model.js";
import type { Reach } from "../../../onnx/graph/reach.js";
import { splitVits, VITS_INPUTS, type VitsSplit } from "../../../onnx/graph/split.js";
import { GraphIndex } from "../../../onnx/graph/walk.js";
import { moveWeights, type WeightStretch } from "../../../onnx/graph/weights.js";

/** Changes whenever the cut does, so that parts of an older version are made anew. */
const FORMAT = 2;
const MANIFEST = "parts.json";

export interface SectionPart extends Reach {
  readonly file: string;
  readonly input: string;
  readonly output: string;
}

/** A voice in parts: which files, and what the tensors are called. Kept beside the parts as JSON. */
export interface VoiceParts {
  readonly format: number;
  /** SHA-256 of the published graph, hexadecimal. */
  readonly digest: string;
  readonly encoder: readonly string[];
  readonly durations: string;
  readonly sections: readonly SectionPart[];
  readonly tensors: {
    readonly encoded: string;
    readonly means: string;
    readonly logScales: string;
    readonly durations: string;
    readonly frameMask: string;
  };
  /** Rows of the table of symbols: ids are below this. */
  readonly symbols: number;
  /** 1 where the graph takes no speaker. */
  readonly speakers: number;
  /** Attention products rewritten to their band; 0 where the exported pattern was not found. */
  readonly bandRewrites: number;
  /** Largest difference between the parts and the whole on the probe; undefined before it was run. */
  readonly probeMaxAbs?: number;
}

/** Where a part's graph comes from: a file, or bytes where nothing could be written. */
export type PartSource = string | Uint8Array;

/** A split voice, ready to be opened. */
export interface StoredParts {
  readonly parts: VoiceParts;
  readonly source: (file: string) => PartSource;
}

/** A voice cut just now: its parts are not written yet. */
export interface FreshParts extends StoredParts {
  readonly whole: GraphModel;
  /** The name of the whole graph's audio output. */
  readonly audio: string;
  /** Keeps the parts beside the voice; false where the folder cannot be written. */
  keep(probeMaxAbs: number): Promise<boolean>;
}

/** SHA-256 of a file. @throws ParlandoError `engine_failed` when it cannot be read. */
export async function digestOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Uint8Array);
  } catch (cause) {
    throw new ParlandoError("engine_failed", `The voice ${path} cannot be read.`, { cause });
  }
  return hash.digest("hex");
}

/** The folder of a voice's parts: beside it, by its digest, so that another file of the same name has its own. */
function folderOf(path: string, digest: string): string {
  return join(`${path}.parts`, `${digest.slice(0, 16)}-v${FORMAT}`);
}

/** The parts kept beside a voice, or undefined where there are none of this version. */
export async function storedParts(path: string, digest: string): Promise<StoredParts | undefined> {
  return readParts(folderOf(path, digest), digest);
}

async function readParts(folder: string, digest: string): Promise<StoredParts | undefined> {
  try {
    const parts = JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as VoiceParts;
    if (parts.format !== FORMAT || parts.digest !== digest) return undefined;
    return { parts, source: (file) => join(folder, basename(file)) };
  } catch {
    return undefined;
  }
}

export async function forgetParts(path: string, digest: string): Promise<void> {
  await rm(folderOf(path, digest), { recursive: true, force: true });
}

function rowsOf(index: GraphIndex, input: string): number | undefined {
  const lookup = index.consumersOf(input).find(({ opType }) => opType === "Gather");
  const rows = index.constantTensorOf(lookup?.input[0] ?? "")?.dims[0];
  return rows === undefined ? undefined : Number(rows);
}

/** What a published graph says about itself. */
export interface PublishedVoice {
  readonly model: GraphModel;
  readonly symbols: number | undefined;
  readonly speakers: number;
}

/** @throws ParlandoError `engine_failed` when the file is no whole ONNX graph with a Piper voice's inputs and output. */
export async function readPublished(path: string): Promise<PublishedVoice> {
  const name = basename(path);
  const model = readModel(await readFile(path), name);
  const index = new GraphIndex(model.graph);
  const lacking = [VITS_INPUTS.ids, VITS_INPUTS.lengths, VITS_INPUTS.scales].filter(
    (input) => !index.inputs.has(input),
  );
  if (lacking.length > 0) {
    throw new ParlandoError(
      "engine_failed",
      `${name} is not a Piper voice: it has no input ${lacking.join(", ")} (its inputs: ${[...index.inputs].join(", ") || "none"}).`,
    );
  }
  const speakers = index.inputs.has(VITS_INPUTS.speaker)
    ? (rowsOf(index, VITS_INPUTS.speaker) ?? Number.MAX_SAFE_INTEGER)
    : 1;
  return { model, symbols: rowsOf(index, VITS_INPUTS.ids), speakers };
}

/** @throws ParlandoError `engine_failed` when the graph cannot be cut. */
export function cutVoice(path: string, digest: string, { model, symbols, speakers }: PublishedVoice): FreshParts {
  const split = splitVits(model);
  const graphs = graphsOf(split);
  const { encoded, means, logScales, durations, frameMask, audio } = split.tensors;
  const parts: VoiceParts = {
    format: FORMAT,
    digest,
    encoder: split.encoder.map((_, at) => encoderFile(at)),
    durations: DURATIONS,
    sections: split.sections.map(({ input, output, rate, left, right }, at) => {
      return { file: sectionFile(at), input, output, rate, left, right };
    }),
    tensors: { encoded, means, logScales, durations, frameMask },
    symbols: symbols ?? Number.MAX_SAFE_INTEGER,
    speakers,
    bandRewrites: split.bandRewrites,
  };
  return {
    parts,
    whole: split.whole,
    audio,
    source: (file) => writeModel(graphs.get(file) ?? split.whole),
    keep: (probeMaxAbs) => keepParts(folderOf(path, digest), { ...parts, probeMaxAbs }, graphs),
  };
}

const DURATIONS = "durations.onnx";
const WEIGHTS = "weights.bin";
const encoderFile = (at: number): string => `encoder-${at}.onnx`;
const sectionFile = (at: number): string => `section-${at}.onnx`;

function graphsOf(split: VitsSplit): Map<string, GraphModel> {
  return new Map([
    ...split.encoder.map((graph, at): [string, GraphModel] => [encoderFile(at), graph]),
    [DURATIONS, split.durations],
    ...split.sections.map(({ model }, at): [string, GraphModel] => [sectionFile(at), model]),
  ]);
}

/** Takes away what earlier versions made of the same file. */
async function forgetOlder(folder: string): Promise<void> {
  const own = basename(folder);
  const digest = own.slice(0, own.indexOf("-"));
  for (const name of await readdir(dirname(folder))) {
    const isOlder = name !== own && new RegExp(`^${digest}-v\\d+$`).test(name);
    if (isOlder) await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

async function writeWeights(path: string, weights: readonly WeightStretch[]): Promise<void> {
  const file = await open(path, "w");
  try {
    for (const { offsetBytes, data } of weights) await file.write(data, 0, data.byteLength, offsetBytes);
  } finally {
    await file.close();
  }
}

/** Writes into a folder of its own and moves it into place: two processes may do so at once, a dying one leaves nothing half. */
async function keepParts(folder: string, parts: VoiceParts, graphs: ReadonlyMap<string, GraphModel>): Promise<boolean> {
  const draft = `${folder}.${randomUUID()}`;
  try {
    await mkdir(draft, { recursive: true });
    const { graphs: light, weights } = moveWeights(graphs, WEIGHTS);
    await writeWeights(join(draft, WEIGHTS), weights);
    for (const [file, graph] of light) await writeFile(join(draft, file), writeModel(graph));
    await writeFile(join(draft, MANIFEST), `${JSON.stringify(parts, undefined, 1)}\n`);
    await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }));
    await forgetOlder(folder);
    return (await readParts(folder, parts.digest)) !== undefined;
  } catch {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined);
    return false;
  }
}
