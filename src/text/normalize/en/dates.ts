import { DIGIT, oneOf, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { DAYS, MONTH_NUMBERS, MONTHS } from "./dates.data.js";
import { cardinal, NOT_IN_NUMBER, ordinal, shortYear, year } from "./numbers.js";

const FULL = MONTHS.join("|");
const SHORT = String.raw`(?:Jan|Febr?|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?`;
/** In messages months are written small; "may" and "march" are words there unless more tells. */
const SMALL = `${FULL.toLowerCase()}|(?:jan|feb|apr|jun|jul|aug|sept?|oct|nov|dec)\\.?`;
const LOUD = String.raw`${FULL.toUpperCase()}|(?:JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)\.?`;
const MONTH = `(?<month>${FULL}|${SHORT}|${LOUD}|${SMALL})`;
const DAY_NAME = String.raw`(?:(?<weekday>${oneOf(Object.keys(DAYS))})\.?,? )?`;
const DAY = String.raw`(?<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?`;
const LAST_DAY = String.raw`(?: ?(?:-|–|—| to ) ?(?<last>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?)`;
const YEAR = String.raw`(?<year>1[0-9]\d\d|20\d\d|'\d\d)(?!\d|[,.]\d)`;
const END = String.raw`(?![\p{L}\p{N}]|[.,:/]\d)`;
const BEGIN = String.raw`(?<![\p{L}\p{N}])`;

export function monthName(written: string): string {
  return MONTHS[(MONTH_NUMBERS[written.replace(".", "").toLowerCase()] ?? 1) - 1] ?? written;
}

function dayName(found: Found): string {
  const name = DAYS[found.group("weekday")];
  return name === undefined ? "" : `${name}, `;
}

export function sayYear(written: string): string {
  return written.length <= 3 ? shortYear(written.replace("'", "")) : year(written);
}

const ending = (found: Found): string => (found.group("year") === "" ? "" : ` ${sayYear(found.group("year"))}`);

/** "May 5, 2024", "Jan. 6", "June 10–14, 2024". */
function monthFirst(found: Found): string {
  const last = found.group("last");
  const days = ordinal(Number(found.group("day"))) + (last === "" ? "" : ` to ${ordinal(Number(last))}`);
  const comma = found.group("year") === "" ? "" : ",";
  return `${dayName(found)}${monthName(found.group("month"))} ${days}${comma}${ending(found)}`;
}

/** "5 May 2024", "22nd of March", "3-5 March": said with "the … of". */
function dayFirst(found: Found): string {
  const last = found.group("last");
  const the = /(?:^|[^\p{L}])(?:the|The) $/u.test(found.before(5)) ? "" : "the ";
  const days =
    last === ""
      ? ordinal(Number(found.group("day")))
      : `${ordinal(Number(found.group("day")))} to the ${ordinal(Number(last))}`;
  return `${dayName(found)}${the}${days} of ${monthName(found.group("month"))}${ending(found)}`;
}

function sayDate(day: number, month: number, written: string): string | undefined {
  const name = MONTHS[month - 1];
  if (name === undefined || day < 1 || day > 31) return undefined;
  if (written === "") return `${name} ${ordinal(day)}`;
  return `${name} ${ordinal(day)}, ${written.length === 2 ? `twenty ${shortYear(written)}` : year(written)}`;
}

/** Regions where the month comes first in figures; it does where nothing is known of the region. */
const MONTH_FIRST = new Set(["", "US", "PH", "CA"]);

/** "12/25/2023": the order is the region's, unless only one is a date. */
function numeric(found: Found): string | undefined {
  const first = Number(found.group("first"));
  const second = Number(found.group("second"));
  const written = found.group("year");
  const isMonthFirst = found.group("mark") === "." ? false : MONTH_FIRST.has(found.region);
  const [month, day] = (isMonthFirst && first <= 12) || second > 12 ? [first, second] : [second, first];
  if (Number(written) >= 30 && written.length === 2 && month <= 12 && day <= 31) {
    const name = MONTHS[month - 1];
    return name === undefined ? undefined : `${name} ${ordinal(day)}, nineteen ${shortYear(written)}`;
  }
  return sayDate(day, month, written);
}

const CONTEXT =
  /(?:\b(?:on|by|due|until|till|since|before|after|from|to|exp\.?|expires|expiry|dated?|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\.?:?,? )$/iu;

/** "04/15", "Tue 5/7": a date only where something says so. */
function shortNumeric(found: Found): string | undefined {
  const first = Number(found.group("first"));
  const second = Number(found.group("second"));
  if (!CONTEXT.test(found.before())) return undefined;
  const isWeekday = /day|mon|tue|wed|thu|fri|sat|sun/iu.test(found.before(10));
  const isExpiry = /exp\w*\.?:? $/iu.test(found.before());
  if (isExpiry)
    return MONTHS[first - 1] === undefined
      ? undefined
      : `${MONTHS[first - 1]} twenty ${shortYear(found.group("second"))}`;
  const isPadded = found.group("first").startsWith("0") || found.group("second").startsWith("0") || second > 12;
  const isDeadline =
    /\b(?:by|due|until|till|before|since|dated?):? $/iu.test(found.before()) &&
    !/^ (?:of|cups?|inch|in|miles?|points?|to)\b/u.test(found.after());
  if (!isWeekday && !isPadded && !isDeadline) return undefined;
  return MONTH_FIRST.has(found.region) || second > 12 ? sayDate(second, first, "") : sayDate(first, second, "");
}

const ISO = String.raw`${BEGIN}(?<year>1[5-9]\d\d|20\d\d)(?<mark>[-/.])(?<month>0?[1-9]|1[0-2])\k<mark>(?<day>0?[1-9]|[12]\d|3[01])(?![\p{L}\p{N}]|[-/.]\d)|${BEGIN}(?<year2>1[5-9]\d\d|20\d\d)-(?<month2>0[1-9]|1[0-2])-(?<day2>0[1-9]|[12]\d|3[01])(?=T\d\d:)`;
const NUMERIC = String.raw`${BEGIN}(?<first>0?[1-9]|[12]\d|3[01])(?<mark>[-/.])(?<second>0?[1-9]|[12]\d|3[01])\k<mark>(?<year>(?:1[5-9]|20)\d\d|\d\d)${END}`;
const DAY_SPACE = String.raw`${DAY}${LAST_DAY}?(?: of | |-)(?:the )?`;

/** "08/2025": a month of a year. */
const MONTH_YEAR = String.raw`${BEGIN}(?<month>0[1-9]|1[0-2])/(?<year>20\d\d)${END}`;
const RANGE_DAYS = oneOf(Object.keys(DAYS));
const ANY_DAY = String.raw`(?:${RANGE_DAYS}|${Object.values(DAYS).join("|")})`;
const ANY_MONTH = String.raw`(?:${FULL}|${SHORT})`;

export const dateRules: readonly Rule[] = [
  rule(
    "date",
    ISO,
    (found) => {
      const of = (name: string): string => found.group(name) || found.group(`${name}2`);
      return sayDate(Number(of("day")), Number(of("month")), of("year"));
    },
    { needs: DIGIT },
  ),
  rule("date", NUMERIC, numeric, { needs: DIGIT }),
  rule(
    "date",
    String.raw`${BEGIN}(?<a>${FULL}|${SHORT}) (?<first>\d{1,2})(?: ?[-–—] ?| to )(?<b>${FULL}|${SHORT}) (?<second>\d{1,2})(?:,? ${YEAR})?${END}`,
    (found) =>
      `${monthName(found.group("a"))} ${ordinal(Number(found.group("first")))} to ${monthName(found.group("b"))} ${ordinal(Number(found.group("second")))}${ending(found)}`,
    { needs: DIGIT },
  ),
  rule(
    "date",
    String.raw`${BEGIN}${DAY_NAME}${MONTH} ${DAY}${LAST_DAY}?(?:,? ${YEAR})?(?![\p{L}\p{N}]|[.,:/-]\d| ?%)`,
    (found) => (isMay(found) ? undefined : monthFirst(found)),
    { needs: DIGIT },
  ),
  rule(
    "date",
    String.raw`${BEGIN}(?<month>${FULL}|${SHORT}) (?<day>[1-9]|[12]\d|3[01]) (?<and>and|or|&) (?<last>[1-9]|[12]\d|3[01])(?:,? ${YEAR})?${END}`,
    monthFirst,
    { needs: DIGIT },
  ),
  rule(
    "date",
    String.raw`${NOT_IN_NUMBER}${DAY_NAME}${DAY_SPACE}${MONTH}(?:[ ,-]{1,2}(?:${YEAR}|(?<=-)(?<short>\d\d)))?(?![\p{L}\p{N}])`,
    sayDayFirst,
    { needs: DIGIT },
  ),
  rule(
    "date",
    String.raw`${BEGIN}${MONTH},? ${YEAR}(?![\p{L}\p{N}])`,
    (found) => `${monthName(found.group("month"))}${ending(found)}`,
    { needs: DIGIT },
  ),
  rule(
    "date",
    String.raw`${BEGIN}(?<month>${FULL}|${SHORT})-(?<day>0?[1-9]|[12]\d|3[01])(?<last>)(?:-(?<year>(?:19|20)\d\d))?(?![\p{L}\p{N}-])`,
    monthFirst,
    { needs: DIGIT },
  ),
  rule(
    "quarter",
    String.raw`${BEGIN}(?<n>[1-4])Q(?<short>\d\d)(?![\p{L}\p{N}])`,
    (found) => `Q ${cardinal(found.group("n"))} twenty ${shortYear(found.group("short"))}`,
    { needs: DIGIT },
  ),
  rule("date", String.raw`(?<=(?:19|20)\d\d) ?[-–—] ?(?=${ANY_MONTH}(?!\p{L}))`, () => " to ", { needs: DIGIT }),
  rule("date", MONTH_YEAR, (found) => `${MONTHS[Number(found.group("month")) - 1]} ${year(found.group("year"))}`, {
    needs: DIGIT,
  }),
  rule(
    "date",
    String.raw`${NOT_IN_NUMBER}(?<first>0?[1-9]|[12]\d|3[01])/(?<second>0?[1-9]|[12]\d|3[01])${END}`,
    shortNumeric,
    { needs: DIGIT },
  ),
  rule(
    "days",
    String.raw`${BEGIN}(?:${ANY_DAY})(?:/(?:${ANY_DAY})){1,6}(?![\p{L}\p{N}])`,
    ({ match }) => match.split("/").map(longName).join(", "),
    { needs: /\// },
  ),
  rule(
    "days",
    String.raw`${BEGIN}(?<a>${ANY_DAY}|${ANY_MONTH})\.?(?<join> ?[-–—] ?| ?& ?| and | or | to )(?<b>${ANY_DAY}|${ANY_MONTH})\.?(?!\p{L}|\.\p{L})`,
    (found) => {
      const word = /and|or/u.exec(found.group("join"))?.[0];
      const join = word ?? (found.group("join").includes("&") ? "and" : "to");
      return `${longName(found.group("a"))} ${join} ${longName(found.group("b"))}`;
    },
  ),
  rule("weekday", String.raw`${BEGIN}(?<day>${RANGE_DAYS})\.?(?=,? \d)`, (found) => DAYS[found.group("day")], {
    needs: DIGIT,
  }),
];

/** "5 May 2024"; not "3 may": only "of" or a year, or a month in full, tells that. */
function sayDayFirst(found: Found): string | undefined {
  const short = found.group("short");
  if (isMay(found)) return undefined;
  if (short !== "") return `${dayFirst(found)} twenty ${shortYear(short)}`;
  return dayFirst(found);
}

/** "May 5 people come?": a question, not a date. */
function isMay(found: Found): boolean {
  if (/^(?:may|march)$/u.test(found.group("month"))) {
    return (
      found.group("year") === "" &&
      !/\d(?:st|nd|rd|th)/u.test(found.match) &&
      !/\b(?:on|by|until|since|from) $/u.test(found.before(8))
    );
  }
  return (
    found.group("month") === "May" &&
    found.group("year") === "" &&
    /^ (?:people|of|more|persons|students|times)\b/u.test(found.after())
  );
}

function longName(written: string): string {
  const bare = written.replace(".", "");
  return DAYS[bare] ?? (MONTH_NUMBERS[bare.toLowerCase()] === undefined ? written : monthName(bare));
}
