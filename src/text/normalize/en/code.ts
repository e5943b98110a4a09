import { DIGIT, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal, digits, pairs, year } from "./numbers.js";
import { isSpelled } from "./initialisms.js";
import { SAID_AS } from "./initialisms.data.js";
import { letters } from "./text.js";
import { sayName } from "./web.js";

const LANGUAGES: Readonly<Record<string, string>> = {
  "C++": "C plus plus",
  "C#": "C sharp",
  "F#": "F sharp",
  "J#": "J sharp",
  "G++": "G plus plus",
  "g++": "G plus plus",
  "A+": "A plus",
  "A-": "A minus",
  "B+": "B plus",
  "O+": "O positive",
  "O-": "O negative",
  "AB+": "A B positive",
  "AB-": "A B negative",
  "Notepad++": "Notepad plus plus",
  "A*": "A star",
  ".NET": "dot net",
};

const NOTE = String.raw`(?<![\p{L}\p{N}_])(?<note>[A-G])(?<accidental>#|♯|b|♭)(?= (?:minor|major|chord|scale|note|key|flat)\b)`;
const KEY_FLAT = String.raw`(?<![\p{L}\p{N}_])(?<note>[A-GO]|AB)(?<sign>[+-])(?= (?:grade|blood|student|positive|negative)\b)`;

const VERSION = String.raw`(?<![\p{L}\p{N}_.,$€£-]|\d[-/:])(?<v>[vV]\.? ?)?(?<numbers>\d{1,5}(?:\.\d{1,5}){2,4})(?<tail>[-+ ]?(?:alpha|beta|rc|pre|dev|next|snapshot|SNAPSHOT)(?:[.-]?\d{1,3})?)?(?![\p{L}\p{N}]|\.\d)`;
const SHORT = String.raw`(?<![\p{L}\p{N}_.-])(?<v>v\.?|[vV]\.?(?=\d{1,4}\.))(?<numbers>\d{1,4}(?:\.\d{1,4})?)(?!:| engine)(?<tail>-?(?:alpha|beta|rc)(?:[.-]?\d{1,3})?)?(?![\p{L}\p{N}]|\.\d)`;
const NAMED = String.raw`(?=\d)(?<=\b(?:[vV]ersion|release|Release|Python|Node|Node\.js|iOS|iPadOS|macOS|Android|Ubuntu|Debian|Fedora|Windows|Java|PHP|Ruby|Go|Rust|Swift|Kotlin|TypeScript|JavaScript|React|Angular|Vue|Django|Rails|Firefox|Chrome|Safari|Bluetooth|USB|HDMI|HTTP|TLS|SSL|GPT|Claude|Llama|Gemini|Kubernetes|Docker|Linux|kernel|CUDA|PyTorch|TensorFlow|Unity|OpenGL|Web|SDK|API|CSS|HTML|Postgres|PostgreSQL|MySQL|Redis|gcc|GCC|LTS)[ /-])(?<v>)(?<numbers>\d{1,4}\.\d{1,3})(?<tail>-?(?:alpha|beta|rc)(?:[.-]?\d{1,3})?)?(?![\p{L}\p{N}]|\.\d)`;
const TAILED = String.raw`(?<![\p{L}\p{N}_.,-])(?<v>)(?<numbers>\d{1,4}\.\d{1,4})(?<tail>-(?:alpha|beta|rc)(?:[.-]?\d{1,3})?)(?![\p{L}\p{N}])`;

/** "v2.3.1" → "version two point three point one". */
function sayVersion(found: Found): string {
  const parts = found.group("numbers").split(".");
  const isYear = /^20\d\d$/u.test(parts[0] ?? "");
  const numbers = parts.map((part, at) => {
    if (at === 0 && isYear) return year(part);
    return /^0\d/u.test(part) ? `oh ${cardinal(part.slice(1))}` : cardinal(part);
  });
  const v = found.group("v") === "" || /[vV]ersion $/u.test(found.before()) ? "" : "version ";
  return `${v}${numbers.join(" point ")}${sayTail(found.group("tail"))}`;
}

function sayTail(tail: string): string {
  const words = tail.match(/[A-Za-z]{1,20}|\d{1,5}/gu) ?? [];
  return words.map((word) => ` ${/^\d/u.test(word) ? cardinal(word) : word === "rc" ? "R C" : word}`).join("");
}

const MODEL = String.raw`(?<![\p{L}\p{N}_@#$€£./\\'-]|\d[.,])(?=[\p{L}\p{N}&/-]{0,30}\p{N})(?=[\p{N}/-]{0,30}\p{L})(?<model>[\p{L}\p{N}]{1,24}(?:[-/][\p{L}\p{N}]{1,24}){0,4})(?<tail>'s|s(?=\P{L}))?(?![\p{L}\p{N}_]|[-/.]\p{N})`;

/** Names of letters and figures: "F-150", "R2-D2", "HbA1c", "MH370". */
function sayModel(found: Found): string | undefined {
  const model = found.group("model");
  const whole = WHOLE[model];
  if (whole !== undefined) return whole;
  if (/^\d+(?:st|nd|rd|th)$/iu.test(model)) return undefined;
  const parts =
    model.match(/\p{Lu}{1,20}(?!\p{Ll})|\p{L}[\p{Ll}\p{M}]{0,30}|\d{1,24}|\p{N}|[\p{L}\p{M}]{1,24}|[-/]/gu) ?? [];
  const isDigits = /^\d{0,2}(?:[A-Z]\d){3,9}[A-Z]?$/u.test(model);
  const words = parts
    .filter((part) => part !== "-" && part !== "/")
    .map((part) => (isDigits && /\d/u.test(part) ? digits(part) : sayPart(part, parts.length)));
  return words.join(" ") + found.group("tail");
}

const WHOLE: Readonly<Record<string, string>> = { "7UP": "seven up", "3M": "three M", U2: "U two" };

const WORDS: Readonly<Record<string, string>> = { mp: "M P", kwh: "kilowatt hour", hb: "H B", utf: "U T F", pp: "P P" };

function sayPart(part: string, count: number): string {
  if (/^\d/u.test(part)) {
    if (/^(?:19|20)\d\d$/u.test(part) && count < 4) return year(part);
    return pairs(part);
  }
  const known = (part.length > 3 || /\p{Ll}/u.test(part) ? SAID_AS[part] : undefined) ?? WORDS[part.toLowerCase()];
  if (known !== undefined) return known;
  if (part === part.toUpperCase()) return part.length < 4 || isSpelled(part) ? letters(part) : part;
  return part.length < 3 && !/^(?:to|by|in|on|of|or|up|at|a|an|is|it|me|my|we|no|so|do|go|as)$/iu.test(part)
    ? letters(part)
    : part;
}

const IDENTIFIER = String.raw`(?<![\p{L}\p{N}_@#/.-])(?<name>_{0,2}\p{L}[\p{L}\p{N}]{0,40}(?:_{1,2}[\p{L}\p{N}]{1,40}){1,8}_{0,2})(?![\p{L}\p{N}_@])`;
const CAMEL = String.raw`(?<![\p{L}\p{N}_@#/.-])(?<name>[a-z]{2,20}(?:[A-Z][a-z]{1,20}){1,8})(?![\p{L}\p{N}_@])`;
const BRANDS = /^(?:iPhone|iPad|iPod|iMac|iCloud|iTunes|eBay|macOS|iOS|iPadOS|watchOS|tvOS|openSUSE|deviantART)/u;
const FLAG = String.raw`(?<![\p{L}\p{N}_-])(?<dashes>--?)(?<name>[A-Za-z][\p{L}\p{N}]{0,30}(?:-[\p{L}\p{N}]{1,30}){0,5})(?![\p{L}\p{N}_'])`;

function sayFlag(found: Found): string | undefined {
  const dashes = found.group("dashes");
  const name = found.group("name");
  // One hyphen before a word is a dash in a sentence more often than an option.
  if (dashes === "-" && (name.length > 1 || /^(?:a|I)$/u.test(name))) return undefined;
  if (dashes === "--" && /[\p{L}\p{N},]$/u.test(found.before(1))) return undefined;
  return `${dashes === "--" ? "dash dash" : "dash"} ${name.replaceAll("-", " ")}`;
}

const CALLED = String.raw`(?<=[\p{L}\p{N}_])\(\)`;
const INDEX = String.raw`(?<=\p{L})\[(?<index>\d{1,4}|[a-z])\]`;
const HEX = String.raw`(?<![\p{L}\p{N}_])0x(?<digits>[0-9a-fA-F]{1,16})(?![\p{L}\p{N}_])`;

function spellSigns(text: string): string {
  return Array.from(text, (sign) => (/\d/u.test(sign) ? digits(sign) : sign.toUpperCase())).join(" ");
}

const HYPHEN_NUMBER = String.raw`(?<![\p{L}\p{N}_.,-])(?<word>[A-Z][a-z]{1,20})-(?<number>\d{1,4})(?![\p{L}\p{N}-])`;

export const codeRules: readonly Rule[] = [
  rule(
    "model",
    String.raw`(?<![\p{L}\p{N}.,$€£])(?<type>7[0-8]7)(?:-(?<variant>\d{3})(?![\p{L}\p{N}])|(?= (?:Max|MAX|Dreamliner|jets?|jetliners?|planes?|aircraft)(?!\p{L})))`,
    (found) =>
      `${pairs(found.group("type"))}${found.group("variant") === "" ? "" : ` ${pairs(found.group("variant"))}`}`,
    { needs: DIGIT },
  ),
  rule(
    "model",
    String.raw`(?<![\p{L}\p{N}.,$€£])(?<lines>240|360|480|720|1080|1440|2160)(?<scan>[pi])(?![\p{L}\p{N}])`,
    (found) => `${pairs(found.group("lines"))} ${found.group("scan").toUpperCase()}`,
    { needs: DIGIT },
  ),
  rule(
    "model",
    String.raw`(?<![\p{L}\p{N}.,$€£])(?<cold>\d{1,2})W-?(?<hot>\d{2})(?![\p{L}\p{N}])`,
    (found) => `${cardinal(found.group("cold"))} W ${cardinal(found.group("hot"))}`,
    { needs: DIGIT },
  ),
  rule(
    "model",
    String.raw`(?<![\p{L}\p{N}.,$€£])(?<plan>401|403)\(?(?<letter>[kKbB])\)?(?![\p{L}\p{N}])`,
    (found) => `${pairs(found.group("plan"))} ${found.group("letter").toUpperCase()}`,
    { needs: DIGIT },
  ),
  rule(
    "karat",
    String.raw`(?<![\p{L}\p{N}.,$€£])(?<n>\d{1,2})[kK](?= (?:white |yellow |rose )?gold(?!\p{L}))`,
    (found) => `${cardinal(found.group("n"))} karat`,
    { needs: DIGIT },
  ),
  rule(
    "identifier",
    String.raw`(?<![\p{L}\p{N}_@/.-])[a-zA-Z_][a-zA-Z0-9_]{0,40}(?:\.[a-zA-Z_][a-zA-Z0-9_]{0,40}){1,5}(?=\()`,
    ({ match }) =>
      match
        .split(".")
        .map((part) => sayName(part).toLowerCase())
        .join(" dot "),
    { needs: /[a-z]\(/u },
  ),
  rule(
    "model",
    String.raw`(?<![\p{L}\p{N}.,])802\.(?<part>\d{1,2})(?<letters>[a-z]{0,2})(?![\p{L}\p{N}])`,
    (found) => `eight oh two dot ${cardinal(found.group("part"))} ${letters(found.group("letters"))}`.trim(),
    { needs: /802\./u },
  ),
  rule(
    "name",
    String.raw`(?<![\p{L}\p{N}_])(?<name>C\+\+|[CFJ]#|[Gg]\+\+|Notepad\+\+|\.NET)(?![\p{L}\p{N}#+])(?! (?:minor|major))`,
    (found) => LANGUAGES[found.group("name")],
    { needs: /[+#]|\.NET/u },
  ),
  rule("note", NOTE, (found) => `${found.group("note")} ${/[#♯]/u.test(found.group("accidental")) ? "sharp" : "flat"}`),
  rule(
    "grade",
    KEY_FLAT,
    (found) =>
      `${letters(found.group("note"))} ${found.group("sign") === "+" ? (found.after().startsWith(" blood") ? "positive" : "plus") : found.after().startsWith(" blood") ? "negative" : "minus"}`,
  ),
  rule("version", VERSION, sayVersion, { needs: /\d\.\d/u }),
  rule("version", SHORT, sayVersion, { needs: /[vV]\.?\d/u }),
  rule("version", NAMED, sayVersion, { needs: /\d\.\d/u }),
  rule("version", TAILED, sayVersion, { needs: /\d\.\d/u }),
  rule("hex", HEX, (found) => `zero X ${spellSigns(found.group("digits"))}`, { needs: /0x/u }),
  rule("flag", FLAG, sayFlag, { needs: /-[A-Za-z]/u }),
  rule(
    "identifier",
    IDENTIFIER,
    (found) =>
      found
        .group("name")
        .split("_")
        .filter((part) => part !== "")
        .map((part) => sayName(part).toLowerCase())
        .join(" underscore "),
    { needs: /_/u },
  ),
  rule(
    "identifier",
    CAMEL,
    (found) => (BRANDS.test(found.group("name")) ? undefined : sayName(found.group("name")).toLowerCase()),
    { needs: /[a-z][A-Z]/u },
  ),
  rule("call", CALLED, () => "", { needs: /\(\)/u }),
  rule(
    "index",
    INDEX,
    (found) => ` ${/\d/u.test(found.group("index")) ? cardinal(found.group("index")) : found.group("index")}`,
    { needs: /\[/u },
  ),
  rule(
    "scope",
    String.raw`(?<=[\p{L}\p{N}])(?<sign>::|->)(?=\p{L})`,
    (found) => (found.group("sign") === "::" ? " " : " arrow "),
    { needs: /::|->/u },
  ),
];

export const modelRules: readonly Rule[] = [
  rule("model", HYPHEN_NUMBER, (found) => `${found.group("word")} ${pairs(found.group("number"))}`, { needs: DIGIT }),
  rule("model", MODEL, sayModel, { needs: DIGIT }),
];
