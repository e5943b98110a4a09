import { rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal } from "./numbers.js";
import { ALONE } from "./signs.data.js";

const EMOTICONS: Readonly<Record<string, string>> = {
  ":)": "smiley",
  ":-)": "smiley",
  ":(": "sad face",
  ":-(": "sad face",
  ";)": "winking face",
  ";-)": "winking face",
  ":D": "grinning face",
  ":-D": "grinning face",
  ":P": "tongue out",
  "<3": "heart",
  "</3": "broken heart",
  ":'(": "crying face",
  ":/": "skeptical face",
  "^^": "happy face",
};
const EMOTICON = String.raw`(?<![^\s])(?:[:;]-?[)(DP]|:'\(|<\/?3|:\/)(?=$|[\s.,!?])`;

/** "yes/no": words with a slash between them. */
const OR = /^(?:he|she|him|her|his|hers|yes|no|and|or|his)$/iu;

function saySlash(found: Found): string {
  const before = /(\p{L}{1,30})$/u.exec(found.before(31))?.[1] ?? "";
  const after = /^(\p{L}{1,30})/u.exec(found.after(31))?.[1] ?? "";
  if (/^and$/iu.test(before) && /^or$/iu.test(after)) return " ";
  return OR.test(before) && OR.test(after) ? " or " : " slash ";
}

const STARS = String.raw`(?<full>★{1,10})(?<empty>☆{0,10})`;
const ALONE_SIGN = String.raw`(?<=^|[\s(])[+=^\\_@#<>~$](?=$|[\s).,!?:;])`;

export const emoticonRules: readonly Rule[] = [
  rule(
    "chat",
    String.raw`(?=4)(?<=(?<!\p{L})(?:thx|thanks|ty|its|it's|wait|waiting|good|text|here|just|only|time|look|ready) )4(?= (?:u|ur|me|the|now|sure|you|it|a|my|that|this)(?!\p{L}))`,
    () => "for",
  ),
  rule(
    "chat",
    String.raw`(?=2)(?<=(?<!\p{L})(?:gr8|great|nice|want|need|have|going|got|time|able|ready|good|happy|love|used|try|tryin|trying|come|up) )2(?= (?:see|u|go|get|be|do|c|meet|hear|sleep|talk|say|you|come|eat|play)(?!\p{L}))`,
    () => "to",
  ),
  rule("emoticon", EMOTICON, ({ match }) => EMOTICONS[match], { needs: /[:;<]/u }),
  rule(
    "stars",
    String.raw`(?<n>\d(?:\.\d)?) ?★`,
    (found) => `${cardinal(found.group("n"))} star${found.group("n") === "1" ? "" : "s"}`,
    { needs: /★/u },
  ),
  rule(
    "stars",
    STARS,
    (found) => {
      const full = found.group("full").length;
      const total = full + found.group("empty").length;
      if (total === 1) return "star";
      return `${cardinal(full)} ${total === full ? "stars" : `out of ${cardinal(total)} stars`}`;
    },
    { needs: /★/u },
  ),
  rule("bullet", String.raw`^[ \t]{0,8}[•‣▪◦·] ?`, () => ""),
];

export const signRules: readonly Rule[] = [
  rule("slash", String.raw`(?<=[\p{L}\p{N})])/(?=[\p{L}\p{N}])`, saySlash, { needs: /\//u }),
  rule(
    "and",
    String.raw`&amp;|&`,
    (found) =>
      (/[\p{L}\p{N}]$/u.test(found.before(1)) ? " and" : "and") + (/^[\p{L}\p{N}]/u.test(found.after(1)) ? " " : ""),
    { needs: /&/u },
  ),
  rule("at", String.raw`(?<=[\p{L}\p{N}])@(?=[\p{L}\p{N}])`, () => " at ", { needs: /@/u }),
  rule("sign", ALONE_SIGN, ({ match }) => ALONE[match], { needs: /[+=^\\_@#<>~$]/u }),
  rule("plus", String.raw`(?<=[\p{L}\p{N}])\+(?=$|[\s).,!?:;])`, () => " plus", { needs: /\+/u }),
  rule("plus", String.raw`(?<=\p{L})\+(?=\p{L})`, () => " plus ", { needs: /\+/u }),
];
