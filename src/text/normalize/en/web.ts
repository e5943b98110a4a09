import { oneOf, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal, digits, pairs } from "./numbers.js";
import { letters } from "./text.js";
import { BARE_DOMAINS, DOMAIN_WORDS, EXTENSIONS, HOST_WORDS } from "./web.data.js";

const SIGNS: Readonly<Record<string, string>> = {
  ".": "dot",
  "/": "slash",
  "-": "dash",
  _: "underscore",
  "@": "at",
  ":": "colon",
  "?": "question mark",
  "=": "equals",
  "&": "and",
  "#": "hash",
  "%": "percent",
  "+": "plus",
  "~": "tilde",
  "\\": "backslash",
  "*": "star",
  "!": "exclamation mark",
  ",": "comma",
  ";": "semicolon",
  "(": "open parenthesis",
  ")": "close parenthesis",
  $: "dollar",
  "'": "apostrophe",
};

/** A name in letters and figures without spaces: "getUser2" → "get user two". */
export function sayName(name: string): string {
  const parts = name.match(
    /\p{Lu}{2,99}(?!\p{Ll})s?|\p{Lu}?[\p{Ll}\p{M}]{1,99}|\p{Lu}{1,99}|\d{1,40}|[\p{L}\p{M}]{1,99}|[^\p{L}\p{M}]/gu,
  ) ?? [name];
  return parts.map(sayPart).join(" ");
}

function sayPart(part: string): string {
  if (/^\d/u.test(part)) return part.length < 3 && !part.startsWith("0") ? cardinal(part) : digits(part);
  const known = HOST_WORDS[part.toLowerCase()];
  if (known !== undefined) return known;
  if (part.length > 1 && part.length < 6 && !/[aeiouyäöüáéíóú]/iu.test(part)) return letters(part);
  return part;
}

/** Names and the signs between them. */
function saySigns(text: string): string {
  const parts = text.match(/[\p{L}\p{M}\p{N}]{1,200}|[^\p{L}\p{M}\p{N}]/gu) ?? [];
  return parts.map((part) => SIGNS[part] ?? sayName(part)).join(" ");
}

/** "www.example.co.uk" → "W W W dot example dot co dot U K". */
function sayHost(host: string): string {
  const labels = host.split(".");
  return labels
    .map((label, at) => {
      const isLast = at === labels.length - 1 && at > 0;
      const lower = label.toLowerCase();
      if (isLast && lower.length === 2 && !DOMAIN_WORDS.has(lower)) return lower === "co" ? "co" : letters(label);
      if (lower === "co" || (isLast && DOMAIN_WORDS.has(lower))) return lower;
      return saySigns(label);
    })
    .join(" dot ");
}

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?`;
const PATH = String.raw`(?:[/?#][\p{L}\p{N}\-._~%!$&'()*+,;=:@/?#]{0,1000}[\p{L}\p{N}/=_-])?/?`;
const BEGIN = String.raw`(?<![\p{L}\p{N}@_.-])`;
const URL = String.raw`(?<![\p{L}\p{N}])(?:(?:https?|ftp|wss?|file)://|(?=www\.))(?<host>(?:${LABEL}\.){0,5}${LABEL}|(?=/))(?::(?<port>\d{2,5}))?(?<path>${PATH})`;
const BARE = String.raw`${BEGIN}(?<host>(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.){1,4}(?:${BARE_DOMAINS}))(?::(?<port>\d{2,5}))?(?<path>${PATH})(?![\p{L}\p{N}]|\.\p{Ll})`;
const SHORT = String.raw`${BEGIN}(?<host>(?:youtu\.be|about\.me|t\.me|localhost(?=:\d)|goo\.gl|amzn\.to|discord\.gg|twitch\.tv|[a-z0-9-]{2,30}\.(?:is|it|at|be|us|in|me|no|to|id)(?=/)))(?::(?<port>\d{2,5}))?(?<path>${PATH})(?![\p{L}\p{N}])`;

function sayUrl(found: Found): string {
  const port = found.group("port");
  const path = found.group("path").replace(/\/$/u, "");
  const host = sayHost(found.group("host"));
  return `${host}${port === "" ? "" : ` colon ${pairs(port)}`}${path === "" ? "" : ` ${sayEnds(path)}`}`.trim();
}

const EMAIL = String.raw`(?<![\p{L}\p{N}_.+@-])(?:mailto:)?(?<user>[\p{L}\p{N}](?:[\p{L}\p{N}._%+-]{0,62}[\p{L}\p{N}_+-])?)@(?<host>(?:${LABEL}\.){1,5}\p{L}{2,15})(?![\p{L}\p{N}@])`;
const ADDRESS = String.raw`${BEGIN}(?<ip>(?:\d{1,3}\.){3}\d{1,3})(?:/(?<bits>\d{1,2}))?(?::(?<port>\d{2,5}))?(?![\p{L}\p{N}]|\.\d)`;

function sayIp(found: Found): string | undefined {
  const parts = found.group("ip").split(".");
  if (parts.some((part) => Number(part) > 255)) return undefined;
  const said = parts.map((part) => (part.length === 3 ? pairs(part) : cardinal(part)));
  const bits = found.group("bits");
  const port = found.group("port");
  return (
    said.join(" dot ") + (bits === "" ? "" : ` slash ${cardinal(bits)}`) + (port === "" ? "" : ` colon ${pairs(port)}`)
  );
}

const ENDS = oneOf(Object.keys(EXTENSIONS));
const FILE = String.raw`(?<![\p{L}\p{N}_.@/\\~-])(?<path>(?:[\p{L}\p{N}_.-]{1,80}[/\\]){0,10})(?<name>[\p{L}\p{N}_-](?:[\p{L}\p{N}_.()-]{0,80}[\p{L}\p{N}_)-])?)\.(?<end>${ENDS}|${ENDS.toUpperCase()})(?![\p{L}\p{N}_/\\@-]|\.\p{L})`;

function sayFile(found: Found): string {
  const name = found.group("name");
  const path = found.group("path");
  const end = found.group("end");
  const said = saySigns(name).replace(/\bv (?=\w+$)/u, "version ");
  const readme =
    name === "README"
      ? "readme"
      : said.replaceAll(/\bdot (\w+)$/gu, (_, last: string) => `dot ${EXTENSIONS[last] ?? last}`);
  return `${path === "" ? "" : `${saySigns(path)} `}${readme} dot ${EXTENSIONS[end.toLowerCase()] ?? letters(end)}`;
}

const UNIX = String.raw`(?<![\p{L}\p{N}_.:/<-])(?<path>(?:~|\.{1,2})?/(?:[\p{L}\p{N}_.-]{1,80}/){0,12}[\p{L}\p{N}_.-]{1,80}/?)(?![\p{L}\p{N}])`;
const WINDOWS = String.raw`(?<![\p{L}\p{N}])(?<path>[A-Z]:\\(?:[\p{L}\p{N}_.-]{1,80}\\){0,12}[\p{L}\p{N}_.-]{0,80})`;

function sayPath(found: Found): string | undefined {
  const path = found.group("path").replace(/[./]$/u, "");
  if (!/^[~.]/u.test(path) && !/^\/[a-z]/u.test(path)) return undefined;
  const isPath =
    path.startsWith("~") ||
    path.startsWith(".") ||
    (path.match(/\//gu) ?? []).length > 1 ||
    /^\/(?:etc|usr|var|home|tmp|bin|opt|dev|root|api|admin|login|help)\b/u.test(path);
  return isPath
    ? sayEnds(path) + found.match.slice(found.match.lastIndexOf(path) + path.length).replace(/^\/$/u, " slash")
    : undefined;
}

/** A path whose last part may end like a file. */
function sayEnds(path: string): string {
  const [, stem = path, end = ""] = /^(.{1,1000})\.([a-z0-9]{1,5})$/u.exec(path) ?? [];
  const said = EXTENSIONS[end];
  return said === undefined ? saySigns(path) : `${saySigns(stem)} dot ${said}`;
}

const HASHTAG = String.raw`(?<![\p{L}\p{N}&#])#(?<tag>(?=[\p{L}\p{N}_]{0,60}\p{L})[\p{L}\p{N}_]{1,100}(?![\p{L}\p{N}_]))(?!-\d)`;
const MENTION = String.raw`(?<![\p{L}\p{N}@._-])@(?<name>[\p{L}_][\p{L}\p{N}_.-]{0,40}[\p{L}\p{N}_]|\p{L})(?![\p{L}\p{N}@])`;
const REDDIT = String.raw`(?<![\p{L}\p{N}/])/?(?<kind>[ru])/(?<name>[A-Za-z0-9_]{2,30})(?![\p{L}\p{N}])`;

function sayTag(found: Found): string {
  const tag = found.group("tag");
  const spaced = tag.replaceAll(/_/gu, " ").replaceAll(/(\d{1,40})/gu, " $1 ");
  const words = spaced
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => {
      if (/^\d{4}$/u.test(word)) return pairs(word);
      return sayName(word);
    });
  const isInclude = /^(?:include|define|ifdef|ifndef|endif|pragma)$/u.test(tag);
  return `${isInclude ? "hash" : "hashtag"} ${words.map(sayCapitals).join(" ")}`;
}

/** "AI" and "TBT" are spelled, "COVID" is a word. */
function sayCapitals(words: string): string {
  return words.replaceAll(/\b\p{Lu}{2,3}\b/gu, (word) => letters(word));
}

export const webRules: readonly Rule[] = [
  rule("email", EMAIL, (found) => `${saySigns(found.group("user"))} at ${sayHost(found.group("host"))}`, {
    needs: /@/u,
  }),
  rule("url", URL, sayUrl, { needs: /:\/\/|www\./u, ignoreCase: true }),
  rule("url", BARE, sayUrl, { needs: /[\p{L}\p{N}]\.[a-z]/u }),
  rule("url", SHORT, sayUrl, { needs: /[\p{L}\p{N}]\.[a-z]|localhost/u }),
  rule("ip", ADDRESS, sayIp, { needs: /\d\.\d/u }),
  rule("path", WINDOWS, (found) => saySigns(found.group("path").replace(/[.\\]$/u, "")), { needs: /:\\/u }),
  rule("file", FILE, sayFile, { needs: /\.[a-zA-Z0-9]{2}/u }),
  rule("reddit", REDDIT, (found) => `${found.group("kind")} slash ${sayName(found.group("name"))}`, {
    needs: /[ru]\//,
  }),
  rule("path", UNIX, sayPath, { needs: /\// }),
  rule("hashtag", HASHTAG, sayTag, { needs: /#/u }),
  rule("mention", MENTION, (found) => `at ${saySigns(found.group("name"))}`, { needs: /@/u }),
];
