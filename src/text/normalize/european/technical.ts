import type { Found, Rule } from "../types.js";
import { sayCode, sayWhole } from "./numerals.js";
import type { Signs } from "./types.js";

const LABEL = String.raw`[\p{L}\p{N}](?:[\p{L}\p{N}_-]{0,40}[\p{L}\p{N}_])?`;
const TLD =
  "com|org|net|info|edu|gov|io|ai|app|dev|tv|me|ly|co|eu|es|mx|ar|cl|pe|de|at|ch|fr|be|ca|it|pt|br|uk|us|ru|рф|su|ua|by|kz|pl|nl|in|jp|cn|biz|online|site|shop|blog|cat";
const PATH = String.raw`(?:\/[\p{L}\p{N}_.~%+:=&?#/@-]{0,200}[\p{L}\p{N}/])?`;
const FILE_ENDINGS =
  "docx?|xlsx?|pptx?|pdf|txt|csv|jpe?g|png|gif|svg|webp|mp[34]|wav|ogg|flac|avi|mkv|mov|zip|rar|7z|tar|gz|exe|apk|dmg|py|js|mjs|ts|tsx|jsx|java|cpp|cs|go|rs|rb|php|sh|bat|html?|css|json|xml|ya?ml|toml|ini|log|md|sql|db|cfg|conf|bak|epub|rtf|odt|iso";

/** Mail and web addresses, files, paths, hashtags, mentions: what people copy rather than write. */
export function technicalRules(language: Signs): Rule[] {
  const { words } = language;
  return [
    {
      name: "email",
      needs: /@/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])[\p{L}\p{N}][\p{L}\p{N}._+-]{0,60}@${LABEL}(?:\.${LABEL}){1,4}`,
        "gu",
      ),
      say: ({ match }) => saySigns(language, match),
    },
    {
      name: "url",
      needs: /\.|:\/\//u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}@./])(?:https?:\/\/${LABEL}(?:\.${LABEL}){0,5}(?::\d{1,5})?|www\.${LABEL}(?:\.${LABEL}){1,4}|${LABEL}(?:\.${LABEL}){0,3}\.(?:${TLD})(?![\p{L}\p{N}]))${PATH}`,
        "giu",
      ),
      say: (found) => (isRunOn(found) ? undefined : saySigns(language, found.match)),
    },
    {
      name: "file",
      needs: /\./u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])[\p{L}\p{N}_~][\p{L}\p{N}_~()-]{0,80}(?:\.[\p{L}\p{N}_-]{1,40}){0,3}\.(?:${FILE_ENDINGS})(?![\p{L}\p{N}])`,
        "giu",
      ),
      say: ({ match }) => saySigns(language, match),
    },
    {
      name: "code",
      needs: /0[xX][\da-fA-F]/u,
      pattern: /(?<![\p{L}\p{N}])0[xX][\da-fA-F]{2,16}(?![\p{L}\p{N}])/gu,
      say: ({ match }) =>
        Array.from(match, (sign) =>
          /\d/u.test(sign) ? language.numbers.cardinal(sign, "m", false) : sign.toUpperCase(),
        ).join(" "),
    },
    {
      name: "path",
      needs: /[\\/]/u,
      pattern:
        /(?<![\p{L}\p{N}/])(?:[A-Z]:(?:[\\/][\p{L}\p{N}_.-]{1,60}){1,12}|~?(?:\/[A-Za-z0-9_.-]{1,60}){2,12}\/?|\.{1,2}(?:\/[A-Za-z0-9_.-]{1,60}){1,12})/gu,
      say: ({ match }) => saySigns(language, match),
    },
    {
      name: "hashtag",
      needs: /#/u,
      pattern: /(?<![\p{L}\p{N}&#])#(?<tag>[\p{L}\p{N}_]{1,80})/gu,
      say: ({ group }) => {
        const tag = group("tag");
        if (/^\d+$/u.test(tag)) return `${words.number} ${sayWhole(language, tag)}`;
        return `${words.hashtag} ${splitCase(language, tag.replaceAll("_", " "))}`;
      },
    },
    {
      name: "mention",
      needs: /@/u,
      pattern: /(?<![\p{L}\p{N}@])@(?<name>[\p{L}\p{N}_]{1,40}(?:\.[\p{L}\p{N}_]{1,40}){0,2})/gu,
      say: ({ group }) => `${words.at} ${saySigns(language, group("name"))}`,
    },
  ];
}

/** "fin.es verdad": a stop without its space looks like a host; hosts of that kind are lower case and longer. */
function isRunOn({ match }: Found): boolean {
  if (/^(?:https?:|www\.)|\//iu.test(match)) return false;
  const [host = "", ending = ""] = match.split(/\.(?=[^.]*$)/u);
  return host.length < 2 || (/^\p{Lu}/u.test(ending) && !/^\p{Lu}+$/u.test(match.replaceAll(".", "")));
}

/** "BonneAnnée2024": words by their capitals, numbers apart. */
function splitCase(language: Signs, tag: string): string {
  return tag
    .replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/gu, " ")
    .replace(/\d{1,15}/gu, (digits) => sayWhole(language, digits));
}

/** An address in words: its signs by name, its ends as words or letters, its numbers as numbers. */
export function saySigns(language: Signs, address: string): string {
  const { words } = language;
  const names: Readonly<Record<string, string>> = {
    "@": words.at,
    ".": words.dot,
    "/": words.slash,
    "\\": words.backslash,
    ":": words.colon,
    "-": words.hyphen,
    _: words.underscore,
    "=": words.equals,
    "&": words.ampersand,
    "+": words.plus,
    "#": words.hashtag,
    "?": "",
    "%": words.percent,
    "~": "",
  };
  const parts = address.match(/\p{L}+|\d+|[^\p{L}\d]/gu) ?? [];
  return parts
    .map((part, at) => {
      if (/^\d/u.test(part)) return sayAddressNumber(language, part);
      const isEnding = parts[at - 1] === "." && !/^[\p{L}\d.]/u.test(parts[at + 1] ?? " ");
      if (/^\p{L}/u.test(part)) return sayAddressWord(language, part, isEnding);
      return names[part] ?? "";
    })
    .filter((part) => part !== "")
    .join(" ");
}

function sayAddressNumber(language: Signs, digits: string): string {
  if (digits.startsWith("0") || digits.length > 6) return sayCode(language, digits);
  return sayWhole(language, digits);
}

/** "www", "https" and the like are spelled; an ending is, too, unless it is known as a word. */
function sayAddressWord(language: Signs, word: string, isEnding: boolean): string {
  const isSpelled = /^(?:www|https?|ftp|ssh)$/iu.test(word) || (isEnding && isLetters(language, word));
  return isSpelled ? Array.from(word.toUpperCase()).join(" ") : word;
}

function isLetters(language: Signs, word: string): boolean {
  if (language.spokenEndings.has(word.toLowerCase())) return false;
  if (word.length === 2) return true;
  return word.length <= 4 && !language.isPronounceable(word.toUpperCase());
}
