import { FREE } from "../european/numerals.js";
import { ROMAN, romanValue } from "../european/roman.js";
import type { European } from "../european/types.js";
import type { Found, Rule } from "../types.js";

const WEEKDAYS = "lun|mar|mer|gio|ven|sab|dom";

export function italianFirst(language: European): Rule[] {
  const numeral = (digits: string): string => language.numbers.cardinal(digits, "m", false);
  return [
    {
      name: "weekday",
      pattern: new RegExp(String.raw`(?<!\p{L})(?<a>${WEEKDAYS})\.?[–-](?<b>${WEEKDAYS})(?!\p{L})\.?`, "giu"),
      say: ({ group }) => {
        const [a, b] = [group("a"), group("b")].map((day) => language.weekdays[day.toLowerCase()] ?? "");
        return `da ${a ?? ""} a ${b ?? ""}`;
      },
    },
    {
      name: "time",
      needs: /\d\.\d\d/u,
      pattern:
        /(?<=(?:\b[Oo]re|\b[Aa]lle|\b[Dd]alle|\b[Hh]) )(?<h>[012]?\d)[.](?<m>[0-5]\d)(?![\p{N}]|[.,]\d| ?[%€])/gu,
      say: ({ group }) =>
        language.time(
          { hours: Number(group("h")), minutes: Number(group("m")), seconds: undefined, suffix: "" },
          "ore ",
        ),
    },
    {
      name: "decade",
      needs: /\d/u,
      pattern: /(?<=\b[Aa]nni (?:'?\d0 e (?:gli )?)?)'?(?<n>(?:19|20)?\d0)(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: ({ group }) => numeral(group("n")),
    },
    {
      name: "fraction",
      needs: /½|1\/2/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?:(?<n>\d{1,4}) ?)?(?:½|(?<!\d)1\/2) (?<noun>\p{Ll}{3,30})(?!\p{L})/gu,
      say: (found) => sayHalf(language, found),
    },
    {
      name: "cardinal",
      needs: /1 \p{Ll}/u,
      pattern: /(?<![\p{L}\p{N}.,:/+-])1(?= (?:s[^aeiou]|z|gn|ps|pn|x|y)\p{Ll})/gu,
      say: ({ after }) => (language.genderOf(/\p{L}+/u.exec(after())?.[0] ?? "") === "f" ? "una" : "uno"),
    },
    {
      name: "cardinal",
      needs: /1 [aeiou]/u,
      pattern: /(?<![\p{L}\p{N}.,:/+-])1 (?<noun>[aeiou]\p{Ll}{2,20})(?!\p{L})/gu,
      say: ({ group }) =>
        language.notNouns.has(group("noun")) || language.genderOf(group("noun")) !== "f"
          ? undefined
          : `un'${group("noun")}`,
    },
    {
      name: "unit",
      needs: /1 ?h/u,
      pattern: /(?<![\p{L}\p{N}.,:/-])1 ?h(?![\p{L}\p{N}])/gu,
      say: () => "un'ora",
    },
  ];
}

function sayHalf(language: European, { group }: Found): string | undefined {
  const noun = group("noun");
  if (language.notNouns.has(noun)) return undefined;
  const gender = language.genderOf(noun);
  if (group("n") === "") return `${gender === "f" ? "mezza" : "mezzo"} ${noun}`;
  const single = group("n") === "1" ? noun.replace(/i$/u, "o").replace(/e$/u, "a") : noun;
  return `${language.numbers.cardinal(group("n"), gender, true)} ${single} e mezz${gender === "f" ? "a" : "o"}`;
}

const FEMALE =
  /^(?:Elisabetta|Caterina|Maria|Vittoria|Isabella|Margherita|Cristina|Beatrice|Anna|Giovanna|Cleopatra)$/u;
const LABEL =
  "[Cc]apitolo|[Tt]omo|[Aa]tto|[Ll]ibro|[Pp]arte|[Aa]llegato|[Tt]itolo|[Vv]olume|[Ff]ase|[Ll]ivello|[Tt]ipo|[Aa]rticolo|[Cc]lasse";

export function italianOrdinals(language: European): Rule[] {
  return [
    {
      name: "ordinal",
      needs: /\d\.? ?[º°ªa]/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<n>\d{1,3})\.?(?<mark>[º°ª]|a(?= \p{Ll})|o(?= \p{Ll}))(?![\p{L}\p{N}]| ?[CF](?!\p{L}))`,
        "gu",
      ),
      say: (found) => sayOrdinal(language, found),
    },
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: /(?<=(?<!\p{L})(?<name>\p{Lu}\p{Ll}{2,15}) )(?<n>[IVX]{1,7})(?![\p{L}\p{N}'])/gu,
      say: ({ group }) => {
        const value = romanValue(group("n"));
        if (value === undefined || /^(?:Capitolo|Tomo|Atto|Libro|Parte|Volume|Titolo)$/u.test(group("name")))
          return undefined;
        return language.numbers.ordinal(String(value), FEMALE.test(group("name")) ? "f" : "m");
      },
    },
    {
      name: "roman",
      needs: /[IVXL]/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${LABEL}|[Ss]ecolo|[Ss]ec\.) )(?<n>${ROMAN})(?![\p{L}\p{N}'])`,
        "gu",
      ),
      say: ({ group, before }) => {
        const value = romanValue(group("n"));
        if (value === undefined) return undefined;
        if (/[Ss]ec/u.test(before(8))) return language.numbers.ordinal(String(value), "m");
        return language.numbers.cardinal(String(value), "m", false);
      },
    },
    {
      name: "roman",
      needs: /[IVXL]/u,
      pattern:
        /(?<![\p{L}\p{N}])(?<n>[IVXL]{1,7})(?= (?<noun>secolo|secc?\.|[Gg]uerra|[Rr]eich|[Cc]ongresso|[Rr]epubblica|[Ee]dizione|[Cc]oncorso|[Mm]illennio|[Tt]rimestre|[Ss]emestre|[Cc]lasse|[Pp]remio|[Ff]estival|[Gg]iornata|[Ll]egislatura|[Oo]limpiade|[Cc]onvegno|[Cc]orso|[Dd]inastia|[Bb]iennale|[Cc]ommissione))/gu,
      say: ({ group }) => {
        const value = romanValue(group("n"));
        return value === undefined
          ? undefined
          : language.numbers.ordinal(String(value), language.genderOf(group("noun")));
      },
    },
  ];
}

/** "1° posto" is an ordinal, "180°" are degrees. */
function sayOrdinal(language: European, { group, after, before }: Found): string | undefined {
  const digits = group("n");
  const mark = group("mark");
  const noun = /^ (\p{Ll}+)/u.exec(after())?.[1] ?? "";
  const hasNoun = noun !== "" && !language.notNouns.has(noun);
  if (Number(digits) === 0) return undefined;
  if (
    mark === "°" &&
    !hasNoun &&
    (Number(digits) > 12 || /(?:angolo|temperatura|gradi|di|a|circa|massima|minima) $/iu.test(before()))
  ) {
    return `${language.numbers.cardinal(digits, "m", true)} ${digits === "1" ? "grado" : "gradi"}`;
  }
  return language.numbers.ordinal(digits, mark === "ª" || mark === "a" ? "f" : "m");
}
