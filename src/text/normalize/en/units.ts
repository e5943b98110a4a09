import { DIGIT, oneOf, rule } from "../rule.js";
import type { Found, Rule, Said } from "../types.js";
import { NOT_IN_NUMBER, QUANTITY, type Quantity, quantity, SIGN, SIGN_WORDS } from "./numbers.js";
import { isAttributive, wordAfter } from "./text.js";
import { DOUBTFUL, MEASURED_NOUNS, PREFIXED, PREFIXES, type UnitName, UNITS } from "./units.data.js";

/** Every sign of a unit with its name. */
export const UNIT_NAMES: ReadonlyMap<string, UnitName> = new Map([
  ...Object.entries(PREFIXED).flatMap(([sign, [name, prefixes]]): [string, UnitName][] => [
    [sign, name],
    ...Array.from(prefixes, (prefix): [string, UnitName] => [prefix + sign, withPrefix(prefix, name)]),
  ]),
  ...Object.entries(UNITS),
]);

function withPrefix(prefix: string, [one, many]: UnitName): UnitName {
  const joined = (name: string): string =>
    ((PREFIXES[prefix] ?? "") + name).replace("kiloohm", "kilohm").replace("megaohm", "megohm");
  return [joined(one), joined(many)];
}

const POWERS: Readonly<Record<string, string>> = { "²": "square", "2": "square", "³": "cubic", "3": "cubic" };
const METERS = /^(?:[nμcmdk]?m|mi|ft|in|yd|KM|CM)$/u;

const ALL = oneOf(UNIT_NAMES.keys());
const WORDS_PER =
  "hour|hr|h|minute|min|second|sec|s|day|d|week|wk|month|mo|year|yr|person|night|unit|share|ride|liter|mile|user";
const PER = String.raw`(?: ?/ ?(?<amount>\d{1,4} ?)?(?<per>${ALL}|${WORDS_PER})(?<perPower>[²³]|(?<=m)[23])?(?: ?/ ?(?<per2>day|d|hour|hr|h|min|minute|week|wk|dose|month|s))?)`;
const END = String.raw`(?![\p{L}\p{N}_]|['/][\p{L}\d])`;

const MEASURE = String.raw`(?:${NOT_IN_NUMBER}|(?<=[x×]))(?<!\p{L}-)(?<about>~ ?)?(?<sign>${SIGN})(?<low>${QUANTITY})(?:(?<lowUnit> ?(?:kg|g|km|m|cm|mm|lb|oz|ft|GB|MB|hrs?|min|mins|%)?) ?(?:-|–|—| to | or ) ?(?<high>${QUANTITY}))?(?<gap>[ -]?)(?<unit>${ALL})(?<power>[²³]|(?<=m)[23])?${PER}?${END}`;

const PER_NAMES: Readonly<Record<string, string>> = {
  h: "hour",
  hr: "hour",
  d: "day",
  s: "second",
  min: "minute",
  mo: "month",
  wk: "week",
  yr: "year",
  sec: "second",
};

/** The unit after "per". */
export function perName(sign: string, power: string): string {
  const name = PER_NAMES[sign] ?? UNIT_NAMES.get(sign)?.[0] ?? sign;
  if (power === "") return name;
  return METERS.test(sign) ? `${POWERS[power] ?? ""} ${name}` : `${name} ${/[²2]/u.test(power) ? "squared" : "cubed"}`;
}

function sayMeasure(found: Found): Said | string | undefined {
  const unit = found.group("unit");
  const gap = found.group("gap");
  const names =
    unit.startsWith("pt") && /^ (?:font|type|text|lead|size|bold|serif|Times|Arial)/u.test(found.after())
      ? POINT
      : UNIT_NAMES.get(unit);
  if (names === undefined || !isUnitHere(found, unit, gap)) return undefined;
  const low = quantity(found.group("low"));
  const high = found.group("high") === "" ? undefined : quantity(found.group("high"));
  const isHyphened = gap === "-" || isAttributive(found.before(), found.after()) || isBeforeNoun(found);
  const name = sayUnit(names, high ?? low, isHyphened, found);
  const number = high === undefined ? low.spoken : `${low.spoken} ${joiner(found.match)} ${high.spoken}`;
  const sign = SIGN_WORDS[found.group("sign")] ?? "";
  const about = found.group("about") === "" ? "" : "about ";
  const per = found.group("per");
  const amount = found.group("amount").trim();
  const rate =
    per === ""
      ? ""
      : ` per ${amount === "" ? "" : `${quantity(amount).spoken} `}${perNameOf(per, found.group("perPower"), amount)}`;
  const second = found.group("per2");
  const rates = second === "" ? rate : `${rate} per ${perName(second, "")}`;
  const link = low.part?.[1] === 2 && high === undefined && rate === "" && !isHyphened ? " a " : " ";
  const spoken = link === " a " ? `half${articled(name)}` : `${number} ${name}`;
  const period = unit.endsWith(".") && /^ \p{Lu}/u.test(found.after(2)) && found.group("per") === "" ? "." : "";
  return { spoken: about + sign + spoken + rates + period, start: found.start, end: found.end };
}

const POINT: UnitName = ["point", "points"];

function articled(name: string): string {
  return ` ${/^(?:[aeio]|hour)/u.test(name) && !name.startsWith("one") ? "an" : "a"} ${name}`;
}

function perNameOf(per: string, power: string, amount: string): string {
  if (amount !== "" && amount !== "1") return UNIT_NAMES.get(per)?.[1] ?? per;
  return perName(per, power);
}

function joiner(match: string): string {
  return match.includes(" or ") ? "or" : "to";
}

function isBeforeNoun(found: Found): boolean {
  if (/\d \($/u.test(found.before(3)) && /^\) \p{Ll}/u.test(found.after(3))) return true;
  const word = wordAfter(found.after());
  return found.after(1) === " " && MEASURED_NOUNS.has(word.toLowerCase());
}

function sayUnit(names: UnitName, count: Quantity, isSingular: boolean, found: Found): string {
  const one = isSingular || (count.isOne && found.group("high") === "") || count.part !== undefined;
  const name = one ? names[0] : names[1];
  const power = found.group("power");
  if (power === "") return name;
  return METERS.test(found.group("unit"))
    ? `${POWERS[power] ?? ""} ${name}`
    : `${name} ${/[²2]/u.test(power) ? "squared" : "cubed"}`;
}

/** Signs that are also letters or words: the number, the gap and what follows tell. */
function isUnitHere(found: Found, unit: string, gap: string): boolean {
  const after = found.after();
  const low = found.group("low");
  if (found.group("per") !== "") return true;
  if (unit === "st" && gap !== " ") return false;
  const doubt = DOUBTFUL[unit];
  if (unit === "K") return gap === " " && !/^ \p{L}/u.test(after) && /^\d{1,4}(?:\.\d+)?$/u.test(low);
  if (unit === "G" || (unit === "MP" && gap === "-")) return false;
  if (unit === "d" || unit === "c")
    return doubt?.test(after) === true && (unit !== "d" || (gap === "" && !/^\s?[A-Z]/u.test(after)));
  if (unit === "s" && gap === "") return isSeconds(found, low);
  if (unit === "m" && gap === "") return !/^ (?:users|views|people|dollars|followers|copies|downloads)/u.test(after);
  if (unit === "bps") return !/[MkGK]$/u.test(low);
  return doubt?.test(after) ?? true;
}

/** "10s" is a time, "the 90s" a decade. */
function isSeconds(found: Found, low: string): boolean {
  if (!/^(?:[2-9]0|\d{3}0)$/u.test(low)) return true;
  return (
    !/(?:the|in|her|his|their|my|our|early|late|mid|low|high|swinging|roaring|['-]) ?$/iu.test(found.before(12)) &&
    !/^\d{3}0$/u.test(low)
  );
}

const COMPOUND = String.raw`${NOT_IN_NUMBER}(?<first>\d{1,4}) ?(?<a>hr?s?|d|days?|min|m|ft|feet|foot|lbs?|hours?|')\.?(?:,? ?| and )(?<second>\d{1,2}(?:\.\d{1,2})?)(?: ?(?<b>mins?|m|secs?|s|hrs?|h|in|inch|inches|oz|ozs|"|″|''|minutes?)\.?)?(?:,? ?(?<third>\d{1,2}) ?(?<c>s|secs?))?(?![\p{L}\p{N}/.:]\p{N}|[\p{L}\p{N}])`;

const COMPOUND_NAMES: readonly (readonly [RegExp, string, string, RegExp])[] = [
  [/^(?:h|hrs?|hours?)$/u, "hour", "minute", /^(?:m|mins?|minutes?)?$/u],
  [/^(?:m|min)$/u, "minute", "second", /^(?:s|secs?)$/u],
  [/^(?:d|days?)$/u, "day", "hour", /^(?:h|hrs?)$/u],
  [/^(?:ft|feet|foot)$/u, "foot", "inch", /^(?:in|inch|inches|"|″|'')$/u],
  [/^lbs?$/u, "pound", "ounce", /^ozs?$/u],
];

/** "2h 15m", "6 lb 3 oz": two units, the second a part of the first. */
function sayCompound(found: Found): string | undefined {
  const [first, a, second, b, third] = ["first", "a", "second", "b", "third"].map(found.group) as [
    string,
    string,
    string,
    string,
    string,
  ];
  if (a === "'") return undefined;
  const kind = COMPOUND_NAMES.find(([name, , , part]) => name.test(a) && part.test(b));
  if (kind === undefined || (b === "" && (!/^h$/u.test(a) || second.length !== 2))) return undefined;
  const count = (value: string, name: string): string =>
    `${quantity(value).spoken} ${value === "1" ? name : plural(name)}`;
  const parts = [count(first, kind[1]), count(String(Number(second)), kind[2])];
  if (third !== "") parts.push(count(String(Number(third)), "second"));
  return parts.join(" ");
}

function plural(name: string): string {
  if (name === "foot") return "feet";
  return name === "inch" ? "inches" : `${name}s`;
}

const HEIGHT = String.raw`${NOT_IN_NUMBER}(?<feet>\d{1,2})['′] ?(?<inches>\d{1,2}(?:\.\d)?)(?:["″]|'')?(?![\p{L}\p{N}'])`;
const FEET = String.raw`${NOT_IN_NUMBER}(?<feet>\d{1,3})['′](?= (?:tall|long|wide|deep|high|by|x)\b|$|[.,;] ?$)`;
const INCHES = String.raw`${NOT_IN_NUMBER}(?<low>${QUANTITY})["″](?= ?(?:$|[\p{Ll}(,.;)x×]))`;

const SIDES = String.raw`${NOT_IN_NUMBER}(?<a>${QUANTITY}) ?(?<unitA>cm|mm|m|ft|in)? ?[x×] ?(?<b>${QUANTITY})(?: ?(?:cm|mm|m|ft|in)? ?[x×] ?(?<c>${QUANTITY}))?[ -]?(?<unit>cm|mm|m|km|ft|feet|in|inch|inches|yd|px)(?<power>(?<=m|ft)[²2]|)${END}`;

/** "10 x 12 ft", "4x100m": sides, or laps, with one unit. */
function saySides(found: Found): string | undefined {
  const unit = found.group("unit");
  const names = UNIT_NAMES.get(unit) ?? (unit === "feet" ? (["foot", "feet"] as const) : (["inch", "inches"] as const));
  const parts = ["a", "b", "c"].map((name) => found.group(name)).filter((text) => text !== "");
  const isOne = isBeforeNoun(found) || isAttributive(found.before(), found.after());
  const square = found.group("power") === "" ? "" : "square ";
  return `${parts.map((part) => quantity(part).spoken).join(" by ")} ${square}${isOne ? names[0] : names[1]}`;
}

/** "3 times/week", "10^9/L": a slash before what it is counted by. */
const PER_RULE = String.raw`(?<=\d)/(?<area>km|m|cm|mi)(?<power>[²³])|(?<=[\p{Ll}²³⁰¹⁴⁵⁶⁷⁸⁹]|\^\d{1,2})/(?<per>(?:day|week|month|year|hour|hr|minute|min|second|sec|night|person|user|mo|yr|wk|head|capita|game)|(?<=[⁰¹²³⁴⁵⁶⁷⁸⁹\d]/)(?:L|mL|kg|g|mm³|m²|m³|cm³|s|h))(?![\p{L}\p{N}/])`;

/** "100 million kg". */
function sayAfterWord(found: Found): string {
  const name = sayUnit(UNIT_NAMES.get(found.group("unit")) ?? ["", ""], { spoken: "", isOne: false }, false, found);
  const per = found.group("per");
  return per === "" ? name : `${name} per ${perNameOf(per, found.group("perPower"), "")}`;
}

/** "1.5 × 10^8 m", "6.02 × 10²³". */
const SCIENTIFIC = String.raw`(?<![\p{L}\p{N}_]|\d[.,])(?<sign>${SIGN})(?<base>\d{1,4}(?:\.\d{1,12})?) ?[x×·*] ?10(?:\^(?<caret>[-−]?\d{1,3})|(?<raised>[⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}))(?:(?<gap> )(?<unit>${ALL})${PER}?${END})?`;

function sayScientific(found: Found): string {
  const exponent =
    found.group("caret") ||
    Array.from(found.group("raised"), (sign) => (sign === "⁻" ? "-" : String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)))).join("");
  const minus = /^[-−]/u.test(exponent) ? "minus " : "";
  const name = UNIT_NAMES.get(found.group("unit"))?.[1];
  const number = `${SIGN_WORDS[found.group("sign")] ?? ""}${quantity(found.group("base")).spoken} times ten to the power of ${minus}${quantity(exponent.replace(/^[-−]/u, "")).spoken}`;
  const per = found.group("per");
  const rate = per === "" ? "" : ` per ${perNameOf(per, found.group("perPower"), "")}`;
  return name === undefined ? number : `${number} ${name}${rate}`;
}

/** The last sign of a text may close a quotation. */
function sayFeet(found: Found): string | undefined {
  if (/(?:^|\s)'/u.test(found.text.slice(0, found.start)) && !found.after(1).startsWith(" ")) return undefined;
  const isMinute = /(?:\b(?:in the|at|after|min\.?) |\+)$/u.test(found.before());
  return `${quantity(found.group("feet")).spoken} ${isMinute ? "minutes" : found.group("feet") === "1" ? "foot" : "feet"}`;
}

export const unitRules: readonly Rule[] = [
  rule(
    "unit",
    String.raw`(?<![\p{L}\p{N}/])(?<unit>km|m|mg|g|kg|mL|ml|mmol|kWh|MB|GB|Mb|Gb)/(?<per>h|s|kg|dL|dl|mL|L|min|day|m|hr)(?<power>[²³])?(?![\p{L}\p{N}/])`,
    (found) => `${UNIT_NAMES.get(found.group("unit"))?.[1]} per ${perName(found.group("per"), found.group("power"))}`,
    { needs: /\// },
  ),
  rule(
    "unit",
    String.raw`(?<=\d[ -]?(?:thousand|million|billion|trillion|hundred|dozen|mn|bn) )(?<unit>${oneOf([...UNIT_NAMES.keys()].filter((sign) => sign.length > 1 && !DOUBTFUL[sign]))})(?<power>[²³])?${PER}?${END}`,
    sayAfterWord,
    { needs: DIGIT },
  ),
  rule("scientific", SCIENTIFIC, sayScientific, { needs: /10[\^⁰-⁹¹²³⁻]/u }),
  rule("by", String.raw`(?<=\d["″'′]) ?[x×] ?(?=\d)`, () => " by ", { needs: /["″'′] ?[x×]/u }),
  rule("course", String.raw`(?<=\s)x (?=\d{1,3} (?:days|weeks|doses|months)(?!\p{L}))`, () => "for ", {
    needs: /x \d/u,
  }),
  rule("sides", SIDES, saySides, { needs: /\d ?(?:cm|mm|m|ft|in)? ?[x×] ?\d/u }),
  rule(
    "height",
    HEIGHT,
    (found) => `${quantity(found.group("feet")).spoken} foot ${quantity(found.group("inches")).spoken}`,
    { needs: /\d['′]/u },
  ),
  rule("feet", FEET, sayFeet, { needs: /\d['′]/u }),
  rule("inches", INCHES, sayInches, { needs: /["″]/u }),
  rule("compound-unit", COMPOUND, sayCompound, { needs: DIGIT }),
  rule("unit", MEASURE, sayMeasure, { needs: /[\d½⅓⅔¼¾⅛⅜⅝⅞]/u }),
  rule("per", PER_RULE, (found) => ` per ${perName(found.group("per") || found.group("area"), found.group("power"))}`, {
    needs: /\//,
  }),
];

function sayInches(found: Found): string | undefined {
  // A quotation that ends in a number has its other mark before it.
  if ((found.text.slice(0, found.start).match(/"/gu) ?? []).length % 2 === 1 && !/^ \p{Ll}/u.test(found.after()))
    return undefined;
  const low = quantity(found.group("low"));
  const isOne =
    low.isOne || low.part !== undefined || isBeforeNoun(found) || isAttributive(found.before(), found.after());
  return `${low.spoken} ${isOne ? "inch" : "inches"}`;
}
