import type { Found, Rule } from "../types.js";
import { governed, wordBefore } from "./context.js";
import { type Case, ordinal } from "./grammar.js";

const MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");
const SHORT: Readonly<Record<string, number>> = {
  янв: 1,
  фев: 2,
  февр: 2,
  мар: 3,
  апр: 4,
  май: 5,
  июн: 6,
  июл: 7,
  авг: 8,
  сен: 9,
  сент: 9,
  окт: 10,
  ноя: 11,
  нояб: 11,
  дек: 12,
};
const NAME = `(?<name>${MONTHS.join("|")})(?!\\p{L})|(?<short>${Object.keys(SHORT).join("|")})(?:\\.|(?!\\p{L}))`;
const YEAR = String.raw`(?:,? (?<y>[12]\d{3}|\d{3})(?<tail> ?(?:года|году|год|г\.?)(?!\p{L})| гг\.)?)?`;
const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const SUFFIX = "(?:-(?:го|е|ое|ого|му|ому|м))?";

/** The case of a day of the month: what stands before it decides, else it says when. */
function caseOfDay(before: string): Case {
  const word = wordBefore(before);
  if (/^(?:на|по|за|под)$/u.test(word)) return "acc";
  if (/^(?:с|со)$/u.test(word)) return "gen";
  if (/^(?:сегодня|завтра|вчера|послезавтра|это|дата|число)$/u.test(word)) return "nom";
  return governed(before) ?? "gen";
}

/** A date in digits stands for itself unless something asks for a case. */
function caseOfDigits(before: string): Case {
  const word = wordBefore(before);
  if (/^(?:на|по|за|под)$/u.test(word)) return "acc";
  if (/^(?:с|со)$/u.test(word)) return "gen";
  const asked = governed(before);
  if (asked !== undefined) return asked;
  return /\p{L} $/u.test(before) && !/^(?:сегодня|завтра|вчера|это|дата|дате)$/u.test(word) ? "gen" : "nom";
}

const month = (found: Found): number =>
  MONTHS.indexOf(found.group("name").toLowerCase()) + 1 || (SHORT[found.group("short").toLowerCase()] ?? 0);

export function dateRules(): Rule[] {
  return [
    ...digitRules(),
    {
      name: "date",
      needs: /\d ?[–—-]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/-])(?<a>${DAY})(?: ?[–—-] ?)(?<b>${DAY}) (?:${NAME})${YEAR}`,
        "giu",
      ),
      say: sayDays,
    },
    {
      name: "date",
      needs: /\d/u,
      pattern: new RegExp(String.raw`(?<![\p{L}\p{N}.,:/-])(?<d>${DAY})${SUFFIX} (?:${NAME})${YEAR}`, "giu"),
      say: (found) => {
        const name = MONTHS[month(found) - 1];
        if (name === undefined || (found.group("short") !== "" && found.group("short") === "мар")) return undefined;
        const written = found.group("name") === "" ? name : found.group("name");
        return `${ordinal(String(Number(found.group("d"))), caseOfDay(found.before()), "n")} ${written}${sayYear(found)}`;
      },
    },
    {
      name: "date",
      needs: /\d/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/-])(?<d>${DAY})${SUFFIX}(?=(?: и | или |, | до | по | на )${DAY}${SUFFIX}(?:(?: и | или |, )${DAY})? (?:${MONTHS.join("|")})(?!\p{L}))`,
        "giu",
      ),
      say: ({ group, before }) => ordinal(group("d"), caseOfDay(before()), "n"),
    },
    {
      name: "date",
      needs: /числ/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,:/-])(?<d>${DAY})(?= (?:число|числа|числу|числом|числе)(?!\p{L}))`,
        "gu",
      ),
      say: ({ group, before, after }) => {
        const form = /^ (\p{L}+)/u.exec(after())?.[1] ?? "";
        const cases: Readonly<Record<string, Case>> = {
          число: "nom",
          числа: "gen",
          числу: "dat",
          числом: "ins",
          числе: "pre",
        };
        return ordinal(
          group("d"),
          form === "число" && governed(before()) === undefined ? "nom" : (cases[form] ?? "nom"),
          "n",
        );
      },
    },
  ];
}

/** Dates in digits only. */
function digitRules(): Rule[] {
  return [
    {
      name: "date",
      needs: /\d-\d\d-\d/u,
      pattern: /(?<![\p{L}\p{N}.,/-])(?<y>[12]\d{3})-(?<m>\d\d)-(?<d>\d\d)(?![\p{N}-])(?=$|[^TТ\p{L}])/gu,
      say: (found) => sayDigits(found),
    },
    {
      name: "date",
      needs: /\d[./-]\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,/-])(?<d>\d{1,2})(?<s>[./-])(?<m>\d{1,2})\k<s>(?<y>(?:1\d|20)\d\d|\d\d)(?<tail> ?г(?:ода|\.)?(?!\p{L}))?(?!\d|[.,/-]\d)/gu,
      say: (found) => sayDigits(found),
    },
    {
      name: "date",
      needs: /\d\.\d\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,:/-]|[A-Za-z] |[№§] |(?:п|рис|табл|ст|гл|ч)\. )(?<d>0[1-9]|[12]\d|3[01])\.(?<m>0[1-9]|1[0-2])(?![\p{L}\p{N}]|[.,:–-]\d| ?[%°₽$€×]| ?(?:руб|р|коп|кг|км|мм|см|м|г|л|млн|млрд|тыс|балл|секунд|раз|ч)(?!\p{L}))/gu,
      say: ({ group, before }) => {
        const word = wordBefore(before());
        if (/^(?:в|во|около)$/u.test(word)) return undefined;
        return `${ordinal(String(Number(group("d"))), caseOfDigits(before()), "n")} ${MONTHS[Number(group("m")) - 1] ?? ""}`;
      },
    },
  ];
}

function sayYear({ group, after }: Found): string {
  const year = group("y");
  if (year === "") return "";
  if (year.length < 4 && group("tail") === "") return ` ${year}`;
  const stop = group("tail").endsWith(".") && /^\s*(?:$|\s\p{Lu})/u.test(after(4)) ? "." : "";
  return ` ${ordinal(year, "gen")} года${stop}`;
}

function sayDays(found: Found): string | undefined {
  const { group, before } = found;
  const name = MONTHS[month(found) - 1];
  if (name === undefined) return undefined;
  const inCase = caseOfDay(before());
  const [a, b] = [group("a"), group("b")].map((day) => String(Number(day)));
  const hasPreposition = /(?:^|\s)(?:с|со|до|по|на|от|после|к|между|за|около) $/iu.test(before(10));
  if (hasPreposition)
    return `${ordinal(a ?? "", inCase, "n")}-${ordinal(b ?? "", inCase, "n")} ${name}${sayYear(found)}`;
  return `с ${ordinal(a ?? "", "gen", "n")} по ${ordinal(b ?? "", "acc", "n")} ${name}${sayYear(found)}`;
}

function sayDigits({ group, before }: Found): string | undefined {
  const day = Number(group("d"));
  const name = MONTHS[Number(group("m")) - 1];
  if (name === undefined || day < 1 || day > 31) return undefined;
  const written = group("y");
  const year = written.length === 4 ? written : Number(written) < 50 ? `20${written}` : written;
  return `${ordinal(String(day), caseOfDigits(before()), "n")} ${name} ${ordinal(year, "gen")} года`;
}
