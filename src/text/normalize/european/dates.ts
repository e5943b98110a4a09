import type { Found, Rule } from "../types.js";
import { alternatives } from "./numerals.js";
import type { European, Time } from "./types.js";

/** Dates in digits and with names of months, times of day. */
export function dateRules(language: European): Rule[] {
  const months = new Map<string, number>();
  for (const [at, name] of language.months.entries()) months.set(name.toLowerCase(), at + 1);
  for (const [short, month] of Object.entries(language.shortMonths)) months.set(short, month);
  const name = alternatives(months.keys());
  return [
    {
      name: "date",
      needs: /\d-\d\d-\d/u,
      pattern: /(?<![\p{L}\p{N}.,/-])(?<y>[12]\d{3})-(?<m>\d\d)-(?<d>\d\d)(?![\p{N}-])(?=$|[^T\p{L}])/gu,
      say: (found) => sayDate(language, found, Number(found.group("m"))),
    },
    {
      name: "date",
      needs: /\d[./-]\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,/-])(?<d>\d{1,2})(?<s>[./-])(?<m>\d{1,2})\k<s>(?<y>(?:1\d|20)\d\d|\d\d)(?!\d|[.,/-]\d)/gu,
      say: (found) => sayDate(language, found, Number(found.group("m"))),
    },
    {
      name: "date",
      needs: /\d[ .-]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,/])(?<d>\d{1,2})(?<o>\.?[ºª°]|er|\.)?(?:[ -]| de | d')(?<name>${name})(?![\p{L}])\.?(?:(?:[ -]|,? del? | )(?<y>(?:1\d|20)\d\d)(?![\p{N}]|[.,]\d))?`,
        "giu",
      ),
      say: (found) => sayDate(language, found, months.get(found.group("name").toLowerCase()) ?? 0),
    },
    {
      name: "date",
      needs: /\d\/[01]\d/u,
      pattern: /(?<![\p{L}\p{N}.,/-])(?<d>\d{1,2})\/(?<m>0[1-9]|1[0-2])(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: (found) => {
        const month = Number(found.group("m"));
        // "3/12" is a fraction, "31/12" cannot be one.
        return month < 10 || Number(found.group("d")) > month ? sayDate(language, found, month) : undefined;
      },
    },
    {
      name: "date",
      needs: /\d[/-]\d{4}/u,
      pattern: /(?<![\p{L}\p{N}.,/-])(?<m>0[1-9]|1[0-2])[/-](?<y>(?:19|20)\d\d)(?![\p{L}\p{N}/-]|[.,]\d)/gu,
      say: ({ group, before }) =>
        LAWS.test(before()) ? undefined : sayMonth(language, Number(group("m")), group("y")),
    },
    {
      name: "date",
      needs: /\. \d{4}|\p{L}\. de \d{4}/u,
      pattern: new RegExp(
        String.raw`(?<!\p{L})(?<name>${alternatives(Object.keys(language.shortMonths))})\. (?:de )?(?<y>(?:19|20)\d\d)(?![\p{L}\p{N}]|[.,]\d)`,
        "giu",
      ),
      say: ({ group }) => sayMonth(language, language.shortMonths[group("name").toLowerCase()] ?? 0, group("y")),
    },
    ...timeRules(language),
  ];
}

function timeRules(language: European): Rule[] {
  return [
    {
      name: "time",
      needs: /\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,:/-]|\d[–—])(?<h>\d{1,2}):(?<m>[0-5]\d)(?::(?<s>[0-5]\d))?(?: ?(?<suffix>h|hs|Uhr|a\. ?m\.|p\. ?m\.|am|pm|AM|PM|horas|Hrs|hrs)(?![\p{L}\p{N}]))?(?!\d|[.,:]\d)/gu,
      say: (found) => sayTime(language, found),
    },
    {
      name: "time",
      needs: /\d/u,
      pattern: /(?<=\d:\d\d ?)[–—-](?= ?\d{1,2}:\d\d)/gu,
      say: () => ` ${language.words.to} `,
    },
    {
      name: "time",
      needs: /\d:\d/u,
      pattern:
        /(?<=\d:\d\d ?[–—-] ?)(?<h>\d{1,2}):(?<m>[0-5]\d)(?: ?(?<suffix>h|hs|Uhr|horas)(?![\p{L}\p{N}]))?(?!\d|[.,:]\d)/gu,
      say: (found) => sayTime(language, found),
    },
  ];
}

function sayDate(language: European, found: Found, month: number): string | undefined {
  const day = Number(found.group("d"));
  const year = found.group("y");
  const name = language.months[month - 1];
  if (name === undefined || day < 1 || day > 31) return undefined;
  const said = year === "" ? "" : language.numbers.year(fullYear(year));
  return language.date(language.day(day, found.before(), found.group("o") !== ""), name, said);
}

/** Laws and files are numbered by the year, too. */
const LAWS =
  /(?:Ley|Decreto|Decreto-[Ll]ey|Orden|Resolución|Loi|[Dd]écret|Legge|Lei|Decreto-Lei|n\.?[º°o]|[Nn]r\.|[Nn]úm\.|RD|RDL|[Ee]xp\.|[Ee]xpediente|Az\.) $/u;

/** "mayo de 2024". */
function sayMonth(language: European, month: number, year: string): string | undefined {
  const name = language.months[month - 1];
  return name === undefined
    ? undefined
    : language.date("", name, language.numbers.year(year)).replace(/^ (?:de )?/u, "");
}

function fullYear(year: string): string {
  if (year.length === 4) return year;
  return Number(year) < 50 ? `20${year}` : `19${year}`;
}

function sayTime(language: European, found: Found): string | undefined {
  const { group } = found;
  const hours = Number(group("h"));
  const seconds = group("s");
  if (hours > 24) return undefined;
  const time: Time = {
    hours,
    minutes: Number(group("m")),
    seconds: seconds === "" ? undefined : Number(seconds),
    suffix: group("suffix"),
  };
  return language.time(time, found.before());
}
