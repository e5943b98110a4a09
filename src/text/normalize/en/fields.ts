import { DIGIT, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal, digits, NUMBER, pairs } from "./numbers.js";
import { letters } from "./text.js";

const BOOKS =
  "Genesis|Gen\\.?|Exodus|Exod?\\.?|Leviticus|Lev\\.?|Numbers|Deuteronomy|Deut\\.?|Joshua|Judges|Ruth|Samuel|Sam\\.?|Kings|Chronicles|Chron\\.?|Ezra|Nehemiah|Esther|Job|" +
  "Psalms?|Ps\\.?|Proverbs|Prov\\.?|Ecclesiastes|Isaiah|Isa\\.?|Jeremiah|Jer\\.?|Lamentations|Ezekiel|Daniel|Dan\\.?|Hosea|Joel|Amos|Obadiah|Jonah|Micah|Nahum|Habakkuk|Zephaniah|Haggai|Zechariah|Malachi|" +
  "Matthew|Matt\\.?|Mark|Luke|John|Acts|Romans|Rom\\.?|Corinthians|Cor\\.?|Galatians|Gal\\.?|Ephesians|Eph\\.?|Philippians|Phil\\.?|Colossians|Col\\.?|Thessalonians|Thess\\.?|Timothy|Tim\\.?|Titus|Philemon|Hebrews|Heb\\.?|James|Peter|Pet\\.?|Jude|Revelation|Rev\\.?|Surah|Quran|Qur'an";

const SHORT_BOOKS: Readonly<Record<string, string>> = {
  gen: "Genesis",
  ex: "Exodus",
  exo: "Exodus",
  exod: "Exodus",
  lev: "Leviticus",
  deut: "Deuteronomy",
  sam: "Samuel",
  chron: "Chronicles",
  ps: "Psalm",
  prov: "Proverbs",
  isa: "Isaiah",
  jer: "Jeremiah",
  dan: "Daniel",
  matt: "Matthew",
  rom: "Romans",
  cor: "Corinthians",
  gal: "Galatians",
  eph: "Ephesians",
  phil: "Philippians",
  col: "Colossians",
  thess: "Thessalonians",
  tim: "Timothy",
  heb: "Hebrews",
  pet: "Peter",
  rev: "Revelation",
};

const VERSE = String.raw`(?<![\p{L}\p{N}])(?:(?<part>[123]) )?(?<book>${BOOKS}) (?<chapter>\d{1,3}):(?<verse>\d{1,3})(?:(?<to>[-–—,] ?)(?<last>\d{1,3}))?(?![\p{N}:]|\p{L}{2}| ?[ap]\.?m)`;
const ORDINALS = ["", "first", "second", "third"];

function sayVerse(found: Found): string {
  const [part, book, last] = [found.group("part"), found.group("book"), found.group("last")];
  const name = SHORT_BOOKS[book.replace(".", "").toLowerCase()] ?? book;
  const to = found.group("to").startsWith(",") ? " and " : " to ";
  return `${part === "" ? "" : `${ORDINALS[Number(part)]} `}${name} ${pairs(found.group("chapter"))} ${pairs(found.group("verse"))}${last === "" ? "" : to + cardinal(last)}`;
}

const SIDES: Readonly<Record<string, string>> = { N: "north", S: "south", E: "east", W: "west" };
const ARC = String.raw`(?<![\p{L}\p{N}.,])(?<sign>[-−])?(?<degrees>\d{1,3}(?:\.\d{1,8})?) ?[°º] ?(?:(?<minutes>\d{1,2}(?:\.\d{1,6})?) ?['′] ?)?(?:(?<seconds>\d{1,2}(?:\.\d{1,4})?) ?(?:["″]|'') ?)?(?<side>[NSEW])?(?![\p{L}\p{N}])`;

/** `40°42′46″N`. */
function sayArc(found: Found): string | undefined {
  const [minutes, seconds, side] = [found.group("minutes"), found.group("seconds"), found.group("side")];
  if (minutes === "" && side === "") return undefined;
  const count = (text: string, name: string): string =>
    text === "" ? "" : ` ${cardinal(text.replace(/^0(?=\d)/u, ""))} ${name}${Number(text) === 1 ? "" : "s"}`;
  const sign = found.group("sign") === "" ? "" : "minus";
  return `${sign}${count(found.group("degrees"), "degree")}${count(minutes, "minute")}${count(seconds, "second")}${side === "" ? "" : ` ${SIDES[side]}`}`.trim();
}

/** Words that say that a long number is read digit by digit. */
const ID_WORDS = String.raw`(?:code|codes|PIN|OTP|passcode|password|account|acct\.?|a/c|card|ending in|ends in|zip|serial|tracking|ID|id|ISBN|ISSN|SSN|IBAN|order no\.?|order number|order|invoice|invoice no\.?|reference|ref\.?|confirmation|booking|case no\.?|case number|case|policy|licen[sc]e|passport|sort code|routing|no\.|number|ticket|S/N|DOI|PMID|UPC|EAN|VIN|IMEI|extension)`;
const AFTER_ID = new RegExp(
  String.raw`\b${ID_WORDS}(?: (?:is|was|number|no\.?|code|of|ending in|ends in))?(?: ?#)?:? ?$`,
  "iu",
);
const ID = String.raw`(?<![\p{L}\p{N}.,$€£-]|[\p{N}][:/])(?<hash>[#№] ?)?(?<number>\d{2,6}(?:[ -]\d{1,6}){1,6}|\d{4,30}|\d(?: \d){2,9})(?![\p{L}\p{N}]|[.,:/%]\d| ?%| (?:people|dollars|points|times|items|units|tickets|pages))`;

/** Groups of digits read one by one, a breath between groups. */
function sayId(found: Found): string | undefined {
  if (!AFTER_ID.test(found.before())) return undefined;
  const number = found.group("number");
  if (
    /^(?:1[89]|20)\d\d$/u.test(number) &&
    !/(?:code|PIN|OTP|pin|passcode|ending in|ends in|account|card)\W{0,6}(?:is )?$/u.test(found.before(24))
  )
    return undefined;
  const hash = found.group("hash") === "" ? "" : "number ";
  const isSingles = /^\d(?: \d)+$/u.test(number);
  return (
    hash +
    number
      .split(/[ -]/u)
      .map((part) => digits(part))
      .join(isSingles ? " " : ", ")
  );
}

const GROUPED = String.raw`(?<![\p{L}\p{N}.,-])(?<number>\d{4}(?:[ -]\d{4}){3}|\d{4}[ -]\d{6}[ -]\d{5}|97[89][- ]?\d{1,5}[- ]?\d{1,7}[- ]?\d{1,7}[- ]?[\dX]|\d-\d{3}-\d{5}-[\dX]|\d{3}-\d{2}-\d{4}|(?<=ISSN:? )\d{4}-\d{3}[\dX])(?![\p{L}\p{N}-])`;
const LONG = String.raw`(?<![\p{L}\p{N}.,'])(?<number>0\d{1,40}|\d{11,40})(?![\p{L}\p{N}]|[.,]\d)`;
const IBAN = String.raw`(?<![\p{L}\p{N}])(?<country>[A-Z]{2})(?<check>\d{2})(?<rest>(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?)(?![\p{L}\p{N}])`;
const CODED = String.raw`(?<![\p{L}\p{N}])(?<letters>[A-Z]{2,5})-(?<first>\d{2,6})(?:-(?<second>\d{2,8}))(?![\p{L}\p{N}-])`;
const DOCKET = String.raw`(?<![\p{L}\p{N}./])(?<first>(?:19|20)\d\d)-(?<second>\d{3,6})(?![\p{L}\p{N}-])`;
const PRESSURE = String.raw`(?<![\p{L}\p{N}./])(?<lead>BP:? (?:of |was |is )?)?(?<high>\d{2,3})/(?<low>\d{2,3}) ?(?<unit>mm ?Hg)?(?![\p{L}\p{N}/])`;

function sayPressure(found: Found): string | undefined {
  const [high, low, unit, lead] = ["high", "low", "unit", "lead"].map((name) => found.group(name)) as [
    string,
    string,
    string,
    string,
  ];
  if (unit === "" && lead === "" && !/^ (?:blood|BP)\b|^ ?mm ?Hg/u.test(found.after())) return undefined;
  const words = lead === "" ? "" : `B P${lead.slice(2).replace(":", "")}`;
  return `${words}${pairs(high)} over ${cardinal(low)}${unit === "" ? "" : " millimeters of mercury"}`;
}

/** "1-2 of 3" aside: how often out of how many, in figures with a decimal or after "p". */
const STATISTIC = String.raw`(?<![\p{L}\p{N}])(?<letter>[pPnNrR]) ?(?<sign>[<>=≤≥]) ?(?<value>${NUMBER})`;
const SIGN_WORDS: Readonly<Record<string, string>> = {
  "<": "is less than",
  ">": "is greater than",
  "=": "equals",
  "≤": "is less than or equal to",
  "≥": "is greater than or equal to",
};

export const groupRules: readonly Rule[] = [
  rule("verse", VERSE, sayVerse, { needs: /\d:\d/u }),
  rule(
    "iban",
    IBAN,
    (found) => {
      const rest = found.group("rest").trim().split(" ");
      const parts = [found.group("check"), ...rest].map((part) =>
        Array.from(part, (sign) => (/\d/u.test(sign) ? digits(sign) : sign)).join(" "),
      );
      return `${letters(found.group("country"))} ${parts.join(", ")}`;
    },
    { needs: DIGIT },
  ),
  rule(
    "number-group",
    GROUPED,
    (found) =>
      found
        .group("number")
        .split(/[ -]/u)
        .map((part) => (part.endsWith("X") ? `${digits(part)} X`.trim() : digits(part)))
        .join(", "),
    { needs: DIGIT },
  ),
];

export const fieldRules: readonly Rule[] = [
  rule("coordinate", ARC, sayArc, { needs: /[°º]/u }),
  rule("blood-pressure", PRESSURE, sayPressure, { needs: /\d\/\d/u }),
  rule(
    "statistic",
    STATISTIC,
    (found) => `${found.group("letter")} ${SIGN_WORDS[found.group("sign")]} ${cardinal(found.group("value"))}`,
    { needs: DIGIT },
  ),
  rule(
    "code",
    CODED,
    (found) => `${letters(found.group("letters"))} ${pairs(found.group("first"))} ${digits(found.group("second"))}`,
    { needs: DIGIT },
  ),
  rule(
    "docket",
    DOCKET,
    (found) =>
      found.group("second").startsWith("0")
        ? `${pairs(found.group("first"))} ${digits(found.group("second"))}`
        : undefined,
    { needs: DIGIT },
  ),
  rule("digits", ID, sayId, { needs: DIGIT }),
  rule(
    "digits",
    LONG,
    (found) =>
      found.match === "007"
        ? "double oh seven"
        : /^0\d?$/u.test(found.match) && Number(found.match) === 0
          ? digits(found.match)
          : digits(found.match),
    { needs: DIGIT },
  ),
];
