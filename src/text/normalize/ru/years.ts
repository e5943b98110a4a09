import type { Found, Rule } from "../types.js";
import { wordBefore, governed } from "./context.js";
import { type Case, type Gender, ordinal, plurality } from "./grammar.js";

/** Forms of "год", and the case and gender of an ordinal before them. */
const FORMS: Readonly<Record<string, readonly [Case, Gender]>> = {
  год: ["nom", "m"],
  года: ["gen", "m"],
  году: ["pre", "m"],
  годом: ["ins", "m"],
  годе: ["pre", "m"],
  годы: ["nom", "p"],
  годов: ["gen", "p"],
  годам: ["dat", "p"],
  годами: ["ins", "p"],
  годах: ["pre", "p"],
};
const WORD: Readonly<Record<Case, readonly [one: string, many: string]>> = {
  nom: ["год", "годы"],
  gen: ["года", "годов"],
  dat: ["году", "годам"],
  acc: ["год", "годы"],
  ins: ["годом", "годами"],
  pre: ["году", "годах"],
};

const YEAR = String.raw`(?:1\d{3}|20\d\d|2100)`;
const FREE = String.raw`(?<![\p{L}\p{N}.,:/-]|[№#+]|[№#] )`;
const JOINT = String.raw`(?: ?[–—-] ?|, | и | или )`;
const MONTHS =
  "январ[ьяюе]|январём|феврал[ьяюе]|февралём|март[ауе]?|мартом|апрел[ьяюе]|апрелем|ма[йяюе]|маем|июн[ьяюе]|июнем|июл[ьяюе]|июлем|август[ауе]?|августом|сентябр[ьяюе]|сентябрём|октябр[ьяюе]|октябрём|ноябр[ьяюе]|ноябрём|декабр[ьяюе]|декабрём";

/** The case that the words before a year ask for; `fallback` where they ask for none. */
function caseBefore(before: string, fallback: Case): Case {
  const word = wordBefore(before);
  if (/^(?:в|во|на)$/u.test(word)) return word === "на" ? "acc" : "pre";
  if (/^(?:с|со)$/u.test(word)) return "gen";
  if (/^(?:за|по|под)$/u.test(word)) return "acc";
  return governed(before) ?? fallback;
}

export function yearRules(): Rule[] {
  return [
    {
      name: "year",
      needs: /\d ?[–—-]?.{0,12} г/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<a>\d{1,4})(?<joint>${JOINT})(?<b>\d{3,4}) ?(?<form>год(?:ы|ов|ам|ами|ах|а|у|ом)?|гг\.|гг)(?!\p{L})`,
        "gu",
      ),
      say: sayYears,
    },
    {
      name: "year",
      needs: /г\. ?в/u,
      pattern: new RegExp(String.raw`${FREE}(?<n>${YEAR}) ?г\. ?в\.(?!\p{L})`, "gu"),
      say: ({ group }) => `${ordinal(group("n"), "gen")} года выпуска`,
    },
    {
      name: "year",
      needs: /\d.{0,4}г/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<n>\d{1,4})(?:-(?:й|го|м|му|ый|ой|ого|ому|ом))? ?(?<form>год(?:а|у|ом|е)?|г\.|г)(?![\p{L}])`,
        "gu",
      ),
      say: sayYear,
    },
    {
      name: "year",
      needs: /\d{4}/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${MONTHS})(?<comma>,)? )(?<n>${YEAR})(?![\p{L}\p{N}]|[.,:/–—-]\d| г)`,
        "giu",
      ),
      say: ({ group }) => `${ordinal(group("n"), "gen")} года`,
    },
    {
      name: "year",
      needs: /(?:р|ум|осн|од)\. \d/u,
      pattern: new RegExp(
        String.raw`(?<!\p{L})(?<what>род|ум|осн|(?<=\()р)\. (?<n>${YEAR})(?: ?г\.)?(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group }) => {
        const said: Readonly<Record<string, string>> = { р: "родился", род: "родился", ум: "умер", осн: "основан" };
        return `${said[group("what")] ?? ""} в ${ordinal(group("n"), "pre")} году`;
      },
    },
    {
      name: "year",
      needs: /\d{4}/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:(?<in>в|во)|(?<from>с|со|до|от|после|около)|(?<to>к|ко)|(?<by>по)|(?<between>между)) )(?<n>${YEAR})(?![\p{L}\p{N}]|[.,:/–—-]\d| ?[%€$₽°×])(?=(?:[.,;:!?)»"]|\s*$|\s[–—(]|[\s)]{1,2}(?:и|по|до|он|она|я|мы|они|был|была|году)(?!\p{L})))(?! (?:тыс|млн|млрд|км|кг|руб|м|г|л|шт)(?!\p{L}))`,
        "giu",
      ),
      say: ({ group }) => {
        const inCase: Case =
          group("in") !== ""
            ? "pre"
            : group("from") !== ""
              ? "gen"
              : group("to") !== ""
                ? "dat"
                : group("by") === ""
                  ? "ins"
                  : "acc";
        return ordinal(group("n"), inCase);
      },
    },
  ];
}

/** "в 2018 и 2019 годах", "1939–1945 гг.": ordinals in the case of the word behind them. */
function sayYears({ group, before }: Found): string | undefined {
  const form = FORMS[group("form")];
  const [inCase, gender]: readonly [Case, Gender] = form ?? [caseBefore(before(), "nom"), "p"];
  const [a, b] = [group("a"), group("b")];
  if (gender !== "p" && !/^(?:1\d{3}|20\d\d)$/u.test(b)) return undefined;
  if (a.length < 3 && !/[–—-]/u.test(group("joint"))) return undefined;
  const joint = /[–—-]/u.test(group("joint")) ? " – " : group("joint");
  const said = inCase === "acc" && gender === "p" ? "nom" : dativeYear(inCase, before(), group("form"));
  const word = form === undefined ? WORD[said][1] : group("form");
  return `${ordinal(a, said)}${joint}${ordinal(b, said)} ${word}`;
}

/** "к 2030 году" is a dative, "в 2030 году" a prepositional: the noun looks alike. */
function dativeYear(inCase: Case, before: string, form: string): Case {
  return form === "году" && /^(?:к|ко|по|благодаря)$/u.test(wordBefore(before)) ? "dat" : inCase;
}

function sayYear({ group, before, after }: Found): string | undefined {
  const digits = group("n");
  const value = Number(digits);
  const written = group("form");
  const form = FORMS[written];
  if (form === undefined) {
    if (value < 500 || value > 2100 || (written === "г" && !/(?:[вкдос]|до|от|после|и) $/u.test(before(7))))
      return undefined;
    const inCase = abbreviatedCase(before());
    const stop = written === "г." && /^\s*(?:$|\s\p{Lu})/u.test(after(4)) ? "." : "";
    return `${ordinal(digits, inCase)} ${WORD[inCase][0]}${stop}`;
  }
  if (isCount(digits, written) || (value < 1000 && written === "году" && wordBefore(before()) === "по"))
    return undefined;
  const [inCase] = form;
  const accusative = inCase === "nom" && /^(?:за|на|по|в|через|под)$/u.test(wordBefore(before())) ? "acc" : inCase;
  return `${ordinal(digits, dativeYear(accusative, before(), written))} ${written}`;
}

/** "41 год", "103 года": so many years, not the year of that number. */
function isCount(digits: string, form: string): boolean {
  const value = Number(digits);
  if (value >= 1000) return value > 2200;
  const kind = plurality(digits);
  return (kind === "one" && /^год(?:а|ом)?$/u.test(form) && form !== "году") || (kind === "few" && form === "года");
}

/** "2024 г." behind a month, a season or a noun is a genitive; at the start or behind a dash it stands alone. */
function abbreviatedCase(before: string): Case {
  if (/^[\s«"(]*$|[.!?:;,(–—] ?$/u.test(before)) return "nom";
  return caseBefore(before, "gen");
}
