import { DIGIT, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { compared } from "./amounts.js";
import {
  cardinal,
  digits,
  INTEGER,
  MAGNITUDES,
  NOT_IN_NUMBER,
  NUMBER,
  ordinal,
  pairs,
  QUANTITY,
  quantity,
  shortYear,
  SIGN,
  SIGN_WORDS,
  year,
} from "./numbers.js";
import { wordAfter, wordBefore } from "./text.js";

const DECADES: Readonly<Record<string, string>> = {
  "10": "tens",
  "20": "twenties",
  "30": "thirties",
  "40": "forties",
  "50": "fifties",
  "60": "sixties",
  "70": "seventies",
  "80": "eighties",
  "90": "nineties",
  "00": "hundreds",
};

/** "the 1990s", "the '90s", "in her 30s". */
function sayDecade(found: Found): string | undefined {
  const century = found.group("century");
  const tens = found.group("tens");
  const name = DECADES[tens];
  if (name === undefined || (century === "" && !isDecade(found))) return undefined;
  if (century === "") return tens === "00" ? "two thousands" : name;
  if (tens === "00")
    return Number(century) % 10 === 0 ? `${cardinal(`${century}00`)}s` : `${cardinal(century)} hundreds`;
  return `${cardinal(century)} ${name}`;
}

/** "the 90s", "in her 30s", "'60s": without a century something tells that it is no time in seconds. */
function isDecade(found: Found): boolean {
  if (/['’]/u.test(found.match) || found.match.startsWith("00")) return true;
  if (found.match.startsWith("10")) return false;
  return (
    /(?:the|in|her|his|their|my|our|your|early|late|mid|low|high|upper|lower|swinging|roaring|and|to|or|-) ?$/iu.test(
      found.before(12),
    ) ||
    /^ (?:music|fashion|style|era|hits?|vibes?|nostalgia|rock|pop|kids?|movies?|songs?|party|throwback|look)\b/u.test(
      found.after(),
    )
  );
}

const DECADE = String.raw`(?<![\p{L}\p{N}.,$€£]|['’]\d)'?(?<century>1[0-9]|20)?(?<tens>[0-9]0)'?s(?![\p{L}\p{N}])`;

const YEAR_WORDS =
  /(?:^|[\s(])(?:in|since|by|from|until|till|of|year|years|circa|c\.|during|before|after|around|about|early|late|mid|and|to|©|copyright|spring|summer|fall|autumn|winter|January|February|March|April|May|June|July|August|September|October|November|December|born|died|est\.|established|founded|built|FY|CY|fiscal|Q[1-4]|H[12])[ -]$/iu;
const ERA = String.raw`${NOT_IN_NUMBER}(?<year>\d{1,4}) ?(?<era>B\.?C\.?E\.?|B\.?C\.?|A\.?D\.?|C\.?E\.?)(?![\p{L}\p{N}])`;
const ERA_FIRST = String.raw`(?<![\p{L}\p{N}])(?<era>A\.?D\.?) (?<year>\d{1,4})(?![\p{L}\p{N}]|[.,:]\d)`;

const spell = (text: string): string => Array.from(text.replaceAll(".", "")).join(" ");

/** Nouns that are many without an s. */
const MANY =
  /^(?:people|men|women|children|feet|sheep|fish|deer|police|cattle|staff|teeth|mice|geese|more|other|different|new|extra|additional|total|square|cubic|calories|dead|wounded|unique|lucky|miles)$/u;
const NO_COUNT =
  /^(?:was|is|has|as|this|its|his|us|does|series|olympics|games|elections|news|across|versus|plus|class|census|business|crisis|less|process|progress|chess|success|loss|address|access)$/iu;

/** Whether the word after a number is what it counts. */
export function isCounted(word: string): boolean {
  return (
    MANY.test(word) || (/^\p{Ll}[\p{L}]{1,30}s$/u.test(word) && !NO_COUNT.test(word) && !/(?:ss|us|is)$/u.test(word))
  );
}

/** Four digits without a comma: a year unless something is counted. */
function sayFour(found: Found, text: string): string | undefined {
  const value = Number(text);
  const before = found.before();
  if (value >= 1000 && value < 2100 && before.endsWith("(") && found.after(1) === ")") return year(text);
  if (value < (/\b(?:in|since|year|until|from|before|after) $/iu.test(before) ? 1000 : 1100) || value > 2099)
    return undefined;
  if (YEAR_WORDS.test(before) && !/\b(?:about|around|and|to|of|from|by|after|before) $/iu.test(before))
    return year(text);
  if (isCounted(wordAfter(found.after()))) return undefined;
  return year(text);
}

/** Words before a number that make it a name: said in pairs where it is long. */
const NAMING =
  /^(?:number|no|model|type|version|windows|section|page|chapter|route|highway|flight|room|bus|gate|seat|line|port|error|form|psalm|boeing|airbus|area|train|galaxy|office|xbox|pixel|echo|series|ticket|case|bill|rule|regulation|act)$/iu;

function sayNumber(found: Found): string {
  const sign = SIGN_WORDS[found.group("sign")] ?? "";
  const number = found.group("number");
  const about = compared(found.group("about"));
  const plus = found.group("plus") === "" ? "" : " plus";
  return about + sign + sayPlain(found, number) + plus;
}

function sayPlain(found: Found, number: string): string {
  if (/^\d{4}$/u.test(number) && found.group("plus") === "" && found.group("about") === "") {
    const said = sayFour(found, number);
    if (said !== undefined) return said;
    if (NAMING.test(wordBefore(found.before()))) return pairs(number);
  }
  if (/^0\d/u.test(number)) return digits(number);
  if (
    /^\d{3}$/u.test(number) &&
    NAMING.test(wordBefore(found.before())) &&
    !/^(?:page|chapter|version|case|act)$/iu.test(wordBefore(found.before()))
  )
    return pairs(number);
  if (/^\d{5,}$/u.test(number) && NAMING.test(wordBefore(found.before()))) return digits(number);
  return cardinal(number);
}

const PLAIN = String.raw`(?<![\p{L}\p{N}_]|\d[.,:/-])(?<about>~ ?|≈ ?|(?:[<>]=|[<>≤≥]) ?(?=[\d.]))?(?<sign>${SIGN})(?<number>${NUMBER})(?<plus>\+(?![\p{L}\p{N}]))?`;

/** "10k followers", "1.5M views", "2.5 million"; small numbers with a k are kept as they are said: "4K TV", "a 5k run". */
function sayMagnitude(found: Found): string | undefined {
  const letter = found.group("letter");
  const number = found.group("number");
  if (
    /^[kK]$/u.test(letter) &&
    /^ ?(?:run|race|marathon|tv|television|video|resolution|uhd|display|monitor|screen|content|camera|blu|streaming|walk|fun|gold)/iu.test(
      found.after(),
    )
  )
    return `${cardinal(number)} K`;
  if (letter === "K" && /^[248]$/u.test(number) && !/^ \p{Ll}/u.test(found.after())) return `${cardinal(number)} K`;
  if (/^[mbt]$/u.test(letter) || (found.match === "3M" && !isCounted(wordAfter(found.after())))) return undefined;
  const high = found.group("high");
  return `${compared(found.group("about"))}${cardinal(number)}${high === "" ? "" : ` to ${cardinal(high)}`} ${MAGNITUDES[letter]}${found.group("plus") === "" ? "" : " plus"}`;
}

const MAGNITUDE = String.raw`(?<![\p{L}\p{N}_$€£]|\d[.,:/-])(?<!\p{L}-)(?<about>~ ?|[<>≤≥] ?)?(?<number>${NUMBER})(?: ?[-–—] ?(?<high>${NUMBER}))?(?<letter>[kKMB]|bn|mn|MM|mln|tn)(?<plus>\+)?(?![\p{L}\p{N}&/'-])`;
const NTH = String.raw`(?<![\p{L}\p{N}_.,])(?<number>${INTEGER})(?:st|nd|rd|th|ST|ND|RD|TH)(?![\p{L}\p{N}])`;
const MANY_TIMES = String.raw`${NOT_IN_NUMBER}(?<low>${QUANTITY})[x×]?(?: ?[-–—] ?(?<high>${QUANTITY}))? ?[x×](?![\p{L}\p{N}]| ?\d)`;
const OUT_OF = String.raw`(?<=\d )(?:@)(?= )`;
const QUARTER = String.raw`(?<![\p{L}\p{N}])(?<kind>[QH])(?<n>[1-4])(?<short>(?:['’ ]|FY|/)(?<year>\d\d)(?!\d))?(?![\p{L}\p{N}-])`;
const FISCAL = String.raw`(?<![\p{L}\p{N}])(?<kind>FY|CY)[ '’]?(?<year>(?:19|20)\d\d|\d\d)(?![\p{L}\p{N}])`;
const SHORT_YEAR = String.raw`(?<![\p{L}\p{N}])'(?<year>\d\d)(?![\p{L}\p{N}'])`;

export const yearRules: readonly Rule[] = [
  rule("decade", String.raw`(?<=\d0'?s) ?[-–—] ?(?='?\d{2,4}s(?!\p{L}))`, () => " to ", { needs: /\ds/u }),
  rule("decade", DECADE, sayDecade, { needs: /\ds|\d's/u }),
  rule("era", ERA, (found) => `${year(found.group("year"))} ${spell(found.group("era"))}`, { needs: DIGIT }),
  rule("era", ERA_FIRST, (found) => `${spell(found.group("era"))} ${year(found.group("year"))}`, { needs: DIGIT }),
  rule(
    "quarter",
    QUARTER,
    (found) =>
      `${found.group("kind")} ${cardinal(found.group("n"))}${found.group("year") === "" ? "" : ` twenty ${shortYear(found.group("year"))}`}`,
    { needs: DIGIT },
  ),
  rule(
    "fiscal-year",
    FISCAL,
    (found) =>
      `${spell(found.group("kind"))} ${found.group("year").length === 2 ? shortYear(found.group("year")) : year(found.group("year"))}`,
    { needs: DIGIT },
  ),
  rule("short-year", SHORT_YEAR, (found) => shortYear(found.group("year")), { needs: /'\d\d/u }),
];

/** "the over-65s". */
function plural(number: string): string {
  const said = cardinal(number);
  if (said.endsWith("y")) return `${said.slice(0, -1)}ies`;
  return said.endsWith("x") ? `${said}es` : `${said}s`;
}

export const ordinalRules: readonly Rule[] = [
  rule(
    "plural",
    String.raw`(?<=(?<!\p{L})(?:[Oo]ver|[Uu]nder)-)(?<n>\d{1,2})s(?!\p{L})`,
    (found) => plural(found.group("n")),
    { needs: /\ds/u },
  ),
  rule(
    "status",
    String.raw`(?<=(?:returned|returns|throws|threw|got|gets|gave|gives|a|HTTP|status)(?: an?)? )[45]\d\d(?= (?:errors?|status|after|response|page|when|code)(?!\p{L}))`,
    ({ match }) => pairs(match),
    { needs: DIGIT },
  ),
  rule("ordinal", NTH, (found) => ordinal(found.group("number")), { needs: DIGIT }),
];

/** "1 000 000", "100.000.000", "5.678,90": thousands apart as elsewhere in the world. */
const GROUPED = String.raw`(?<![\p{L}\p{N}.,$€£¥]|\d |[$€£¥] )(?:\d{1,3}(?: \d{3}){2,5}(?! ?\d)|\d{1,3}(?:\.\d{3}){2,5}(?:,\d{1,4})?(?![\d.,])|\d{1,3}(?:\.\d{3}){1,5},\d{1,2}(?![\d.,]))(?!\p{L}| ?[$€£¥])`;

export const groupedRules: readonly Rule[] = [
  rule("number", GROUPED, ({ match }) => cardinal(match.replaceAll(/[ .]/gu, "").replace(",", ".")), {
    needs: /\d[ .]\d{3}/u,
  }),
];

export const timesRules: readonly Rule[] = [
  rule("magnitude", MAGNITUDE, sayMagnitude, { needs: DIGIT }),
  rule(
    "times",
    MANY_TIMES,
    (found) => {
      const high = found.group("high");
      const low = quantity(found.group("low")).spoken;
      return `${high === "" ? low : `${low} to ${quantity(high).spoken}`} times`;
    },
    { needs: /\d ?[x×]/u },
  ),
];

export const plainRules: readonly Rule[] = [
  rule("at", OUT_OF, () => "at", { needs: /@/u }),
  rule(
    "hash",
    String.raw`(?<![\p{L}\p{N}&#])#(?=[A-Z]{1,6}-?\d)|(?<=(?<!\p{L})(?:PO|Acct|Order|Ref|Case|Item|Tracking|Policy|Claim|SO|WO|ID|Invoice|Ticket)) ?#(?=:? ?\d)`,
    (found) =>
      (/\p{L}$/u.test(found.before(1)) ? " number" : "number") +
      (found.after(1) === ":" || found.after(1) === " " ? "" : " "),
    { needs: /#/u },
  ),
  rule(
    "hash",
    String.raw`(?<![\p{L}\p{N}&#])# ?(?<number>\d{1,12})(?![\p{L}\p{N}]|[.,]\d)`,
    (found) => `number ${pairs(found.group("number"))}`,
    { needs: /#/u },
  ),
  rule("number", PLAIN, sayNumber, { needs: /\d/u }),
  rule("number", String.raw`\d{1,100}`, ({ match }) => digits(match), { needs: DIGIT }),
];
