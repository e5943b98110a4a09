/**
 * The names most like a wanted one, best first, for messages such as "did you mean …".
 * Upper and lower case count as equal. @param limit most names given.
 */
export function nearestNames(wanted: string, names: Iterable<string>, limit = 3): string[] {
  // What is longer is no slip of the pen, and comparing it would cost its length times that of every name.
  const target = wanted.slice(0, 64).toLowerCase();
  if (target === "") return [];
  const scored: { readonly name: string; readonly distance: number }[] = [];
  for (const name of new Set(names)) {
    const candidate = name.toLowerCase();
    const isPart = target.length > 2 && (candidate.includes(target) || target.includes(candidate));
    const distance = isPart ? 1 : editDistance(target, candidate);
    if (distance <= Math.max(2, target.length / 3)) scored.push({ name, distance });
  }
  return scored
    .toSorted((a, b) => a.distance - b.distance || a.name.localeCompare(b.name, "en"))
    .slice(0, limit)
    .map(({ name }) => name);
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
