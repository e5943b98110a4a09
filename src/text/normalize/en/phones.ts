import { DIGIT, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { digits } from "./numbers.js";

const BEGIN = String.raw`(?<![\p{L}\p{N}+]|[\p{N}][-.,/:]|[$€£])`;
const END = String.raw`(?!\p{N}|[-./]\p{N}|[\p{L}])`;
const EXTENSION = String.raw`(?:,? ?(?:ext\.?|extension|x) ?(?<ext>\d{1,6}))?`;

/** Groups of digits with a breath between them. */
function groups(text: string): string {
  const parts = text.match(/\d{1,20}/gu) ?? [];
  return parts.map((part) => (part === "800" ? "eight hundred" : digits(part))).join(", ");
}

function sayPhone(found: Found): string {
  const ext = found.group("ext");
  const number = found.group("number");
  const plus = number.startsWith("+") ? "plus " : "";
  return `${plus}${groups(number)}${ext === "" ? "" : `, extension ${digits(ext)}`}`;
}

const INTERNATIONAL = String.raw`(?<![\p{L}\p{N}])(?<number>\+\d{1,3}[ .-]?(?:\(\d{1,5}\)[ .-]?)?\d{1,12}(?:[ .-]\d{1,6}){0,6})${EXTENSION}${END}`;
const NORTH_AMERICAN = String.raw`${BEGIN}(?<number>(?:1[-. ]?)?(?:\(\d{3}\)[ -]?|\d{3}[-. ])\d{3}[-. ]\d{4})${EXTENSION}${END}`;
const TRUNK = String.raw`${BEGIN}(?<number>\(0\d{2,4}\) ?\d{3,4}[ -]?\d{3,4}|0\d{2,4}[ -]\d{3,4}[ -]\d{3,4}|0\d{3,4}[ -]\d{5,6}|0\d{2}[ -]\d{7,8}|1[38]00 ?\d{3} ?\d{3}|\(0\)\d{2,4} \d{3,4} \d{3,4}|00\d{1,3}(?: \d{1,4}){2,5})${END}`;
const LOCAL = String.raw`${BEGIN}(?<number>\d{3}[-.]\d{4})${EXTENSION}${END}`;
const WORDS = String.raw`${BEGIN}(?<number>(?:1-)?[89]\d\d)-(?<word>(?=[A-Z0-9-]{3,12}(?![\p{L}\p{N}]))[A-Z0-9]{1,10}(?<=[A-Z])(?:-[A-Z0-9]{1,8}){0,3})(?![\p{L}\p{N}])`;
const CALL = String.raw`(?<![\p{L}\p{N}])(?<lead>(?:[Cc]all|[Dd]ial|[Dd]ialed|[Dd]ialled|[Rr]ing|[Tt]ext|[Cc]alled|[Cc]alling|[Pp]hone|[Tt]el\.?|[Ff]ax)(?: (?:me|us|now|on|at|to|number|[A-Z]{2,10})){0,3}:? )(?<number>\d{3}|\d{5,12})(?! ?[%:,.]\d|[\p{L}\p{N}-]| (?:people|times|minutes|hours|days))`;
const EMERGENCY = String.raw`${BEGIN}(?<number>911|999|112)(?= (?:is|was|calls?|operators?|dispatch|emergency|hotline)\b)`;

const PHONE_WORDS =
  /\b(?:call|dial|phone|tel|telephone|fax|mobile|cell|number|text|sms|whatsapp|ring|reach|contact|at)\b[^.!?]{0,25}$/iu;

/** "500-1000 people" is a range, "555-1234" a number to call. */
function sayLocal(found: Found): string | undefined {
  const [first = "", second = ""] = found.group("number").split(/[-.]/u);
  const isRange = Number(second) > Number(first) && second.endsWith("0") && !second.startsWith("0");
  if (found.group("number").includes(".") && !PHONE_WORDS.test(found.before())) return undefined;
  return isRange && !PHONE_WORDS.test(found.before()) ? undefined : sayPhone(found);
}

export const phoneRules: readonly Rule[] = [
  rule(
    "phone",
    INTERNATIONAL,
    (found) => (found.group("number").replaceAll(/\D/gu, "").length >= 7 ? sayPhone(found) : undefined),
    { needs: /\+\d/u },
  ),
  rule(
    "phone",
    WORDS,
    (found) =>
      `${groups(found.group("number"))} ${found
        .group("word")
        .replaceAll("-", " ")
        .replaceAll(/\d{1,8}/gu, (part) => digits(part))}`,
    {
      needs: DIGIT,
    },
  ),
  rule("phone", NORTH_AMERICAN, sayPhone, { needs: DIGIT }),
  rule("phone", TRUNK, sayPhone, { needs: DIGIT }),
  rule("phone", LOCAL, sayLocal, { needs: DIGIT }),
  rule(
    "phone",
    CALL,
    (found) => ({
      spoken: groups(found.group("number")),
      start: found.start + found.group("lead").length,
      end: found.end,
    }),
    { needs: DIGIT },
  ),
  rule("phone", EMERGENCY, (found) => digits(found.group("number")), { needs: DIGIT }),
];
