import type { FileFacts, Origin } from "../entry.js";

/** What turns English text into phonemes, for hibari and for Kokoro: lexica, tagger, letters to sounds. */
export const ENGLISH_FRONT: Readonly<Record<string, FileFacts>> = {
  "vocab.json": { sizeBytes: 1144, sha256: "70abefbe8a1c8865e43e0a43bbdc25b91a33e4aa053479d443ccf23e20a59e5d" },
  "lexicon_us_gold.json.gz": {
    sizeBytes: 719_352,
    sha256: "63ae94f8ef0e906d5b24fe9b59ffcbd1529aca5686a774610e43973cbaa86ad2",
  },
  "lexicon_us_silver.json.gz": {
    sizeBytes: 682_530,
    sha256: "c4c2546ebf1eb07010331e7ef785a431aa17ba8e7bfb6b4af8d654ee96a71fd3",
  },
  "lexicon_gb_gold.json.gz": {
    sizeBytes: 696_547,
    sha256: "66e675f23eb007d6707d23fe6603ba5e19f3513aefe42e3c8cd6c078a85f2ce0",
  },
  "lexicon_gb_silver.json.gz": {
    sizeBytes: 799_678,
    sha256: "637f887dd557d193af8c106f5c26624850db3e7bf0ec751ba917aac6d75e948d",
  },
  "tagger.json.gz": {
    sizeBytes: 1_240_667,
    sha256: "d2da7502284bbbe45d49e0b7ce3ce67bdab82254150f4317f1b8559b4d38d0eb",
  },
  "tokenizer_exceptions.json": {
    sizeBytes: 32_450,
    sha256: "ddf3a3da07bdcf5144270ea4530191d8580fb4fd6f5ae93296e87916e795659a",
  },
  "normalize.json": { sizeBytes: 6769, sha256: "d478ff05404bc43ac3e0468e306674e51085f1b1afc94cdef7c7ea4fb0d56bd8" },
  "oov.onnx": { sizeBytes: 2_975_020, sha256: "d3cfd8122c5f172a98c8de38268bf1213ee09f2c2ae4df6e055fc6532590fe76" },
  "oov.json": { sizeBytes: 2273, sha256: "b462e6e5dbdf0e7346c732385d0dd844f612f1770871441c56932bff4ca75d8c" },
  "oov_gb.onnx": { sizeBytes: 942_734, sha256: "0997e3219543247de5646078d770f8ca77011d8fd0abb29fe48d12c60f53e9e1" },
  "oov_gb.json": { sizeBytes: 2096, sha256: "e29077fc3548f08f2fab82a87e03309f614658d91d0ba464e653265e9a4d0cad" },
};

/** The voice "heart": the graph, and its own list of voices. */
export const HIBARI_VOICE: Readonly<Record<string, FileFacts>> = {
  "hibari.onnx": { sizeBytes: 7_936_868, sha256: "5f70741d4e900f4e85d0037498736cc1b3e1b9a63a13546a5da1e63abf4fccd8" },
  "voices.json": { sizeBytes: 1411, sha256: "f8b7657ecd0e0e362d3403e99538c0e5bfe20d6a903dfcd04c772b2c73abb204" },
};

/** Files of the package that brings both. */
export function fromHibariPackage(files: Readonly<Record<string, FileFacts>>): Origin {
  return {
    type: "pypi",
    name: "hibari-tts",
    version: "0.2.1",
    sizeBytes: 14_032_178,
    files: Object.fromEntries(Object.keys(files).map((name) => [name, `hibari/assets/${name}`])),
  };
}
