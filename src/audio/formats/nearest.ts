/** The entry of a list closest to a value; the first of two that are equally close. */
export function nearestNumber(value: number, list: readonly number[]): number {
  return list.reduce((best, entry) => (Math.abs(entry - value) < Math.abs(best - value) ? entry : best));
}
