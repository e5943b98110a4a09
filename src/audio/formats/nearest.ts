/** The entry of a list closest to a value; the first of two that are equally close. */
export function nearestNumber(value: number, list: readonly number[]): number {
  return list.reduce((best, entry) => (Math.abs(entry - value) < Math.abs(best - value) ? entry : best));
}

/** Single-character edits (insert, delete, replace) from one word to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = row[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[to.length]!;
}

/** The word of a list that is most like what was typed. */
export function nearestWord(typed: string, list: readonly string[]): string {
  const short = typed.slice(0, 32).toLowerCase();
  return list.reduce((best, word) => (editDistance(short, word) < editDistance(short, best) ? word : best));
}
