/** A stretch of text that is said in other words than it is written in. Offsets in UTF-16 units, end exclusive. */
export interface Rewrite {
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly spoken: string;
  /** Name of the rule, such as `currency`. */
  readonly rule: string;
}

/** A text in the words it is spoken in, and what was rewritten. */
export interface Normalized {
  /** The tag asked for. */
  readonly language: string;
  readonly text: string;
  /** In the order of the text; they never overlap. */
  readonly rewrites: readonly Rewrite[];
  /** Stretch of the original that a stretch of `text` stands for: whole rewrites, else the same characters. */
  toOriginal(start: number, end: number): { readonly start: number; readonly end: number };
}

/** What a rule's pattern found. */
export interface Found {
  /** All of the text, folded (see `fold.ts`): as long as the original, simpler in its signs. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `text` from `start` to `end`. */
  readonly match: string;
  /** A named group of the pattern, "" where it took no part. */
  readonly group: (name: string) => string;
  /** At most `length` characters of the text before the match. */
  readonly before: (length?: number) => string;
  /** At most `length` characters of the text after the match. */
  readonly after: (length?: number) => string;
  /** BCP-47 tag asked for, such as `en-GB`. */
  readonly language: string;
  /** Its region, upper case, "" if it has none. */
  readonly region: string;
}

/** Words for another stretch than the whole match. */
export interface Said {
  readonly spoken: string;
  readonly start: number;
  readonly end: number;
}

/**
 * One way of writing and how it is said.
 * Rules are asked in the order of their list; what one has taken is out of reach for those after it.
 * A rule takes a stretch as it stands by saying what is written there.
 */
export interface Rule {
  /** Reported with every rewrite: lower case, hyphens. */
  readonly name: string;
  /** Flags `g` and `u`. Every quantifier is bounded, so that no text takes more than linear time. */
  readonly pattern: RegExp;
  /** @returns undefined when what was found means something else. */
  say(found: Found): string | Said | undefined;
  /** Characters without which the pattern finds nothing; texts without them skip the rule. No `g` flag. */
  readonly needs?: RegExp;
}

/** How one language is read. */
export interface LanguageRules {
  /** In order of precedence. */
  readonly rules: readonly Rule[];
}
