import { FREE, parseNumeral, sayCount } from "../european/numerals.js";
import { ROMAN, romanValue } from "../european/roman.js";
import type { European, Gender } from "../european/types.js";
import { toNoun } from "../european/units.js";
import type { Found, Rule } from "../types.js";

const WEEKDAYS = "seg|ter|qua|qui|sex|s[áa]b|dom";

export function portugueseFirst(language: European): Rule[] {
  const numeral = (digits: string, gender: Gender = "m"): string => language.numbers.cardinal(digits, gender, false);
  return [
    {
      name: "weekday",
      pattern: new RegExp(String.raw`(?<!\p{L})(?<a>${WEEKDAYS})\.?[–-](?<b>${WEEKDAYS})(?!\p{L})\.?`, "giu"),
      say: ({ group }) => {
        const [a, b] = [group("a"), group("b")].map((day) => language.weekdays[day.toLowerCase()] ?? "");
        return `${a ?? ""} a ${b ?? ""}`;
      },
    },
    {
      name: "address",
      needs: /R\. /u,
      pattern: /(?<![\p{L}\p{N}.])R\.(?= (?:d[aeo]s? )?\p{Lu}\p{Ll})/gu,
      say: () => "rua",
    },
    {
      name: "address",
      needs: /\d{4}-\d{3}/u,
      pattern: /(?<![\p{L}\p{N}.,-])(?<a>[1-9]\d{3})-(?<b>\d{3})(?= \p{Lu})/gu,
      say: ({ group }) =>
        `${numeral(group("a"))} traço ${group("b").startsWith("0") ? Array.from(group("b"), (digit) => numeral(digit)).join(" ") : numeral(group("b"))}`,
    },
    {
      name: "time",
      needs: /\dh/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<h>[012]?\d) ?h ?(?<m>[0-5]\d)(?:min)?(?![\p{L}\p{N}])/gu,
      say: ({ group }) =>
        language.time({ hours: Number(group("h")), minutes: Number(group("m")), seconds: undefined, suffix: "h" }, ""),
    },
    {
      name: "date",
      needs: /\d\/\d/u,
      pattern: /(?<=\b(?:dia|em|até|desde|no|do|ao) )(?<d>[0-3]?\d)\/(?<m>[01]?\d)(?![\d/])/giu,
      say: ({ group }) => {
        const month = language.months[Number(group("m")) - 1];
        return month === undefined ? undefined : `${language.day(Number(group("d")), "", false)} de ${month}`;
      },
    },
    {
      name: "decade",
      needs: /\d/u,
      pattern: /(?<=\b[Aa]nos |\bdécada de )'?(?<n>(?:19|20)?\d0)(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: ({ group }) => numeral(group("n")),
    },
    {
      name: "score",
      needs: /\d ?x ?\d/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<a>\d{1,2}) ?x ?(?<b>\d{1,2})(?![\p{L}\p{N}]|[.,]\d| ?(?:[cmk]?m|cm|mm)\b| ?x)/gu,
      say: ({ group, before, after, match }) => {
        const isGame =
          /(?:\p{Lu}\p{Ll}+|de|por) $/u.test(before()) && (/^ \p{Lu}/u.test(after()) || !match.includes(" "));
        return isGame ? `${numeral(group("a"))} a ${numeral(group("b"))}` : undefined;
      },
    },
    {
      name: "fraction",
      needs: /½|1\/2/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?:(?<n>\d{1,4}) ?)?(?:½|(?<!\d)1\/2) (?<noun>\p{Ll}{3,30})(?!\p{L})/gu,
      say: (found) => sayHalf(language, found),
    },
  ];
}

function sayHalf(language: European, { group }: Found): string | undefined {
  const noun = group("noun");
  if (language.notNouns.has(noun)) return undefined;
  const gender = language.genderOf(noun);
  const half = gender === "f" ? "meia" : "meio";
  if (group("n") === "") return `${half} ${noun}`;
  const single = group("n") === "1" ? noun.replace(/s$/u, "") : noun;
  return `${language.numbers.cardinal(group("n"), gender, true)} ${single} e ${half}`;
}

const FEMALE =
  /^(?:Elizabeth|Isabel|Maria|Vitória|Catarina|Margarida|Cristina|Beatriz|Leonor|Ana|Joana|Cleópatra|Teresa)$/u;
const LABEL =
  "[Ss]éculos?|[Ss]éc\\.|[Cc]apítulo|[Tt]omo|[Aa]to|[Ll]ivro|[Pp]arte|[Aa]nexo|[Tt]ítulo|[Vv]olume|[Ff]ase|[Nn]ível|[Tt]ipo|[Aa]rtigo|[Cc]lasse|[Ii]nciso|[Cc]ena";

export function portugueseOrdinals(language: European): Rule[] {
  return [
    {
      name: "ordinal",
      needs: /\d\.?[ºª°]/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<n>\d{1,4})\.?(?<mark>[ºª°])(?<s>s)?(?![\p{L}\p{N}]| ?[CF](?!\p{L}))`,
        "gu",
      ),
      say: ({ group, after }) => {
        const digits = group("n");
        const noun = /^ (\p{Ll}+)/u.exec(after())?.[1] ?? "";
        const hasNoun = noun !== "" && !language.notNouns.has(noun);
        if (group("mark") === "°" && !hasNoun && Number(digits) > 12) return undefined;
        if (Number(digits) >= 30 && group("mark") === "º" && !hasNoun) {
          return sayCount(language, parseNumeral(digits), toNoun("grau graus m"));
        }
        const ordinal = language.numbers.ordinal(digits, group("mark") === "ª" ? "f" : "m");
        return group("s") === "" ? ordinal : ordinal.replace(/(?<=\p{L})(?= |$)/gu, "s");
      },
    },
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: new RegExp(String.raw`(?<=(?<!\p{L})(?:${LABEL}) )(?<n>${ROMAN})(?![\p{L}\p{N}])`, "gu"),
      say: ({ group }) => {
        const value = romanValue(group("n"));
        return value === undefined ? undefined : language.numbers.cardinal(String(value), "m", false);
      },
    },
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: /(?<=(?<!\p{L})(?<name>\p{Lu}\p{Ll}{2,15}) )(?<n>[IVX]{1,7})(?![\p{L}\p{N}])/gu,
      say: ({ group }) => {
        const value = romanValue(group("n"));
        if (value === undefined) return undefined;
        if (value > 10) return language.numbers.cardinal(String(value), "m", false);
        return language.numbers.ordinal(String(value), FEMALE.test(group("name")) ? "f" : "m");
      },
    },
    {
      name: "roman",
      needs: /[IVXL]/u,
      pattern:
        /(?<![\p{L}\p{N}])(?<n>[IVXL]{1,7})(?= (?<noun>[Gg]uerra|[Cc]ongresso|[Rr]epública|[Ee]dição|[Cc]oncurso|[Mm]ilênio|[Tt]rimestre|[Ss]emestre|[Ss]emana|[Pp]rêmio|[Ff]estival|[Jj]ornada|[Ll]egislatura|[Cc]onferência|[Cc]opa|[Ee]ncontro|[Ff]eira|[Rr]eich|[Ss]impósio|[Dd]inastia|[Bb]ienal))/gu,
      say: ({ group }) => {
        const value = romanValue(group("n"));
        return value === undefined
          ? undefined
          : language.numbers.ordinal(String(value), language.genderOf(group("noun")));
      },
    },
    {
      name: "title",
      needs: /D\. /u,
      pattern: /(?<![\p{L}\p{N}.])D\.(?= (?<name>\p{Lu}\p{Ll}+))/gu,
      say: ({ group }) => (group("name").endsWith("a") || FEMALE.test(group("name")) ? "dona" : "dom"),
    },
  ];
}
