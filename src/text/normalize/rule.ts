import type { Found, Rule, Said } from "./types.js";

interface RuleOptions {
  readonly ignoreCase?: boolean;
  /** Characters without which the pattern finds nothing; without it, every text is searched. */
  readonly needs?: RegExp;
}

/**
 * A rule from the source of its pattern.
 * @param source regular expression for the flags `g` and `u`, with every quantifier bounded.
 */
export function rule(
  name: string,
  source: string,
  say: (found: Found) => string | Said | undefined,
  { ignoreCase = false, needs }: RuleOptions = {},
): Rule {
  const pattern = new RegExp(source, ignoreCase ? "giu" : "gu");
  return needs === undefined ? { name, pattern, say } : { name, pattern, say, needs: interned(needs) };
}

const known = new Map<string, RegExp>();

/** One expression for all rules that need the same, so that it is tried once. */
function interned(needs: RegExp): RegExp {
  const key = String(needs);
  const same = known.get(key) ?? needs;
  known.set(key, same);
  return same;
}

/** For patterns that begin or end in digits. */
export const DIGIT = /\d/u;

/** An alternation of literal strings, longest first. */
export function oneOf(strings: Iterable<string>): string {
  const escaped = Array.from(strings, (text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  return `(?:${escaped.sort((a, b) => b.length - a.length).join("|")})`;
}
