import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { NORMALIZED_LANGUAGES, normalize } from "../../src/text/normalize/index.js";
import { CACHE, fetchNpm, pythonWith, remembered, runProgram } from "./cache.js";

/** Something that turns texts into what is spoken. */
export interface Reader {
  readonly name: string;
  readonly languages: readonly string[];
  /** One reading for each text; options, any of which may be the right one, a line each. @throws with the reason if it cannot be had here. */
  read(texts: readonly string[], language: string): Promise<readonly string[]>;
}

const FOLDER = join(PACKAGE_FOLDER, "bench/normalize");
const NEMO = "nemo_text_processing==1.2.0";
const LOUDNESS = "loudness-tts==0.1.1";
const N2WORDS = "4.0.0";
const KOKORO = "1.2.1";

const parlando: Reader = {
  name: "parlando",
  languages: NORMALIZED_LANGUAGES,
  read: async (texts, language) => texts.map((text) => normalize(text, language).text),
};

/** The text as it stands: espeak reads digits and some signs by itself. */
const espeak: Reader = {
  name: "espeak alone",
  languages: NORMALIZED_LANGUAGES,
  read: async (texts) => texts,
};

/** Every number by `n2words`, the best ready-made library for number words; the rest as it stands. */
const n2words: Reader = {
  name: "n2words",
  languages: NORMALIZED_LANGUAGES,
  async read(texts, language) {
    const entry = join(fetchNpm("n2words", N2WORDS), "src", `${REGIONS[language] ?? language}.js`);
    const { toCardinal } = (await import(pathToFileURL(entry).href)) as { toCardinal: (value: string) => string };
    const isComma = language !== "en";
    return texts.map((text) =>
      text.replaceAll(/\d{1,15}(?:[.,]\d{1,15})*/gu, (number) => {
        const plain = isComma ? number.replaceAll(".", "").replace(",", ".") : number.replaceAll(",", "");
        return /^\d+(?:\.\d+)?$/u.test(plain) ? toCardinal(plain) : number;
      }),
    );
  },
};

/** n2words names a file for each region where number words differ. */
const REGIONS: Readonly<Record<string, string>> = {
  en: "en-US",
  es: "es-ES",
  de: "de-DE",
  fr: "fr-FR",
  it: "it-IT",
  pt: "pt-PT",
  ru: "ru-RU",
};

/**
 * kokoro-js normalises inside `phonemize` and exports nothing of it: the functions are cut out of its bundle, which is
 * otherwise left alone. What it gives still has digits; espeak reads them, as it does there.
 */
const kokoro: Reader = {
  name: "kokoro-js",
  languages: ["en"],
  async read(texts) {
    const bundle = readFileSync(join(fetchNpm("kokoro-js", KOKORO), "dist/kokoro.js"), "utf8");
    const parts = bundle.slice(bundle.indexOf("function o(e)"), bundle.indexOf("const u=new RegExp"));
    const body = /function\(e\)\{return e\.replace\(\/\[‘’\].*?\.trim\(\)\}/su.exec(bundle)?.[0];
    if (body === undefined) throw new Error("its bundle looks unlike the one known");
    const file = join(CACHE, `kokoro-normaliser-${KOKORO}.mjs`);
    writeFileSync(file, `${parts}\nexport const normalise = ${body};\n`);
    const { normalise } = (await import(pathToFileURL(file).href)) as { normalise: (text: string) => string };
    return texts.map(normalise);
  },
};

const nemo: Reader = {
  name: "nemo 1.2.0",
  languages: ["en", "es", "ru"],
  async read(texts, language) {
    const python = pythonWith([NEMO]);
    return remembered(`nemo.${language}`, texts, (missing) => {
      const input = JSON.stringify({ language, texts: missing });
      return JSON.parse(
        runProgram(python, [join(FOLDER, "read_nemo.py"), join(CACHE, "grammars")], { input }),
      ) as string[];
    });
  },
};

const loudness: Reader = {
  name: "loudness-tts",
  languages: ["en", "es"],
  async read(texts, language) {
    const python = pythonWith([LOUDNESS], ["--no-deps"]);
    const input = JSON.stringify({ language, texts });
    return JSON.parse(runProgram(python, [join(FOLDER, "read_loudness.py")], { input })) as string[];
  },
};

export const READERS: readonly Reader[] = [parlando, espeak, n2words, kokoro, nemo, loudness];
