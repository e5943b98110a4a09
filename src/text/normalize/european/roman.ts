/** Roman numerals as they are written, I to MMMCMXCIX; undefined for anything else, such as IIII. */
export function romanValue(written: string): number | undefined {
  if (!/^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u.test(written) || written === "")
    return undefined;
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
  let sum = 0;
  for (const [at, sign] of Array.from(written).entries()) {
    const value = values[sign] ?? 0;
    sum += value < (values[written[at + 1] ?? ""] ?? 0) ? -value : value;
  }
  return sum;
}

/** A Roman numeral in a pattern. */
export const ROMAN = "[IVXLCDM]{1,10}";
