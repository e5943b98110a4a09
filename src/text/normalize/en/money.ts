import { DIGIT, oneOf, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { CODES, type Currency, SYMBOLS } from "./money.data.js";
import { cardinal, MAGNITUDES, NUMBER, QUANTITY, quantity } from "./numbers.js";
import { isAttributive, mayBeNoun, wordAfter } from "./text.js";
import { perName, UNIT_NAMES } from "./units.js";

const MAGNITUDE = String.raw`(?: ?(?:million|billion|trillion|thousand|hundred|lakh|crore)(?!\p{L})|-(?:million|billion|trillion)(?=-)|(?:MM|bn|BN|Bn|tn|trn|mln|mn|[kKmMbBtT])(?![\p{L}\p{N}]))`;
const AMOUNT = String.raw`(?:\d{1,2}(?:,\d{2}){1,4},\d{3}(?![\d,])|\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,4})?(?!\d)|\d{1,3}(?:\.\d{3}){1,5},\d{2}(?!\d)|\d{1,15},\d{2}(?![\d,])|${NUMBER})`;
const SIGN = String.raw`(?<sign>(?<![\p{L}\p{N}])[-−+] ?)?`;
const PER = String.raw`(?: ?/ ?(?<per>${oneOf(UNIT_NAMES.keys())}|[a-z]{2,12})(?![\p{L}\p{N}]))?`;

/** What stands around a number with a currency. */
interface Amount {
  readonly written: string;
  readonly magnitude: string;
}

/** "3.50" → whole 3, cents 50; cents are undefined where there are none, or more digits than cents have. */
function split(written: string): { whole: string; cents: string | undefined; isExact: boolean; fraction?: string } {
  const isComma = /,\d{2}$/u.test(written);
  const text = isComma ? written.replaceAll(".", "").replace(",", ".") : written.replaceAll(/[,']/gu, "");
  const [whole = "", fraction] = text.split(".");
  if (fraction === undefined) return { whole, cents: undefined, isExact: true };
  return { whole: whole === "" ? "0" : whole, cents: fraction.padEnd(2, "0"), isExact: fraction.length <= 2, fraction };
}

export function sayAmount({ written, magnitude }: Amount, currency: Currency, isSingular: boolean): string {
  const unit = (count: string): string => (isSingular || count === "1" ? currency.one : currency.many);
  if (magnitude !== "") return `${cardinal(written)} ${magnitude} ${unit("")}`;
  const { whole, cents, isExact, fraction } = split(written);
  if (cents === undefined || Number(cents) === 0) return `${cardinal(whole)} ${unit(whole)}`;
  if (!isExact || currency.cent === "") return `${cardinal(`${whole}.${fraction}`)} ${unit("")}`;
  const small = `${cardinal(String(Number(cents)))} ${cents === "01" ? currency.cent : currency.cents}`;
  if (whole === "0") return small;
  return `${cardinal(whole)} ${unit(whole)} and ${small}`;
}

function magnitudeOf(written: string): string {
  return MAGNITUDES[written.replaceAll(/[ -]/gu, "")] ?? "";
}

function sayMoney(found: Found, currency: Currency): string {
  const low = { written: found.group("low"), magnitude: magnitudeOf(found.group("lowMagnitude")) };
  const high = { written: found.group("high"), magnitude: magnitudeOf(found.group("highMagnitude")) };
  const rest = /^-[\p{L}]/u.test(found.after(2));
  const isSingular = rest || isBeforeNoun(found);
  const sign = found.group("sign").trim();
  const prefix = sign === "" ? "" : sign === "+" ? "plus " : "minus ";
  const suffix = sayPer(found) + (found.group("plus") === "" ? "" : " plus");
  if (high.written === "") return prefix + sayAmount(low, currency, isSingular) + suffix;
  // The unit and the magnitude are said once, at the end: "$2 to $3 million".
  const first = low.magnitude === "" || low.magnitude === high.magnitude ? "" : ` ${low.magnitude}`;
  const isPlain = split(low.written).cents === undefined || low.magnitude !== "";
  const lowSaid = isPlain ? cardinal(low.written) + first : sayAmount(low, currency, false);
  return `${prefix}${lowSaid} to ${sayAmount(high, currency, isSingular)}${suffix}`;
}

function isBeforeNoun(found: Found): boolean {
  if (isAttributive(found.before(), found.after())) return true;
  return (
    /^ (?:bills?|notes?|coins?|store|menu|deal|bailout|coupon|gift|reward|budget)\b/u.test(found.after()) &&
    mayBeNoun(wordAfter(found.after()))
  );
}

function sayPer(found: Found): string {
  const per = found.group("per");
  return per === "" ? "" : ` per ${UNIT_NAMES.has(per) ? perName(per, "") : per}`;
}

const RANGE = String.raw`(?<lowMagnitude>${MAGNITUDE})?(?: ?(?:-|–|—| to ) ?(?:${oneOf(Object.keys(SYMBOLS))} ?)?(?<high>${AMOUNT})(?<highMagnitude>${MAGNITUDE})?)?`;
const CODE = oneOf(Object.keys(CODES));
const BEFORE = String.raw`(?<![\p{L}\p{N}])${SIGN}(?<symbol>${oneOf(Object.keys(SYMBOLS))}) ?(?<low>${AMOUNT})${RANGE}(?<plus>\+)?(?: ?(?<code>${CODE})(?![\p{L}\p{N}]))?${PER}(?!\p{N})`;
const AFTER = String.raw`(?<![\p{L}\p{N}.,])${SIGN}(?<low>${AMOUNT})${RANGE} ?(?<symbol>${oneOf(Object.keys(SYMBOLS).filter((symbol) => !symbol.endsWith("$")))})${PER}(?![\p{L}\p{N}])`;
const CODE_BEFORE = String.raw`(?<![\p{L}\p{N}])(?<symbol>${CODE}) ?${SIGN}(?<low>${AMOUNT})${RANGE}(?![\p{L}\p{N}])`;
const CODE_AFTER = String.raw`(?<![\p{L}\p{N}.,])${SIGN}(?<low>${AMOUNT})${RANGE} ?(?<symbol>${CODE})${PER}(?![\p{L}\p{N}])`;
const CENTS = String.raw`(?<![\p{L}\p{N}.,$€£])(?<low>${QUANTITY}) ?(?<symbol>¢|(?<=\d)(?:c|(?<!240|360|480|720|1080|1440|2160)p)(?= ?(?:$|[.,;:!?)](?: ?$| \p{Lu})|,|(?:each|per|a|for|coins?|off|pieces?)\b)))(?![\p{L}\p{N}])`;
const ACCOUNTING = String.raw`(?<![\p{L}\p{N}])(?<symbol>[$€£]) ?\((?<low>${AMOUNT})\)|(?<![\p{L}\p{N}])\((?<symbol2>[$€£])(?<low2>${AMOUNT})\)(?= ?(?:loss|net|$))`;

const symbolOf = (found: Found): Currency | undefined =>
  CODES[found.group("code")] ?? SYMBOLS[found.group("symbol")] ?? CODES[found.group("symbol")];

function say(found: Found): string | undefined {
  const currency = symbolOf(found);
  return currency === undefined ? undefined : sayMoney(found, currency);
}

function sayCents(found: Found): string {
  const low = quantity(found.group("low"));
  const isPence = found.group("symbol") === "p";
  const isOne = low.isOne || /^ (?:coins?|store|pieces?)\b/u.test(found.after());
  if (isPence) return `${low.spoken} pence`;
  return `${low.spoken} ${isOne ? "cent" : "cents"}`;
}

export const moneyRules: readonly Rule[] = [
  rule(
    "accounting",
    ACCOUNTING,
    (found) => {
      const currency = SYMBOLS[found.group("symbol") || found.group("symbol2")];
      if (currency === undefined) return undefined;
      return sayAmount({ written: found.group("low") || found.group("low2"), magnitude: "" }, currency, false);
    },
    { needs: /\([$€£]?\d|[$€£] ?\(/u },
  ),
  rule("currency", BEFORE, say, { needs: DIGIT }),
  rule("currency", CODE_BEFORE, say, { needs: /[A-Z]{3} ?[-−+]?\d/u }),
  rule("currency", CODE_AFTER, say, { needs: /\d ?[A-Z]{3}|(?:illion|thousand) [A-Z]{3}/u }),
  rule("currency", String.raw`(?<![\p{L}\p{N}.,$])(?<low>${AMOUNT}) ?(?<symbol>\$)(?![\p{L}\p{N}])`, say, {
    needs: /\d ?\$/u,
  }),
  rule("currency", AFTER, say, { needs: DIGIT }),
  rule("cents", CENTS, sayCents, { needs: DIGIT }),
];
