import { DIGIT, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal, digits, quantity } from "./numbers.js";
import { letters } from "./text.js";

const BEGIN = String.raw`(?<![\p{L}\p{N}]|\d[.:,/-]|[$€£#+])`;
const HALF = String.raw`(?: ?(?<half>[aApP])\.?[mM](?:\.|(?![\p{L}\p{N}])))`;
const ZONE = String.raw`(?: ?(?<zone>(?<=[mM]\.? ?)(?:[ecmp][sd]?t|gmt|utc)|E[SD]?T|C[SD]T|CE?S?T|M[SD]?T|P[SD]?T|GMT|UTC|BST|IST|JST|AEST|WET|Z)(?![\p{L}]))`;

/** 9:05 "nine oh five", 14:00 "fourteen hundred", 8:00 "eight o'clock". */
export function clock(hour: string, minute: string, hasHalf: boolean): string {
  const padded = hour === "00" ? "zero" : cardinal(String(Number(hour)));
  if (minute === "00") return hasHalf ? padded : onTheHour(hour);
  if (minute.startsWith("0")) return `${padded} oh ${cardinal(minute.slice(1))}`;
  return `${padded} ${cardinal(minute)}`;
}

function onTheHour(hour: string): string {
  const count = Number(hour);
  if (count === 0) return "midnight";
  return count > 12 ? `${cardinal(count)} hundred` : `${cardinal(count)} o'clock`;
}

function half(letter: string): string {
  return letter === "" ? "" : ` ${letter.toUpperCase()} M`;
}

const zone = (found: Found): string => (found.group("zone") === "" ? "" : ` ${letters(found.group("zone"))}`);

function sayTime(found: Found): string | undefined {
  const hour = found.group("hour");
  const minute = found.group("minute");
  const letter = found.group("half");
  if (Number(hour) > 24 || Number(minute) > 59 || (letter !== "" && Number(hour) > 12)) return undefined;
  if (letter === "" && found.group("dot") === ".") return undefined;
  const hours = found.group("hours") === "" ? "" : " hours";
  if (minute === "00" && hours !== "") return `${cardinal(String(Number(hour)))} hundred hours`;
  if (minute === "00" && found.after().startsWith(" in the ")) return `${cardinal(String(Number(hour)))} o'clock`;
  return clock(hour, minute, letter !== "") + half(letter) + zone(found) + hours;
}

/** "9:00 AM - 5:00 PM", "9am-5pm", "8–10 p.m.", "7:00–19:00". */
function sayRange(found: Found): string | undefined {
  const [a, am, ah, b, bm, bh] = ["a", "am", "ah", "b", "bm", "bh"].map((name) => found.group(name)) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  if (Number(a) > 24 || Number(b) > 24 || (am === "" && bm === "" && ah === "" && bh === "")) return undefined;
  const one = (hour: string, minute: string, letter: string): string =>
    (minute === "" ? cardinal(String(Number(hour))) : clock(hour, minute, letter !== "" || bh !== "")) + half(letter);
  return `${one(a, am, ah)} to ${one(b, bm, bh)}${zone(found)}`;
}

/** "2:01:39", "3:58.20": a length of time, or a place in a recording. */
function sayLength(found: Found): string {
  const count = (value: string, name: string): string =>
    `${cardinal(String(Number(value)))} ${name}${Number(value) === 1 ? "" : "s"}`;
  const hours = found.group("hours");
  const fraction = found.group("fraction");
  const seconds = `${cardinal(String(Number(found.group("seconds"))))}${fraction === "" ? "" : ` point ${digits(fraction)}`} second${Number(found.group("seconds")) === 1 ? "" : "s"}`;
  if (found.group("half") !== "")
    return `${clock(hours, found.group("minutes"), true)} and ${seconds}${half(found.group("half"))}`;
  const parts = [count(found.group("minutes"), "minute"), seconds];
  if (hours !== "" && Number(hours) > 0) parts.unshift(count(hours, "hour"));
  return parts.join(" ");
}

const LENGTH = String.raw`${BEGIN}(?:(?<hours>\d{1,2}):)(?<minutes>[0-5]\d):(?<seconds>[0-5]\d)(?:\.(?<fraction>\d{1,6}))?${HALF}?(?![\p{L}\p{N}:])`;
const LAP = String.raw`${BEGIN}(?<minutes>\d{1,2}):(?<seconds>[0-5]\d)\.(?<fraction>\d{1,3})(?![\p{L}\p{N}:])`;
const TIME = String.raw`${BEGIN}(?<hour>[01]?\d|2[0-4])(?<dot>[:.])(?<minute>[0-5]\d)(?:${HALF}|(?<h> ?h)(?!\p{L}))?${ZONE}?(?: (?<hours>hours|hrs)(?!\p{L}))?(?![\p{L}\p{N}]|[:.]\d)`;
const RANGE = String.raw`${BEGIN}(?<a>[01]?\d|2[0-4])(?:[:.](?<am>[0-5]\d))?(?:${HALF.replace("<half>", "<ah>")})?(?: ?(?:-|–|—) ?| to )(?<b>[01]?\d|2[0-4])(?:[:.](?<bm>[0-5]\d))?(?:${HALF.replace("<half>", "<bh>")})?${ZONE}?(?![\p{L}\p{N}]|[:.]\d|-\d| ?%)`;
const HOUR = String.raw`${BEGIN}(?<hour>1[0-2]|0?[1-9])${HALF}${ZONE}?`;
const MILITARY = String.raw`${BEGIN}(?<hour>[01]\d|2[0-4])(?<minute>[0-5]\d)(?= (?:hours|hrs)\b)`;
const OFFSET = String.raw`(?<![\p{L}\p{N}])(?<zone>UTC|GMT) ?(?<sign>[-−+±]) ?(?<hours>\d{1,2})(?::(?<minutes>\d\d))?(?![\p{L}\p{N}])`;

export const timeRules: readonly Rule[] = [
  rule(
    "range",
    String.raw`(?=[ \-–—])(?<=(?<!\p{L})(?:noon|midnight|Noon|Midnight)) ?[-–—] ?(?=\d)|(?=[ \-–—])(?<=[ap]\.?m\.?) ?[-–—] ?(?=(?:noon|midnight|close)(?!\p{L}))`,
    () => " to ",
  ),
  rule("duration", LENGTH, sayLength, { needs: DIGIT }),
  rule(
    "duration",
    String.raw`${BEGIN}(?<minutes>\d{1,2}):(?<seconds>[0-5]\d) ?(?:min|mins|minutes)(?!\p{L})`,
    sayLength,
    { needs: DIGIT },
  ),
  rule("duration", LAP, sayLength, { needs: DIGIT }),
  rule("time", RANGE, (found) => (isRange(found) ? sayRange(found) : undefined), { needs: DIGIT }),
  rule("time", TIME, sayTime, { needs: DIGIT }),
  rule(
    "time",
    HOUR,
    (found) => cardinal(String(Number(found.group("hour")))) + half(found.group("half")) + zone(found),
    { needs: DIGIT },
  ),
  rule("time", MILITARY, sayMilitary, { needs: DIGIT }),
  rule(
    "time-zone",
    OFFSET,
    (found) => {
      const minutes = found.group("minutes");
      const rest = minutes === "" || minutes === "00" ? "" : ` ${cardinal(minutes)}`;
      return `${letters(found.group("zone"))} ${found.group("sign") === "+" ? "plus" : "minus"} ${cardinal(String(Number(found.group("hours"))))}${rest}`;
    },
    { needs: DIGIT },
  ),
  rule("ish", String.raw`${BEGIN}(?<n>\d{1,4})-?ish(?!\p{L})`, (found) => `${quantity(found.group("n")).spoken}ish`, {
    needs: DIGIT,
  }),
];

/** With a point in place of a colon it is a time only with "am" or "pm". */
function isRange(found: Found): boolean {
  const dotted = /\d\.\d/u.test(found.match);
  return !dotted || found.group("ah") !== "" || found.group("bh") !== "";
}

function sayMilitary(found: Found): string {
  const hour = found.group("hour");
  const minute = found.group("minute");
  const said = hour.startsWith("0") ? `oh ${hour === "00" ? "oh" : cardinal(hour.slice(1))}` : cardinal(hour);
  if (minute === "00") return `${said} hundred`;
  return `${said} ${minute.startsWith("0") ? `oh ${cardinal(minute.slice(1))}` : cardinal(minute)}`;
}
