import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A text as people write it and the readings a native reader would accept. */
export interface Vector {
  readonly category: string;
  readonly text: string;
  readonly accepted: readonly string[];
}

const FOLDER = join(packageFolder(), "test/vectors/normalize");

function packageFolder(): string {
  let folder = import.meta.dirname;
  while (!readdirSync(folder).includes("package.json")) folder = dirname(folder);
  return folder;
}

/** Vectors of a language: every `<language>.<name>.jsonl` here, one JSON object a line. */
export function readVectors(language: string): Vector[] {
  const files = readdirSync(FOLDER).filter((name) => name.startsWith(`${language}.`) && name.endsWith(".jsonl"));
  return files.sort().flatMap((name) => {
    const lines = readFileSync(join(FOLDER, name), "utf8").split("\n");
    return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Vector);
  });
}

/** Words of a reading: case, hyphens, apostrophes and punctuation are no part of them. */
export function wordsOf(text: string): string {
  const plain = text
    .normalize("NFC")
    .toLowerCase()
    .replaceAll(/['’\u00ad]/gu, "");
  return (plain.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N}\p{P}\s]+/gu) ?? []).join(" ");
}

/** Whether a reading is one of those accepted, word for word. */
export function isAccepted({ accepted }: Vector, reading: string): boolean {
  const words = wordsOf(reading);
  return accepted.some((other) => wordsOf(other) === words);
}

export interface Score {
  readonly right: number;
  readonly total: number;
  readonly wrong: readonly { readonly vector: Vector; readonly reading: string }[];
}

/** Accuracy of a reader over vectors. */
export function score(vectors: readonly Vector[], read: (text: string) => string): Score {
  const wrong = vectors
    .map((vector) => ({ vector, reading: read(vector.text) }))
    .filter(({ vector, reading }) => !isAccepted(vector, reading));
  return { right: vectors.length - wrong.length, total: vectors.length, wrong };
}
