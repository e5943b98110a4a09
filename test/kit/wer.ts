/** Words of a text as word error rates count them: lower case, no punctuation, apostrophes kept inside words. */
export function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replaceAll("’", "'");
  return plain.match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];
}

/** Least number of substitutions, insertions and deletions that turn `heard` into `reference`. */
export function wordErrors(reference: string, heard: string): number {
  const wanted = wordsOf(reference);
  const given = wordsOf(heard);
  let row = Array.from({ length: given.length + 1 }, (_, at) => at);
  for (const [line, word] of wanted.entries()) {
    const next = [line + 1];
    for (const [at, other] of given.entries()) {
      const change = (row[at] as number) + (word === other ? 0 : 1);
      next.push(Math.min(change, (row[at + 1] as number) + 1, (next[at] as number) + 1));
    }
    row = next;
  }
  return row.at(-1) as number;
}

/** Word error rate, 0 = all right; may exceed 1. */
export function wordErrorRate(reference: string, heard: string): number {
  return wordErrors(reference, heard) / Math.max(1, wordsOf(reference).length);
}
