import { FREE, parseNumeral, sayCount } from "../european/numerals.js";
import { romanValue } from "../european/roman.js";
import type { European, Gender } from "../european/types.js";
import { toNoun } from "../european/units.js";
import type { Found, Rule } from "../types.js";

const HOUR = toNoun("heure heures f");
const WEEKDAYS = "lun|mar|mer|jeu|ven|sam|dim";

export function frenchFirst(language: European): Rule[] {
  const numeral = (digits: string, gender: Gender = "m"): string => language.numbers.cardinal(digits, gender, false);
  return [
    {
      name: "weekday",
      pattern: new RegExp(String.raw`(?<!\p{L})(?<a>${WEEKDAYS})\.?[–-](?<b>${WEEKDAYS})(?!\p{L})\.?`, "giu"),
      say: ({ group }) => {
        const [a, b] = [group("a"), group("b")].map((day) => language.weekdays[day.toLowerCase()] ?? "");
        return `${a ?? ""} à ${b ?? ""}`;
      },
    },
    {
      name: "time",
      needs: /\d ?h/iu,
      pattern: /(?<![\p{L}\p{N}.,])(?<h>[012]?\d) ?[hH] ?(?<m>[0-5]\d)(?: ?(?<min>min|mn))?(?![\p{L}\p{N}])/gu,
      say: ({ group }) => sayClock(language, group("h"), group("m"), group("min")),
    },
    {
      name: "time",
      needs: /\d ?h ?[–-] ?\d/iu,
      pattern: /(?<![\p{L}\p{N}.,])(?<h>[012]?\d) ?h ?[–-] ?(?=[012]?\d ?h)/gu,
      say: ({ group }) => `${sayCount(language, parseNumeral(group("h")), HOUR)} à `,
    },
    {
      name: "decade",
      needs: /\d/u,
      pattern: /(?<=\bannées )(?<n>(?:19|20)?\d0)(?![\p{L}\p{N}]|[.,]\d)/gu,
      say: ({ group }) => (group("n") === "80" ? "quatre-vingt" : numeral(group("n"))),
    },
    {
      name: "currency",
      needs: /€\d\d/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<a>\d{1,6})€(?<b>\d\d)(?!\d)/gu,
      say: ({ group }) => {
        const { euro, centime } = { euro: toNoun("euro euros m"), centime: toNoun("centime centimes m") };
        const cents = sayCount(language, parseNumeral(String(Number(group("b")))), centime);
        return `${sayCount(language, parseNumeral(group("a")), euro)} et ${cents}`;
      },
    },
    {
      name: "fraction",
      needs: /½|1\/2/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?:(?<n>\d{1,4}) ?)?(?:½|(?<!\d)1\/2) (?<noun>\p{Ll}{3,30})(?!\p{L})/gu,
      say: ({ group }) => {
        const noun = group("noun");
        if (language.notNouns.has(noun)) return undefined;
        const gender = language.genderOf(noun);
        if (group("n") === "") return `${gender === "f" ? "une" : "un"} demi-${noun}`;
        const single = group("n") === "1" ? noun.replace(/s$/u, "") : noun;
        return `${numeral(group("n"), gender)} ${single} et demi${gender === "f" ? "e" : ""}`;
      },
    },
    ...slashRules(language),
  ];
}

/** "1,78 m", "13/8", "24h/24". */
function slashRules(language: European): Rule[] {
  const numeral = (digits: string): string => language.numbers.cardinal(digits, "m", false);
  return [
    {
      name: "decimal",
      needs: /\d,\d\d ?m/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<a>[12]),(?<b>\d\d) ?m(?![\p{L}\p{N}²³/])/gu,
      say: ({ group }) => {
        const metres = sayCount(language, parseNumeral(group("a")), toNoun("mètre mètres m"));
        return group("b") === "00" ? metres : `${metres} ${numeral(String(Number(group("b"))))}`;
      },
    },
    {
      name: "pressure",
      needs: /\d\/\d/u,
      pattern: /(?<=tension\P{N}{0,15})(?<a>\d{1,3})\/(?<b>\d{1,3})(?![\p{L}\p{N}/])/giu,
      say: ({ group }) => `${numeral(group("a"))} ${numeral(group("b"))}`,
    },
    {
      name: "sign",
      needs: /24|7/u,
      pattern: /(?<![\p{L}\p{N}/])(?:24 ?(?<h>h?)\/(?<a>24|7)|7 ?(?<d>j?)\/7)(?![\p{L}\p{N}/])/gu,
      say: ({ group, match }) => {
        if (match.startsWith("7")) return `sept ${group("d") === "" ? "" : "jours "}sur sept`;
        return `vingt-quatre ${group("h") === "" ? "" : "heures "}sur ${numeral(group("a"))}`;
      },
    },
  ];
}

/** "une heure trente", "deux heures trente minutes". */
function sayClock(language: European, hours: string, minutes: string, unit: string): string {
  const head = sayCount(language, parseNumeral(String(Number(hours))), HOUR);
  if (Number(minutes) === 0) return head;
  const value = String(Number(minutes));
  if (unit !== "") return `${head} ${sayCount(language, parseNumeral(value), toNoun("minute minutes f"))}`;
  return `${head} ${language.numbers.cardinal(value, "m", false)}`;
}

export function frenchOrdinals(language: European): Rule[] {
  return [
    {
      name: "ordinal",
      needs: /\d(?:er|re|ère|e|è|nd|ᵉ)/u,
      pattern: new RegExp(
        String.raw`${FREE}(?<n>\d{1,4})(?<end>ers|er|ères|ère|res|re|èmes|ème|emes|eme|ièmes|ième|es|e|è|nds|nd|ndes|nde|ᵉʳ|ᵉ)(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: (found) => sayOrdinal(language, found),
    },
    ...romanRules(language),
  ];
}

function sayOrdinal(language: European, { group }: Found): string {
  const value = group("n");
  const end = group("end");
  const plural = end.endsWith("s") ? "s" : "";
  if (end.startsWith("nd")) return `second${end.startsWith("nde") ? "e" : ""}${plural}`;
  const isFeminine = /^(?:re|ère)/u.test(end);
  return language.numbers.ordinal(value, isFeminine ? "f" : "m") + plural;
}

function romanRules(language: European): Rule[] {
  const cardinal = (value: number): string => language.numbers.cardinal(String(value), "m", false);
  return [
    {
      name: "roman",
      needs: /[IVXL](?:e|er|re|ᵉ|ème)/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?<n>[IVX]{1,6})(?<end>ère|ème|ers|er|re|es|e|ᵉʳ|ᵉ)(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group, before }) => {
        const value = romanValue(group("n"));
        if (value === undefined) return undefined;
        const isFeminine = /^(?:ère|re)$/u.test(group("end")) || /(?:^|\s)la $/iu.test(before(4));
        return language.numbers.ordinal(String(value), isFeminine ? "f" : "m");
      },
    },
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:\p{Lu}\p{Ll}{2,15}(?:-\p{Lu}\p{Ll}{2,15})?|[Cc]hapitre|[Tt]ome|[Aa]cte|[Ll]ivre|[Pp]artie|[Aa]nnexe|[Tt]itre|[Vv]olume|[Pp]hase|[Nn]iveau|[Tt]ype|[Ss]cène|[Aa]rticle) )(?<n>[IVXLC]{1,7})(?![\p{L}\p{N}'])`,
        "gu",
      ),
      say: ({ group }) => {
        const value = romanValue(group("n"));
        return value === undefined || /^[LC]$/u.test(group("n")) ? undefined : cardinal(value);
      },
    },
  ];
}
