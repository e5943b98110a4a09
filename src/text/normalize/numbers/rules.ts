/** Part of a number rule: words, the value or a part of it said by a rule set, a plural, or what is left out at 0. */
export type Part =
  | { readonly kind: "words"; readonly text: string }
  /** `set` is undefined for the rule's own set. */
  | { readonly kind: "quotient" | "remainder" | "same"; readonly set: string | undefined }
  /** Digits: the rules know no words for the value. */
  | { readonly kind: "digits" }
  | { readonly kind: "plural"; readonly ordinal: boolean; readonly forms: Readonly<Record<string, string>> }
  | { readonly kind: "optional"; readonly parts: readonly Part[] };

export interface NumberRule {
  readonly base: bigint;
  /** The power of the radix that divides a value into quotient and remainder. */
  readonly divisor: bigint;
  readonly parts: readonly Part[];
  readonly hasRemainder: boolean;
}

export interface RuleSet {
  /** By rising base. */
  readonly rules: readonly NumberRule[];
  readonly negative: readonly Part[] | undefined;
  readonly fraction: readonly Part[] | undefined;
}

/** Rules of one set as the CLDR writes them: pairs of a descriptor and a text that ends in `;`. */
export type WrittenRules = readonly (readonly [string, string])[];

export function parseRuleSet(written: WrittenRules): RuleSet {
  const rules: NumberRule[] = [];
  const special = new Map<string, readonly Part[]>();
  for (const [descriptor, text] of written) {
    const parts = parseParts(text.replace(/;$/u, "").replace(/^'/u, ""));
    const [, base, radix = "10"] = /^(\d+)(?:\/(\d+))?$/u.exec(descriptor) ?? [];
    if (base === undefined) special.set(descriptor, parts);
    else rules.push(toRule(BigInt(base), BigInt(radix), parts));
  }
  // Spanish has a rule for a decimal point and one for a comma: the comma is what is written there.
  return { rules, negative: special.get("-x"), fraction: special.get("x,x") ?? special.get("x.x") };
}

function toRule(base: bigint, radix: bigint, parts: readonly Part[]): NumberRule {
  let divisor = 1n;
  while (divisor * radix <= base) divisor *= radix;
  return { base, divisor, parts, hasRemainder: mentions(parts) };
}

function mentions(parts: readonly Part[]): boolean {
  return parts.some((part) => part.kind === "remainder" || (part.kind === "optional" && mentions(part.parts)));
}

const PART =
  /←(?<quotient>[^←]*)←|→(?<remainder>[^→]*)→{1,2}|=(?<same>[^=]*)=|\$\((?<plural>[^)]*)\)\$|\[(?<optional>[^\]]*)\]|[^←→=$[]+|./gu;

/** The text of a rule. Soft hyphens only show where a long word may be broken: they are left out. */
function parseParts(text: string): Part[] {
  const parts: Part[] = [];
  for (const { 0: words, groups = {} } of text.matchAll(PART)) {
    const { quotient, remainder, same, plural, optional } = groups;
    if (quotient !== undefined) parts.push(toSubstitution("quotient", quotient));
    else if (remainder !== undefined) parts.push(toSubstitution("remainder", remainder));
    else if (same !== undefined) parts.push(toSubstitution("same", same));
    else if (plural !== undefined) parts.push(toPlural(plural));
    else if (optional !== undefined) parts.push({ kind: "optional", parts: parseParts(optional) });
    else parts.push({ kind: "words", text: words.replaceAll("\u00ad", "") });
  }
  return parts;
}

function toSubstitution(kind: "quotient" | "remainder" | "same", target: string): Part {
  if (target === "") return { kind, set: undefined };
  return target.startsWith("%") ? { kind, set: target } : { kind: "digits" };
}

/** Of `cardinal,one{a}other{b}`. */
function toPlural(written: string): Part {
  const forms: Record<string, string> = {};
  for (const [, name = "", form = ""] of written.matchAll(/([a-z]+)\{([^}]*)\}/gu)) forms[name] = form;
  return { kind: "plural", ordinal: written.startsWith("ordinal"), forms };
}
