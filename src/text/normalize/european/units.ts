import type { Currency, Gender, Noun } from "./types.js";

/** Nouns written "singular plural gender"; an underscore stands for a space inside one. */
export function nouns(written: Readonly<Record<string, string>>): Record<string, Noun> {
  return Object.fromEntries(Object.entries(written).map(([symbol, text]) => [symbol, toNoun(text)]));
}

export function toNoun(written: string): Noun {
  const [one = "", many = "", gender = "m"] = written.split(" ").map((part) => part.replaceAll("_", " "));
  return { one, many, gender: gender as Gender };
}

/** Money written as the noun and, where there are hundredths, their noun. */
export function currencies(written: Readonly<Record<string, readonly [string, string?]>>): Record<string, Currency> {
  return Object.fromEntries(
    Object.entries(written).map(([sign, [major, minor]]) => [
      sign,
      minor === undefined ? toNoun(major) : { ...toNoun(major), minor: toNoun(minor) },
    ]),
  );
}

/**
 * Units with the SI prefixes that are in use with them.
 * @param units by symbol: the noun as for `nouns`, and the symbols of its prefixes.
 */
export function withPrefixes(
  prefixes: Readonly<Record<string, string>>,
  units: Readonly<Record<string, readonly [string, string]>>,
): Record<string, Noun> {
  const all: Record<string, Noun> = {};
  for (const [symbol, [written, used]] of Object.entries(units)) {
    const base = toNoun(written);
    all[symbol] = base;
    for (const prefix of used) {
      const name = prefixes[prefix] ?? "";
      all[prefix + symbol] = {
        one: joinPrefix(name, base.one),
        many: joinPrefix(name, base.many),
        gender: base.gender,
      };
    }
  }
  return all;
}

/** "Kilo" and "Meter" become "Kilometer" where nouns have capitals. */
function joinPrefix(prefix: string, name: string): string {
  return /^\p{Lu}/u.test(name) && /^\p{Lu}/u.test(prefix) ? prefix + name.toLowerCase() : prefix + name;
}
