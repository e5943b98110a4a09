import { DIGIT, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import {
  cardinal,
  digits,
  fraction,
  NOT_IN_NUMBER,
  NUMBER,
  QUANTITY,
  VULGAR_CLASS,
  quantity,
  shortYear,
  SIGN,
  SIGN_WORDS,
  year,
} from "./numbers.js";
import { isAttributive } from "./text.js";

const PERCENT = String.raw`(?: ?%| ?‰| percent(?!\p{L})| per cent(?!\p{L})| ?pct\.?(?!\p{L}))`;
const RANGE_SIGN = String.raw`(?: ?(?:-|–|—) ?| to )`;
const ABOUT = String.raw`(?<about>~ ?|≈ ?|(?:[<>]=|[<>≤≥]) ?)?`;

export const COMPARED: Readonly<Record<string, string>> = {
  "~": "about ",
  "≈": "about ",
  "<": "less than ",
  ">": "greater than ",
  "<=": "less than or equal to ",
  ">=": "greater than or equal to ",
  "≤": "less than or equal to ",
  "≥": "greater than or equal to ",
  "": "",
};

export const compared = (sign: string): string => COMPARED[sign.trim()] ?? "";

function sayPercent(found: Found): string {
  const high = found.group("high");
  const name = found.match.includes("‰") ? "per mille" : "percent";
  const low = quantity(found.group("low")).spoken;
  const first = found.group("first") === "" ? low : `${low} ${name}`;
  const range = high === "" ? low : `${first} to ${quantity(high).spoken}`;
  return `${compared(found.group("about"))}${SIGN_WORDS[found.group("sign")] ?? ""}${range} ${name}${found.group("plus") === "" ? "" : " plus"}`;
}

const PERCENTS = String.raw`(?<![\p{L}\p{N}_]|\d[.,])${ABOUT}(?<sign>${SIGN})(?<low>${QUANTITY})(?:(?<first> ?%)?${RANGE_SIGN}(?<high>${QUANTITY}))?${PERCENT}(?<plus>\+)?`;

/** "25°C", "68–72°F", "98.6 degrees F". */
function sayTemperature(found: Found): string {
  const scale =
    found.group("scale").toUpperCase() || (found.match.endsWith("℃") ? "C" : found.match.endsWith("℉") ? "F" : "");
  const high = found.group("high");
  const low = quantity(found.group("low"));
  const range = high === "" ? low.spoken : `${low.spoken} to ${quantity(high).spoken}`;
  const isOne =
    high === "" &&
    (low.isOne ||
      (scale === "" &&
        isAttributive(found.before(), found.after()) &&
        /^ (?:angle|turn|view|video|rotation|heat|panorama|camera|slope|incline|bend|arc)\b/u.test(found.after())));
  const name = scale === "C" ? " Celsius" : scale === "F" ? " Fahrenheit" : "";
  return `${compared(found.group("about"))}${SIGN_WORDS[found.group("sign")] ?? ""}${range} ${isOne ? "degree" : "degrees"}${name}`;
}

const TEMPERATURES = String.raw`(?<![\p{L}\p{N}_]|\d[.,])${ABOUT}(?<sign>${SIGN})(?<low>${NUMBER})(?: ?[°º]?[CF]?${RANGE_SIGN}(?<high>[-−]?${NUMBER}))?(?: ?[°º] ?(?<scale>[CFcf](?![\p{L}\p{N}]))?|[℃℉])`;
const DEGREES = String.raw`(?<![\p{L}\p{N}_]|\d[.,])${ABOUT}(?<sign>${SIGN})(?<low>\d{1,4}(?:\.\d{1,2})?)(?:${RANGE_SIGN}(?<high>\d{1,4}(?:\.\d{1,2})?))?(?: degrees? ?| ?deg\.? ?| )(?<scale>[CF])(?![\p{L}\p{N}&+#'-])`;
const ATTACHED = String.raw`(?<![\p{L}\p{N}_]|\d[.,])${ABOUT}(?<sign>${SIGN})(?<low>\d{1,4}(?:\.\d{1,2})?)(?:${RANGE_SIGN}(?<high>\d{1,4}(?:\.\d{1,2})?))?(?<scale>[CF])(?![\p{L}\p{N}&+#'-])`;

/** Fixed expressions of two numbers. */
const IDIOMS: Readonly<Record<string, string>> = {
  "24/7": "twenty-four seven",
  "9/11": "nine eleven",
  "7/7": "seven seven",
  "50/50": "fifty fifty",
  "50-50": "fifty fifty",
  "80/20": "eighty twenty",
  "60/40": "sixty forty",
  "70/30": "seventy thirty",
  "20/20": "twenty twenty",
  "4/20": "four twenty",
  "10-4": "ten four",
};

const RATING = /(?:\b(?:rat|scor|gave|give|review|out of|loved|grade|stars?)\w{0,5}[^.!?]{0,30})$/iu;
const RATED =
  /^(?: ?(?:stars?|rating|movie|film|score|would|recommend|from|points|book|experience|,? (?:loved|great|perfect|amazing))\b|,? ?(?:loved|great|perfect|amazing))/iu;

/** Two whole numbers and a slash: a mark out of ten, blood pressure, a season, a fraction. */
function saySlash(found: Found): string | undefined {
  const top = found.group("top");
  const bottom = found.group("bottom");
  const idiom = IDIOMS[found.match];
  if (idiom !== undefined) return idiom;
  const [high, low] = [Number(top), Number(bottom)];
  if (/^ time\b/u.test(found.after()) && /^(?:2|3|4|5|6|7|9|12)$/u.test(top) && /^[248]$|16/u.test(bottom))
    return `${cardinal(top)} ${cardinal(bottom)}`;
  if (
    top.includes(".") ||
    (low !== 1 &&
      (low === 5 || low === 10 || low === 100) &&
      (high === low || (low === 100 && high > 9) || RATING.test(found.before()) || RATED.test(found.after())))
  ) {
    return `${cardinal(top)} out of ${cardinal(bottom)}`;
  }
  if (/^(?:19|20)\d\d$/u.test(top) && /^(?:\d\d|20\d\d)$/u.test(bottom))
    return `${year(top)} ${bottom.length === 2 ? shortYear(bottom) : year(bottom)}`;
  if (high > low && high >= 60 && high < 260 && low >= 30 && low < 160) return `${pairs(top)} over ${cardinal(bottom)}`;
  if (/^ ?(?:odds|favou?rite|shot|chance)\b/u.test(found.after()) && high > low)
    return `${cardinal(top)} to ${cardinal(bottom)}`;
  if (/^ (?:chance|odds|shot)\b/u.test(found.after()) && low > 9) return `${cardinal(top)} in ${cardinal(bottom)}`;
  if (high === low) return `${cardinal(top)} ${cardinal(bottom)}`;
  if (low === 0 || high === 0 || low === 1) return `${cardinal(top)} over ${cardinal(bottom)}`;
  if (high > 99 && low > 99) return `${cardinal(top)} slash ${cardinal(bottom)}`;
  return fraction(high, low);
}

function pairs(text: string): string {
  return text.length === 3 && !text.endsWith("00")
    ? `${cardinal(text[0] ?? "")} ${shortYear(text.slice(1))}`
    : cardinal(text);
}

const SLASH = String.raw`(?<![\p{L}\p{N}_/]|\d[.,])(?<top>\d{1,4}(?:\.\d{1,2})?)/(?<bottom>\d{1,4}(?:\.\d)?)(?![\p{L}\p{N}/]|[.,]\d)`;

/** "won 3-1", "6-4, 7-5", "a 10-2 record", "50-50", "1914–18", else a range. */
function sayDash(found: Found): string | undefined {
  const [a, b] = [found.group("a"), found.group("b")];
  const idiom = IDIOMS[`${a}-${b}`];
  if (idiom !== undefined) return idiom;
  if (/^1[0-9]\d\d$|^20\d\d$/u.test(a)) {
    if (/^\d\d$/u.test(b)) return `${year(a)} to ${shortYear(b)}`;
    if (/^1[0-9]\d\d$|^20\d\d$/u.test(b) && Number(b) >= Number(a)) return `${year(a)} to ${year(b)}`;
  }
  if (/ - /u.test(found.match) && /[=+×÷]/u.test(found.text)) return undefined;
  if (/^ ?=/u.test(found.after(2))) return `${cardinal(a)} minus ${cardinal(b)}`;
  const isScore =
    /\b(?:wins?|won|lost|lose|loses|beat|beats|leads?|led|leading|trail\w*|draw|drew|tied?|defeat\w*|down|up|score[ds]?|scoring|finish\w*|victory|loss)\b[^.!?]{0,30}$/iu.test(
      found.before(),
    );
  const isSet = /^,? ?\(?\d{1,2}[-–]\d/u.test(found.after(8)) || /\d[-–]\d{1,2},? ?\(?$/u.test(found.before(8));
  if (isSet && Number(a) < 20 && Number(b) < 20) return `${cardinal(a)} ${cardinal(b)}`;
  const isRecord =
    /(?:'re|'s|\bare|\bwere|\bis|\bwas|\bwent|record of|now|improved to|fell to|started|start)(?!\p{L})[^.!?]{0,12}$/iu.test(
      found.before(),
    ) && /^ (?:this|on|in|at|record|against|start|season|overall|since)\b/u.test(found.after());
  if (isRecord || /^ (?:record|start)\b/u.test(found.after())) return `${cardinal(a)} and ${cardinal(b)}`;
  if (a === b && !isScore) return `${cardinal(a)} ${/^ (?:draw|tie)\b/u.test(found.after()) ? "all" : cardinal(b)}`;
  if (/^0\d/u.test(a) || /^0\d/u.test(b)) return `${digits(a)} ${digits(b)}`;
  return `${cardinal(a)} to ${cardinal(b)}`;
}

const DASH = String.raw`(?<![\p{L}\p{N}_/]|[\p{N}][.,:/-]|(?:^|[^\p{L}\p{N}])[-−])(?<a>\d{1,3}(?:,\d{3}){1,4}|\d{1,9}(?:\.\d{1,3})?)(?: ?[–—] ?|-| - )(?<b>\d{1,3}(?:,\d{3}){1,4}|\d{1,9}(?:\.\d{1,3})?)(?!\p{N}|[-–:/]\p{N}|\p{L}{1,2}\d|\.\d|,\d{3})`;
const COLON = String.raw`(?<![\p{L}\p{N}_/]|[\p{N}][.,:/-])(?<a>\d{1,6}):(?<b>\d{1,6})(?![\p{L}\p{N}]|[:.]\d)`;
const TIMES = String.raw`(?<![\p{L}\p{N}_]|\d[.,])(?<a>${NUMBER})(?: ?[x×] ?)(?<b>${NUMBER})(?:(?: ?[x×] ?)(?<c>${NUMBER}))?(?!\p{N}|[x×])`;

/** "4x4", "1920x1080", "9x13": sides; with "×" between numbers of a sum, a product. */
function sayTimes(found: Found): string {
  const isProduct =
    found.match.includes("×") &&
    (/[=+÷^]|10[⁰¹²³⁴⁵⁶⁷⁸⁹⁻^]/u.test(found.text) || /^[⁰¹²³⁴⁵⁶⁷⁸⁹⁻^]/u.test(found.after(1)));
  const isPower = /(?:10)$/u.test(found.match) && /^[\^⁰¹²³⁴⁵⁶⁷⁸⁹⁻]/u.test(found.after(1));
  const joiner = isProduct || isPower ? "times" : "by";
  const side = (text: string): string =>
    /^\d{4}$/u.test(text) && /[1-9]0$|[1-9]{2}$/u.test(text) && !isProduct
      ? `${cardinal(text.slice(0, 2))} ${shortYear(text.slice(2))}`
      : cardinal(text);
  const parts = ["a", "b", "c"].map((name) => found.group(name)).filter((text) => text !== "");
  return parts.map(side).join(` ${joiner} `);
}

export const amountRules: readonly Rule[] = [
  rule("percent", PERCENTS, sayPercent, { needs: /[\d½¼¾⅓⅔⅛]/u }),
  rule("temperature", TEMPERATURES, sayTemperature, { needs: /[°º℃℉]/u }),
  rule("temperature", DEGREES, sayTemperature, { needs: /\d ?(?:deg\.?|degrees?)? ?[CF](?!\p{L})/u }),
  rule("temperature", ATTACHED, (found) => (/^\d{2,3}/u.test(found.group("low")) ? sayTemperature(found) : undefined), {
    needs: /\d[CF]/u,
  }),
];

export const pairRules: readonly Rule[] = [
  rule("idiom", String.raw`(?<![\p{L}\p{N}/])24/7/365(?![\p{L}\p{N}/])`, () => "twenty-four seven three sixty-five", {
    needs: /\d\/\d/u,
  }),
  rule(
    "fraction",
    String.raw`${NOT_IN_NUMBER}(?<low>\d{1,2}(?:[ -]\d{1,2}/\d{1,2}| ?${VULGAR_CLASS})|\d{1,2}/\d{1,2}|\d{1,2}|${VULGAR_CLASS}) ?(?:-|–|—| to ) ?(?<high>\d{1,2}(?: \d{1,2}/\d{1,2}| ?${VULGAR_CLASS})|\d{1,2}/\d{1,2}|${VULGAR_CLASS})(?![\d/])`,
    (found) =>
      /\d-\d{1,2}\/\d{1,2}$/u.test(found.match) && !/\/.*-/u.test(found.match)
        ? undefined
        : `${quantity(found.group("low")).spoken} to ${quantity(found.group("high")).spoken}`,
    { needs: /[\d½⅓⅔¼¾⅛⅜⅝⅞] ?[-–—t]/u },
  ),
  rule(
    "sequence",
    String.raw`(?<![\p{L}\p{N}_/.,-])\d{1,3}(?:-\d{1,3}){2,4}(?![\p{L}\p{N}]|[-/.]\d)`,
    ({ match }) =>
      match
        .split("-")
        .map((part) => cardinal(part))
        .join(" "),
    { needs: DIGIT },
  ),
  rule(
    "fraction",
    String.raw`${NOT_IN_NUMBER}(?<top>\d{1,3})/(?<bottom>\d{1,4})(?:ths?|rds?|nds?|THS?|RDS?|NDS?)(?![\p{L}\p{N}])`,
    (found) => fraction(Number(found.group("top")), Number(found.group("bottom"))),
    { needs: /\d\/\d/u },
  ),
  rule(
    "fold",
    String.raw`${NOT_IN_NUMBER}(?<n>\d{1,4})-?fold(?!\p{L})`,
    (found) => `${cardinal(found.group("n"))}fold`,
    { needs: /\d-?fold/u },
  ),
  rule(
    "formation",
    String.raw`(?<![\p{L}\p{N}_/.-])[1-5]-[1-5]-[1-5](?:-[1-5])?(?![\p{L}\p{N}-])`,
    ({ match }) => digits(match),
    { needs: DIGIT },
  ),
  rule("product", TIMES, sayTimes, { needs: /\d ?[x×] ?\d/u }),
  rule(
    "fraction",
    String.raw`${NOT_IN_NUMBER}(?<sign>${SIGN})(?<n>\d{1,4}(?:[ -]\d{1,3}/\d{1,4}| ?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])|[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])(?![\d/])`,
    (found) => {
      return (SIGN_WORDS[found.group("sign")] ?? "") + quantity(found.group("n")).spoken;
    },
  ),
  rule("slash", SLASH, saySlash, { needs: /\d\/\d/u }),
  rule("ratio", COLON, (found) => `${cardinal(found.group("a"))} to ${cardinal(found.group("b"))}`, {
    needs: /\d:\d/u,
  }),
  rule("range", DASH, sayDash, { needs: /\d ?[-–—] ?\d/u }),
];
