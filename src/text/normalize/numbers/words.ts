import { type NumberRule, type Part, parseRuleSet, type RuleSet, type WrittenRules } from "./rules.js";

/** What a rule's parts speak about. */
interface Values {
  readonly value: bigint;
  readonly quotient: bigint;
  readonly remainder: bigint;
  /** Digits behind the decimal mark, "" for a whole number. */
  readonly fraction: string;
}

const DECIMAL = /^(-?)(\d+)(?:[.,](\d+))?$/u;

/** Number words of one language, by the rules of the CLDR ("rule-based number formatting"). */
export class NumberWords {
  private readonly written: Readonly<Record<string, WrittenRules>>;
  private readonly parsed = new Map<string, RuleSet>();
  private readonly cardinals: Intl.PluralRules;
  private readonly ordinals: Intl.PluralRules;

  /** @param written rule sets by name, such as `%spellout-ordinal`. */
  constructor(language: string, written: Readonly<Record<string, WrittenRules>>) {
    this.written = written;
    this.cardinals = new Intl.PluralRules(language);
    this.ordinals = new Intl.PluralRules(language, { type: "ordinal" });
  }

  has(set: string): boolean {
    return Object.hasOwn(this.written, set);
  }

  /**
   * @param value an integer, or decimal digits with an optional `-` in front and a fraction after `.` or `,`; zeros at
   *   the end of the fraction are said.
   * @param set name of a rule set; throws a RangeError if the language has no such set.
   * @returns digits where the rules know no words (from 10^18 on).
   */
  spell(value: string | number | bigint, set = "%spellout-numbering"): string {
    const [, sign, whole, fraction = ""] = DECIMAL.exec(String(value)) ?? [];
    if (whole === undefined) throw new RangeError(`"${value}" is not a decimal number.`);
    const integer = BigInt(whole);
    const { negative } = this.ruleSet(set);
    if (sign === "-" && negative !== undefined) {
      // The minus rule says the rest with `→→`, which may have a fraction of its own.
      return negative
        .map((part) => (part.kind === "words" ? part.text : this.positive(integer, fraction, set)))
        .join("");
    }
    return this.positive(integer, fraction, set);
  }

  private positive(integer: bigint, fraction: string, set: string): string {
    if (fraction === "") return this.whole(integer, set);
    const ruleSet = this.ruleSet(set);
    // A set without a rule for fractions hands every value on to another set, by its rule for 0.
    const parts = ruleSet.fraction ?? ruleSet.rules[0]?.parts ?? [];
    return this.say(parts, { value: integer, quotient: integer, remainder: 0n, fraction }, set);
  }

  private whole(value: bigint, set: string): string {
    const rule = pick(this.ruleSet(set).rules, value);
    if (rule === undefined) return String(value);
    const values = { value, quotient: value / rule.divisor, remainder: value % rule.divisor, fraction: "" };
    return this.say(rule.parts, values, set);
  }

  private say(parts: readonly Part[], values: Values, set: string): string {
    return parts.map((part) => this.sayPart(part, values, set)).join("");
  }

  private sayPart(part: Part, values: Values, set: string): string {
    switch (part.kind) {
      case "words":
        return part.text;
      case "digits":
        return values.fraction === "" ? String(values.value) : `${values.value}.${values.fraction}`;
      case "plural":
        return this.plural(part, values.quotient);
      case "optional":
        return this.isEmpty(part.parts, values) ? "" : this.say(part.parts, values, set);
      case "quotient":
        return this.whole(values.quotient, part.set ?? set);
      case "same":
        return this.positive(values.value, values.fraction, part.set ?? set);
      case "remainder":
        if (values.fraction === "") return this.whole(values.remainder, part.set ?? set);
        return part.set === undefined ? this.digits(values.fraction, set) : this.parts(values.fraction, part.set);
    }
  }

  /** Brackets are left out where the part they speak of is nothing. */
  private isEmpty(parts: readonly Part[], values: Values): boolean {
    if (values.fraction === "") return values.remainder === 0n;
    return values.value === 0n && parts.some(({ kind }) => kind === "quotient");
  }

  private plural({ ordinal, forms }: Extract<Part, { kind: "plural" }>, count: bigint): string {
    // Plural categories depend on the last digits and on being small, never on more than these six.
    const short = count < 1_000_000n ? Number(count) : 1_000_000 + Number(count % 1_000_000n);
    return forms[(ordinal ? this.ordinals : this.cardinals).select(short)] ?? forms["other"] ?? "";
  }

  private digits(fraction: string, set: string): string {
    return Array.from(fraction, (digit) => this.whole(BigInt(digit), set)).join(" ");
  }

  /** A fraction as so many tenths, hundredths, … by a set whose bases are the denominators. */
  private parts(fraction: string, set: string): string {
    const denominator = 10n ** BigInt(fraction.length);
    const rule = this.ruleSet(set).rules.find(({ base }) => base === denominator);
    const value = BigInt(fraction);
    if (rule === undefined) return this.digits(fraction, "%spellout-numbering");
    return this.say(rule.parts, { value, quotient: value, remainder: 0n, fraction: "" }, set);
  }

  private ruleSet(name: string): RuleSet {
    const known = this.parsed.get(name);
    if (known !== undefined) return known;
    const written = this.written[name];
    if (written === undefined) throw new RangeError(`There is no rule set "${name}".`);
    const ruleSet = parseRuleSet(written);
    this.parsed.set(name, ruleSet);
    return ruleSet;
  }
}

/** The rule with the largest base that is not above the value; the one before, if that one would say a remainder of 0. */
function pick(rules: readonly NumberRule[], value: bigint): NumberRule | undefined {
  let low = 0;
  let high = rules.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rules[middle] as NumberRule).base <= value) low = middle + 1;
    else high = middle;
  }
  const rule = rules[low - 1];
  if (rule === undefined) return undefined;
  const isRolledBack = rule.hasRemainder && value % rule.divisor === 0n && rule.base % rule.divisor !== 0n;
  return isRolledBack ? rules[low - 2] : rule;
}
