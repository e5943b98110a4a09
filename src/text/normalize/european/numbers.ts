import type { Found, Rule } from "../types.js";
import { NUMBER, alternatives, parseNumeral, sayCode, sayDigits, sayEnds, sayNumeral, saySign } from "./numerals.js";
import type { European, Gender } from "./types.js";

const SIGNS = String.raw`(?<sign>(?:(?<=^|[\s(:=≈<>/])[-−–]|[+±]) ?)?`;

/** Numbers that count nothing written as a sign: fractions, scores, ranges, years, versions, plain numbers. */
export function numberRules(language: European): Rule[] {
  const { words } = language;
  return [
    ...fractionRules(language),
    ...versionRules(language),
    {
      name: "dimensions",
      needs: /\dx\d/u,
      pattern: /(?<=(?<![\p{L}\p{N}.,])\d{1,4})x(?=\d{1,4}(?![\p{L}\p{N}.,]))/gu,
      say: () => ` ${words.by} `,
    },
    {
      name: "season",
      needs: /\d{4}\/\d\d/u,
      pattern: /(?<![\p{L}\p{N}./-])(?<a>(?:19|20)\d\d)\/(?<b>\d\d(?:\d\d)?)(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: ({ group }) => `${language.numbers.year(group("a"))} ${plain(language, group("b"))}`,
    },
    {
      name: "sign",
      needs: /\d\/\d/u,
      pattern: /(?<=(?<![\p{L}.,])\d{1,5})\/(?=\d{2,5}(?![\p{L}/]))(?!(?:[2-9]0|100)(?!\d))/gu,
      say: ({ before, after }) =>
        /\d{4}$|\d{3}$/u.test(before(5)) || /^\d{2,}/u.test(after(4)) ? ` ${words.slash} ` : undefined,
    },
    ...scoreRules(language),
    {
      name: "range",
      needs: /\d ?[–—-] ?\d/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}_+]|\d[.,:/-]|[–—-])(?<a>${NUMBER})(?:[–—-]| [–—] )(?<b>${NUMBER})(?![\p{L}\p{N}]|[–—-])(?<noun> \p{L}+)?`,
        "gu",
      ),
      say: (found) => sayRange(language, found),
    },
    {
      name: "cardinal",
      needs: /\d/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}_]|\d[.,:])${SIGNS}(?<n>${NUMBER})(?![\p{L}\p{N}_])(?<noun> \p{L}+)?`,
        "gu",
      ),
      say: (found) => sayPlain(language, found),
    },
    {
      name: "sign",
      needs: /\d\+/u,
      pattern: /(?<=(?<![\p{L}\p{N}])\d{1,3})\+(?![\p{L}\p{N}])/gu,
      say: () => ` ${words.plus}`,
    },
    {
      name: "digits",
      needs: /\d/u,
      pattern: /\d{1,400}/gu,
      say: ({ match }) => (match.length > 6 ? sayDigits(language, match) : sayCode(language, match)),
    },
  ];
}

function scoreRules(language: European): Rule[] {
  const { words } = language;
  return [
    {
      name: "score",
      needs: /\d:\d/u,
      pattern: /(?<![\p{L}\p{N}:.,/])(?<a>\d{1,3}):(?<b>\d{1,4})(?![\p{L}\p{N}:]|[.,]\d)/gu,
      say: ({ group, before }) => {
        const joint = /(?:escala|échelle|scala|maßstab|proporci|verhältnis|rapport|ratio|proporç|proporz)/iu.test(
          before(20),
        )
          ? words.ratioTo
          : words.scoreTo;
        return [plain(language, group("a")), joint, plain(language, group("b"))]
          .filter((part) => part !== "")
          .join(" ");
      },
    },
    {
      name: "score",
      needs: /\d[–—-]\d/u,
      pattern: /(?<![\p{L}\p{N}.,/–—-])(?<a>\d{1,3})[–—-](?<b>\d{1,3})(?![\p{L}\p{N}/–—-]|[.,]\d|[ºª°%])/gu,
      say: (found) => {
        if (!isScore(language, found)) return undefined;
        const { group } = found;
        return [plain(language, group("a")), words.scoreTo, plain(language, group("b"))]
          .filter((p) => p !== "")
          .join(" ");
      },
    },
  ];
}

function versionRules(language: European): Rule[] {
  return [
    {
      name: "version",
      needs: /\d\.\d/u,
      pattern: /(?<![\p{N}.,])(?<v>[vV])?(?<![\p{L}])(?<first>\d{1,5})(?<rest>(?:\.\d{1,5}){2,4})(?![\p{N}]|[.,]\d)/gu,
      say: ({ group }) => {
        const written = group("first") + group("rest");
        if (group("v") === "" && /^\d{1,3}(?:\.\d{3})+$/u.test(written)) return undefined;
        return (group("v") === "" ? "" : "v ") + sayVersion(language, written);
      },
    },
    {
      name: "version",
      needs: /[vV]\d/u,
      pattern: /(?<![\p{L}\p{N}])(?:v(?=\d)|V(?=\d{1,4}\.))(?<n>\d{1,4}(?:\.\d{1,5}){0,4})(?![\p{L}\p{N}])/gu,
      say: ({ group }) => `v ${sayVersion(language, group("n"))}`,
    },
    {
      name: "version",
      needs: /\d\.\d/u,
      pattern:
        /(?<=\b(?:vers(?:ión|ion|ione|ão|\.)|python|ios|ipados|macos|android|web|node|java|php|firefox|chrome|ubuntu|debian|linux|kernel|release|usb|bluetooth|wi-?fi|html|css|http) )\d{1,3}(?:\.\d{1,4}){1,3}(?![\p{L}\p{N}])/giu,
      say: ({ match }) => sayVersion(language, match),
    },
  ];
}

function plain(language: European, digits: string): string {
  return sayNumeral(language, parseNumeral(digits));
}

export function sayVersion(language: European, version: string): string {
  return version
    .split(".")
    .map((part) => plain(language, part))
    .join(` ${language.words.point} `);
}

/** "3-1" is a score where a word about games stands before it. */
function isScore(language: European, { before, after }: Found): boolean {
  const near = before(25);
  if (/\d[–—-]\d{1,3}, $/u.test(near)) return true;
  return (
    /(?:gan[óoa]|gana|perd|empat|vence|vict|derrot|marcador|result|gagn|perdu|défait|match|score|battu|vint|vinc|pareg|sconfi|partita|batt|gewann|verlor|siegt|endete|spiel|placar|goleou|ganhou|jogo|bat(?:e|ió|eu))\p{L}*(?: (?:por|par|per|de|mit|con|nul|um|a))?:? $/iu.test(
      near,
    ) && !isCounted(language, after())
  );
}

/** Whether a plain noun follows. */
function isCounted({ notNouns }: European, after: string): boolean {
  const [, word = "", contracted = ""] = /^ (\p{Ll}+)('?)/u.exec(after) ?? [];
  return word !== "" && contracted === "" && !notNouns.has(word);
}

function sayRange(language: European, found: Found): string | { spoken: string; start: number; end: number } {
  const { group } = found;
  const [gender, isBeforeNoun] = nounAfter(language, group("noun"));
  const a = parseNumeral(group("a"));
  const b = parseNumeral(group("b"));
  const isYears = [a, b].every(({ whole, fraction }) => /^1\d{3}$|^20\d\d$/u.test(whole) && fraction === "");
  const first = isYears ? language.numbers.year(a.whole) : sayNumeral(language, a, gender);
  const second = isYears ? language.numbers.year(b.whole) : sayNumeral(language, b, gender, isBeforeNoun);
  const isFalling = !isYears && a.fraction + b.fraction === "" && Number(a.whole) > Number(b.whole);
  const spoken = isFalling ? `${first} ${second}` : sayEnds(language, found.before(), first, second);
  return { spoken, start: found.start, end: found.end - group("noun").length };
}

/** The gender of the word after a number, and whether it is a noun that the number counts. */
function nounAfter(language: European, word: string): [Gender, boolean] {
  const noun = word.trim();
  if (noun === "" || language.notNouns.has(noun.toLowerCase()) || /^\p{Lu}{2,}$/u.test(noun)) return ["m", false];
  return [language.genderOf(noun), true];
}

/** "12 personas y 31 resultaron heridas": the number counts what was counted before. */
const VERB = /(?:aron|ieron|aban|ían|eron|ram|aram|iram)$/u;

/** Words before a number that name a thing by it: no noun is counted then. */
const LABELS =
  /(?:(?:n\.?[º°o]|[Nn]úm\.?|[Nn]úmero|[Nn]r\.|[Nn]ummer|[Nn]uméro|[Nn]umero|[Pp]ágina|[Pp]agina|[Ss]eite|[Pp]age|[Aa]bs(?:atz|\.)|[Aa]rt(?:ikel|ículo|icle|icolo|igo|\.)|[Cc]ap(?:ítulo|itolo|\.)|[Kk]ap(?:itel|\.)|[Ll]inie|[Ll]ínea|[Ll]igne|[Gg]leis|[Zz]immer|[Pp]latz|[Rr]aum|[Vv]uelo|[Vv]ol):? )$/u;

function sayPlain(
  language: European,
  found: Found,
): string | undefined | { spoken: string; start: number; end: number } {
  const { group, start } = found;
  const written = group("n");
  const numeral = parseNumeral(written);
  const sign = group("sign");
  const end = found.end - group("noun").length;
  const [gender, isBeforeNoun] = nounAfter(language, group("noun"));
  const said = (spoken: string): { spoken: string; start: number; end: number } => ({
    spoken: saySign(language, sign) + spoken,
    start,
    end,
  });
  if (/^\d{10,}$/u.test(written)) return said(sayDigits(language, written));
  const isLabelled = LABELS.test(found.before());
  if (isLabelled && sign === "") return said(sayNumeral(language, numeral));
  const [, counted = ""] = /\d (\p{L}+) y $/u.exec(found.before()) ?? [];
  if (counted !== "" && VERB.test(group("noun")))
    return said(sayNumeral(language, numeral, language.genderOf(counted)));
  const isYear = /^1[1-9]\d\d$|^20\d\d$/u.test(written) && sign === "";
  if (isYear && !isBeforeNoun) return said(language.numbers.year(written));
  return said(sayNumeral(language, numeral, gender, isBeforeNoun));
}

const VULGAR: Readonly<Record<string, readonly [string, string]>> = {
  "½": ["1", "2"],
  "⅓": ["1", "3"],
  "⅔": ["2", "3"],
  "¼": ["1", "4"],
  "¾": ["3", "4"],
  "⅕": ["1", "5"],
  "⅖": ["2", "5"],
  "⅗": ["3", "5"],
  "⅘": ["4", "5"],
  "⅙": ["1", "6"],
  "⅚": ["5", "6"],
  "⅛": ["1", "8"],
  "⅜": ["3", "8"],
  "⅝": ["5", "8"],
  "⅞": ["7", "8"],
};

/** Languages say what stands before halves in ways of their own: they bring a rule for it, asked before these. */
function fractionRules(language: European): Rule[] {
  const say = (whole: string, top: string, bottom: string): string | undefined => {
    const isOne = top === "1";
    const denominator = language.numbers.denominator(bottom, isOne);
    if (denominator === undefined) return undefined;
    const part = `${language.numbers.cardinal(top, "m", true)} ${denominator}`;
    return whole === "" ? part : `${plain(language, whole)} ${language.words.and} ${part}`;
  };
  return [
    {
      name: "fraction",
      needs: /[½⅓⅔¼¾⅕-⅞]|\d\/\d/u,
      pattern: new RegExp(
        String.raw`(?:(?<![\p{L}\p{N}.,/])(?<n>\d{1,4}) ?)?(?:(?<sign>[½⅓⅔¼¾⅕-⅞])|(?<![\p{L}\p{N}.,/])(?<a>\d)\/(?<b>[2-9]|10)) ?(?<unit>${alternatives(Object.keys(language.units).filter((unit) => /^\p{L}/u.test(unit)))})(?![\p{L}\p{N}/²³])`,
        "gu",
      ),
      say: ({ group }) => {
        const noun = language.units[group("unit")];
        const [top = "", bottom = ""] = group("sign") === "" ? [group("a"), group("b")] : (VULGAR[group("sign")] ?? []);
        if (noun === undefined || Number(top) >= Number(bottom)) return undefined;
        if (top === "1" && bottom === "2") return language.half(group("n"), noun);
        const part = say(group("n"), top, bottom);
        return part === undefined ? undefined : `${part}${language.of}${noun.one}`;
      },
    },
    {
      name: "fraction",
      needs: /[½⅓⅔¼¾⅕-⅞]/u,
      pattern: /(?:(?<![\p{L}\p{N}.,])(?<whole>\d{1,6}) ?)?(?<sign>[½⅓⅔¼¾⅕-⅞])/gu,
      say: ({ group }) => {
        const [top, bottom] = VULGAR[group("sign")] ?? ["", ""];
        return say(group("whole"), top, bottom);
      },
    },
    {
      name: "fraction",
      needs: /\d\/\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,/:-])(?:(?<whole>\d{1,3}) )?(?<a>\d{1,2})\/(?<b>[2-9]|1\d{1,2}|[2-9]0|1000)(?![\p{L}\p{N}/]|[.,]\d)/gu,
      say: ({ group }) => {
        if (Number(group("a")) >= Number(group("b"))) return undefined;
        return say(group("whole"), group("a"), group("b"));
      },
    },
  ];
}
