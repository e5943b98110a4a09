import { romanValue } from "../european/roman.js";
import type { Found, Rule } from "../types.js";
import { formBefore, isKnown } from "./agreement.js";
import { governed, wordBefore } from "./context.js";
import { type Case, type Gender, cardinal, ordinal } from "./grammar.js";

const ROMAN = "[IVXLCDMХІ]{1,8}";
const FEMALE =
  /^(?:Екатерин|Елизавет|Анн|Мари|Виктори|Изабелл|Маргарит|Софи|Христин|Кристин|Беатрис|Клеопатр|Теодор|Урак|Иоанн(?=[аы]$)|Хуан|Юлиан|Вильгельмин)/u;
const LABELS =
  /(?:^|[\s(«])(?:[Гг]лав|[Тт]ом|[Чч]аст|[Рр]аздел|[Кк]ниг|[Гг]рупп[аы]? крови|[Сс]тепен|[Тт]ип|[Аа]кт|[Пп]ункт|[Вв]ыпуск|[Сс]ери|[Уу]ровен|[Кк]атегори|[Кк]ласс|[Сс]ези|[Пп]риложени|[Зз]он)\p{Ll}*\.? $/u;

const romanOf = (written: string): number | undefined => romanValue(written.replaceAll("Х", "X").replaceAll("І", "I"));

/** Centuries, monarchs, chapters and what else is numbered with Roman numerals. */
export function romanRules(): Rule[] {
  return [
    {
      name: "century",
      needs: /[IVXХ]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?:(?<a>${ROMAN})(?<joint> ?[–—-] ?| и |, | по | или ))?(?<b>${ROMAN})(?:-(?:го|й|м|му|ый|ом|ого))? ?(?<form>век(?:а|у|ом|е|ов|ам|ами|ах)?|вв?\.|столети\p{L}{1,3}|тысячелети\p{L}{1,3}|тыс\.)(?!\p{L})(?<era> ?(?:до )?н\. ?э\.)?`,
        "gu",
      ),
      say: sayCentury,
    },
    {
      name: "roman",
      needs: /[IVXХ]/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?<name>\p{Lu}\p{Ll}{2,20})(?: \p{Lu}\p{Ll}{2,20})? )(?<n>[IVXХ]{1,6})(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: sayMonarch,
    },
    {
      name: "roman",
      needs: /[IVXХ]/u,
      pattern: new RegExp(String.raw`(?<=(?:\p{L}|\.) )(?<n>[IVXХ]{1,6})(?![\p{L}\p{N}])`, "gu"),
      say: ({ group, before }) => {
        const value = romanOf(group("n"));
        const label = /(?<word>\p{L}+)(?: крови)?\.? $/u.exec(before())?.groups?.["word"] ?? "";
        if (value === undefined || !LABELS.test(before())) return undefined;
        const form = formBefore(label, before().slice(0, -label.length - 1));
        return ordinal(String(value), form?.case ?? "nom", form?.gender ?? "m");
      },
    },
    {
      name: "roman",
      needs: /[IVXХ]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?<a>${ROMAN})(?<joint>[–—-]| и )?(?=(?:(?<=[–—-]| и )${ROMAN})? (?<word>\p{L}{4,30}))`,
        "gu",
      ),
      say: ({ group, before, match, start, end }) => {
        const value = romanOf(group("a"));
        const word = group("word");
        if (group("a").length === 1 && !isKnown(word)) return undefined;
        const form = formBefore(word, before());
        if (value === undefined || form === undefined || value > 60 || (value === 1 && /^І$/u.test(match)))
          return undefined;
        if (/^[CDLM]$/u.test(group("a"))) return undefined;
        return { spoken: ordinal(String(value), form.case, form.gender), start, end: end - group("joint").length };
      },
    },
  ];
}

const CENTURY_FORMS: Readonly<Record<string, readonly [Case, Gender]>> = {
  век: ["nom", "m"],
  века: ["gen", "m"],
  веку: ["dat", "m"],
  веком: ["ins", "m"],
  веке: ["pre", "m"],
  веков: ["gen", "p"],
  векам: ["dat", "p"],
  веками: ["ins", "p"],
  веках: ["pre", "p"],
};
const CENTURY: Readonly<Record<Case, readonly [string, string]>> = {
  nom: ["век", "века"],
  gen: ["века", "веков"],
  dat: ["веку", "векам"],
  acc: ["век", "века"],
  ins: ["веком", "веками"],
  pre: ["веке", "веках"],
};

function sayCentury({ group, before }: Found): string | undefined {
  const b = romanOf(group("b"));
  const a = group("a") === "" ? undefined : romanOf(group("a"));
  if (b === undefined || (group("a") !== "" && a === undefined)) return undefined;
  const written = group("form");
  const isPair = a !== undefined && !/по/u.test(group("joint"));
  const era = group("era") === "" ? "" : /до/u.test(group("era")) ? " до нашей эры" : " нашей эры";
  const joint = /[–—-]/u.test(group("joint")) ? " – " : group("joint");
  const say = (inCase: Case, gender: Gender, word: string): string => {
    const one: Gender = gender === "p" ? "m" : gender;
    const first = a === undefined ? "" : ordinal(String(a), /по/u.test(group("joint")) ? "gen" : inCase, one) + joint;
    const last = /по/u.test(group("joint")) ? "acc" : inCase;
    return `${first}${ordinal(String(b), last, one)} ${word}${era}`;
  };
  const form = CENTURY_FORMS[written];
  if (form !== undefined) return say(isPair && written === "века" ? "nom" : form[0], form[1], written);
  if (/^(?:столети|тысячелети)/u.test(written)) {
    const found = formBefore(written, before());
    return say(found?.case ?? "nom", "n", written);
  }
  const inCase = caseOfCentury(before());
  if (written === "тыс.") {
    const thousands: Readonly<Record<Case, string>> = {
      nom: "тысячелетие",
      gen: "тысячелетия",
      dat: "тысячелетию",
      acc: "тысячелетие",
      ins: "тысячелетием",
      pre: "тысячелетии",
    };
    return say(inCase, "n", thousands[inCase]);
  }
  return say(inCase, isPair ? "p" : "m", CENTURY[inCase][isPair ? 1 : 0]);
}

/** "в XVII в.", "до V в.", "архитектура XVII в." */
function caseOfCentury(before: string): Case {
  if (/(?:пол|нач|кон|сер)\. $/u.test(before)) return "gen";
  const word = wordBefore(before);
  if (/^(?:в|во)$/u.test(word)) return "pre";
  if (/^(?:с|со)$/u.test(word)) return "gen";
  if (/^(?:по|на|за)$/u.test(word)) return "acc";
  return governed(before) ?? (/(?:\p{L}|гг?\.|пол\.|нач\.|кон\.|сер\.) $/u.test(before) ? "gen" : "nom");
}

/** "Николая II": the name shows its case. */
function sayMonarch({ group, before }: Found): string | undefined {
  const value = romanOf(group("n"));
  const [, last = ""] = /(\p{Lu}\p{Ll}+) $/u.exec(before()) ?? [];
  const name = last === "" ? group("name") : last;
  if (
    value === undefined ||
    value > 30 ||
    LABELS.test(before()) ||
    /^(?:В|На|Это|Век|Том|Итоги|После|Для)$/u.test(name)
  )
    return undefined;
  if (!/[а-яё]/u.test(name)) return cardinal(String(value));
  const isFemale = FEMALE.test(name);
  return ordinal(String(value), nameCase(name, isFemale, before()), isFemale ? "f" : "m");
}

function nameCase(name: string, isFemale: boolean, before: string): Case {
  const asked = governed(before.slice(0, -name.length - 1));
  if (isFemale) {
    if (/[ая]$/u.test(name)) return "nom";
    if (/[ую]$/u.test(name)) return "acc";
    return /(?:ой|ей)$/u.test(name) ? "ins" : /[ыи]$/u.test(name) ? "gen" : (asked ?? "dat");
  }
  if (/[ая]$/u.test(name)) return "gen";
  if (/[ую]$/u.test(name)) return "dat";
  if (/(?:ом|ем|ём)$/u.test(name)) return "ins";
  return name.endsWith("е") ? "pre" : "nom";
}
