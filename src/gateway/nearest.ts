/** Edits (insert, delete, replace) between two words, Levenshtein's measure. */
function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1));
    }
    previous = row;
  }
  return previous[b.length]!;
}

/** Longest name that is compared; what is longer is no misspelling of a name. */
const MAX_COMPARED = 64;

/** The names that most resemble a wrong one, best first; none when nothing is near. */
export function nearestNames(wrong: string, names: readonly string[], count = 3): string[] {
  const wanted = wrong.slice(0, MAX_COMPARED).toLowerCase();
  return names
    .map((name) => ({ name, edits: distance(wanted, name.toLowerCase().slice(0, MAX_COMPARED)) }))
    .filter(({ name, edits }) => edits <= Math.max(2, Math.floor(Math.max(name.length, wanted.length) / 2)))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, count)
    .map(({ name }) => name);
}

/** " Did you mean "x" or "y"?", or nothing. */
export function didYouMean(wrong: string, names: readonly string[]): string {
  const near = nearestNames(wrong, names).map((name) => JSON.stringify(name));
  return near.length === 0 ? "" : ` Did you mean ${near.join(" or ")}?`;
}
