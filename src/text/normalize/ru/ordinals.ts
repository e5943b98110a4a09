import type { Found, Rule } from "../types.js";
import { type Form, formBefore } from "./agreement.js";
import { wordBefore } from "./context.js";
import { type Case, type Gender, cardinal, compound, ordinal } from "./grammar.js";
import { romanRules } from "./romans.js";

const SUFFIXES: Readonly<Record<string, readonly [Case, Gender]>> = {
  й: ["nom", "m"],
  ый: ["nom", "m"],
  ий: ["nom", "m"],
  ой: ["nom", "m"],
  я: ["nom", "f"],
  ая: ["nom", "f"],
  е: ["nom", "n"],
  ое: ["nom", "n"],
  ье: ["nom", "n"],
  ые: ["nom", "p"],
  ие: ["nom", "p"],
  го: ["gen", "m"],
  ого: ["gen", "m"],
  его: ["gen", "m"],
  му: ["dat", "m"],
  ому: ["dat", "m"],
  ему: ["dat", "m"],
  ю: ["acc", "f"],
  ую: ["acc", "f"],
  м: ["pre", "m"],
  ом: ["pre", "m"],
  ем: ["pre", "m"],
  ым: ["ins", "m"],
  им: ["ins", "m"],
  х: ["gen", "p"],
  ых: ["gen", "p"],
  их: ["gen", "p"],
  ми: ["ins", "p"],
  ыми: ["ins", "p"],
  ей: ["gen", "f"],
};

/** Singular forms that number a thing rather than count it: "3 этаж", "в 5 классе". */
const ORDERED =
  "полугодие|полугодии|полугодия|этаж|этаже|класс|классе|курс|курсе|подъезд|подъезде|вагон|вагоне|сезон|сезоне|раунд|раунде|тайм|тайме|тур|туре|квартал|квартале|созыв|созыва|разряд|разряда|место|месте|канал|канале|сектор|секторе|ряду|веке|тысячелетие|отделение|палата|палате|четверть|четверти|категория|категории|группа|группе|лига|лиге|степени|очереди|серия|серии";

/** "5-й", "90-х", "25-летний", "5-ти"; Roman numerals. */
export function ordinalRules(): Rule[] {
  return [
    ...compoundRules(),
    {
      name: "ordinal",
      needs: /\d[–-]\d{1,2} /u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/№-])(?<a>\d{1,2})[–-](?<b>\d{1,2})(?= (?<noun>${ORDERED})(?!\p{L}))`,
        "gu",
      ),
      say: ({ group, before }) => {
        const form = formBefore(group("noun"), before());
        if (form === undefined) return undefined;
        return `${ordinal(group("a"), form.case, form.gender)}-${ordinal(group("b"), form.case, form.gender)}`;
      },
    },
    {
      name: "ordinal",
      needs: /\d ?[–—-]?\p{L}/u,
      pattern:
        /(?<![\p{L}\p{N}.,:])(?<n>\d{1,4})[-–]?(?<suffix>ый|ий|ой|ая|ое|ье|ые|ие|ого|его|ому|ему|ую|ым|им|ых|их|ыми|ей|го|му|ми|й|я|е|ю|м|х)(?!\p{L})(?: ?гг?\.)?/gu,
      say: (found) => saySuffixed(found),
    },
    {
      name: "ordinal",
      needs: /\d /u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/№-]|№ )(?<n>\d{1,3})(?= (?:[«"]\p{Lu}[»"] )?(?<noun>${ORDERED})(?!\p{L}))`,
        "gu",
      ),
      say: ({ group, before }) => {
        const form = formBefore(group("noun"), before());
        return form === undefined ? undefined : ordinal(group("n"), form.case, form.gender);
      },
    },
    {
      name: "ordinal",
      needs: /\d кл\./u,
      pattern: /(?<![\p{L}\p{N}.,:/-])(?<n>\d{1,2}) кл\./gu,
      say: ({ group, before }) => {
        const isIn = /^(?:в|во)$/u.test(wordBefore(before()));
        return isIn ? `${ordinal(group("n"), "pre")} классе` : `${ordinal(group("n"))} класс`;
      },
    },
    {
      name: "decade",
      needs: /\d ?[–—-] ?\d{1,4}-[ехм]/u,
      pattern: /(?<![\p{L}\p{N}.,:/-])(?<n>\d{1,4})(?<joint> ?[–—-] ?)(?=\d{1,4}-(?<suffix>е|ые|х|ых|м|ым)(?!\p{L}))/gu,
      say: ({ group }) => {
        const cases: Readonly<Record<string, Case>> = { е: "nom", х: "gen", м: "dat" };
        return `${ordinal(group("n"), cases[group("suffix").slice(-1)] ?? "nom", "p")} – `;
      },
    },
    {
      name: "cardinal",
      needs: /\d-(?:ти|мя|ёх|ех|ми|и)/u,
      pattern: /(?<![\p{L}\p{N}.,:])(?<n>\d{1,4})-(?<suffix>ти|мя|ёх|ех|ух|рёх|и|та|ста|сот)(?!\p{L})/gu,
      say: ({ group }) => cardinal(group("n"), group("suffix") === "мя" ? "ins" : "gen"),
    },
    ...romanRules(),
  ];
}

/** Words that begin with a number: "2-комн. кв.", "25-летний", "3-х литровая". */
function compoundRules(): Rule[] {
  return [
    {
      name: "rooms",
      needs: /\d-к/u,
      pattern:
        /(?<![\p{L}\p{N}.,])(?<n>\d)-(?:комнатн|комн|ком|к)\.? ?(?:(?<short>кв)\.|(?<noun>квартир\p{L}{0,2}))(?!\p{L})/gu,
      say: ({ group }) => {
        const noun = group("noun") === "" ? "квартира" : group("noun");
        const endings: Readonly<Record<string, string>> = { а: "ая", у: "ую", ы: "ые" };
        const one: Readonly<Record<string, string>> = { "1": "одно" };
        return `${one[group("n")] ?? compound(group("n"))}комнатн${endings[noun.slice(-1)] ?? "ой"} ${noun}`;
      },
    },
    {
      name: "compound",
      needs: /\d-\p{L}{3}/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<n>\d{1,4})-(?<word>\p{Ll}{3,30})(?!\p{L})/gu,
      say: ({ group }) => sayCompound(group("n"), group("word")),
    },
    {
      name: "compound",
      needs: /\d-(?:х|ти|ёх|ех)/u,
      pattern:
        /(?<![\p{L}\p{N}.,])(?<n>\d{1,4})-(?:х|ти|ёх|ех|и)[ -](?<word>\p{Ll}{3,20}(?:ая|ый|ий|ой|ого|ому|ую|ое|ые|ых|ым|ыми|ом))(?!\p{L})/gu,
      say: ({ group }) =>
        /^(?:перв|втор|нов|друг|больш|стар|последн|остальн)/u.test(group("word"))
          ? undefined
          : compound(group("n")) + group("word"),
    },
  ];
}

/** "25-летний" is one word; "100-летие" is "столетие", "40-градусный" "сорокаградусный". */
function sayCompound(digits: string, word: string): string | undefined {
  if (/^(?:го|му|ти|ых|ыми|ого|ому)$/u.test(word)) return undefined;
  if (/^(?:тысячн|миллионн|миллиардн)/u.test(word)) return compound(digits) + word;
  return compound(digits) + word;
}

function saySuffixed({ group, match, before, after }: Found): string | undefined {
  const digits = group("n");
  const suffix = group("suffix");
  const hasHyphen = /[-–]/u.test(match);
  if (!hasHyphen && (suffix === "м" || suffix === "е" || suffix === "х" || suffix === "я" || suffix === "ю"))
    return undefined;
  const [, word = ""] = /^ (\p{L}+)/u.exec(after()) ?? [];
  const value = Number(digits);
  if (suffix === "х" && value >= 2 && value <= 4) return cardinal(digits, "gen");
  if (suffix === "м" && value >= 2 && value <= 4 && /(?:ам|ям)$/u.test(word)) return cardinal(digits, "dat");
  const form = SUFFIXES[suffix];
  if (form === undefined) return undefined;
  const tail = / ?гг?\.$/u.exec(match)?.[0].trim() ?? "";
  const isDecade = value % 10 === 0 && value >= 10;
  const said = suffixForm(suffix, form, word, before(), isDecade);
  const years: Readonly<Record<Case, string>> = {
    nom: "годы",
    gen: "годов",
    dat: "годам",
    acc: "годы",
    ins: "годами",
    pre: "годах",
  };
  const isIn = /^(?:в|во|о|об|при)$/u.test(wordBefore(before()));
  return (
    ordinal(digits, said.case, said.gender) +
    (tail === "" ? "" : tail === "гг." ? ` ${isIn && said.case === "gen" ? years.pre : years[said.case]}` : " года")
  );
}

/** What a short suffix stands for, by the word behind it: "2-й страницы", "90-е годы", "к 70-м годам". */
function suffixForm(
  suffix: string,
  [inCase, gender]: readonly [Case, Gender],
  word: string,
  before: string,
  isDecade: boolean,
): Form {
  const next = word === "" ? undefined : formBefore(word, before);
  if (suffix === "й" || suffix === "ой") {
    if (next?.gender === "f" && next.case !== "nom")
      return { case: next.case === "acc" ? "gen" : next.case, gender: "f" };
    return { case: inCase, gender };
  }
  if (suffix === "е") {
    if (next?.gender === "p" || /^(?:годы|гг)$/u.test(word)) return { case: "nom", gender: "p" };
    if (next?.gender === "n" || !isDecade || (/^(?:по|на)$/u.test(wordBefore(before)) && next === undefined))
      return { case: "nom", gender: next?.gender === "m" ? "p" : "n" };
    return { case: "nom", gender: "p" };
  }
  if (suffix === "м") {
    if (next?.gender === "p" && next.case === "dat") return { case: "dat", gender: "p" };
    const asked = wordBefore(before);
    if (/^(?:к|ко)$/u.test(asked) && isDecade) return { case: "dat", gender: "p" };
    return { case: /^(?:в|во|на|о|об|при)$/u.test(asked) || next?.case === "pre" ? "pre" : "ins", gender: "m" };
  }
  return { case: inCase, gender };
}
