import { alternatives } from "../european/numerals.js";
import { ROMAN, romanValue } from "../european/roman.js";
import type { European, Gender } from "../european/types.js";
import type { Found, Rule } from "../types.js";

const DETERMINER_N =
  /(?:^|[^\p{L}])(?:am|im|vom|zum|zur|beim|ins|ans|dem|den|des|einem|einen|eines|einer|keinem|keinen|meinem|meinen|meines|seinem|seinen|seines|ihrem|ihren|unserem|unseren|diesem|diesen|jedem|jeden|jeder|welchem|ab dem|bis zum|beider|beiden|(?:in|auf|an|von|mit|seit|nach|zu|bei|aus|vor|während|wegen|hinter|unter|über|neben) (?:der|meiner|seiner|ihrer|dieser)|ab|mit|seit|nach|vor|bis) $/iu;
const DETERMINER_E =
  /(?:^|[^\p{L}])(?:der|die|das|diese|dieser|dieses|jede|jedes|eine|keine|meine|seine|ihre|unsere) $/iu;

/** "am 3. Mai", "der 3. Oktober", "3. Mai": the ending that what stands before asks for. */
export function declined(ordinal: string, text: string, gender: Gender): string {
  const before = text.replace(/\d{1,2}\. ?(?:und|oder|bis|[–-]) ?$/u, "");
  if (DETERMINER_N.test(before)) return `${ordinal}n`;
  if (DETERMINER_E.test(before)) return ordinal;
  return gender === "f" ? ordinal : `${ordinal}${gender === "n" ? "s" : "r"}`;
}

const WEEKDAYS = "Mo|Di|Mi|Do|Fr|Sa|So";

export function germanFirst(language: European): Rule[] {
  const numeral = (digits: string): string => language.numbers.cardinal(digits, "m", false);
  return [
    ...weekdayRules(language),
    ...compoundRules(language),
    {
      name: "date",
      needs: /\d\.\d/u,
      pattern: /(?<![\p{L}\p{N}.,/-])(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?!\d)/gu,
      say: (found) => sayShortDate(language, found),
    },
    {
      name: "range",
      needs: /\d\. (?:bis|und|oder|–)/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<d>\d{1,2})\.(?= ?(?:bis|und|oder|[–-]) ?(?:zum )?\d{1,2}\. ?\p{L})/gu,
      say: ({ group, before }) => declined(language.numbers.ordinal(group("d"), "m"), before(), "m"),
    },
    {
      name: "time",
      needs: /Uhr/u,
      pattern: /(?<![\p{L}\p{N}.,:])(?<h>[012]?\d)[.](?<m>[0-5]\d) Uhr(?!\p{L})/gu,
      say: ({ group }) =>
        language.time(
          { hours: Number(group("h")), minutes: Number(group("m")), seconds: undefined, suffix: "Uhr" },
          "",
        ),
    },
    {
      name: "decade",
      needs: /\der/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<n>\d{1,4})er(?<n2>n)?(?![\p{L}\p{N}])(?<dash>-)?/gu,
      say: ({ group }) => {
        const digits = group("n");
        const words = digits.length === 4 ? language.numbers.year(digits) : numeral(digits);
        return `${words}er${group("n2")}${group("dash") === "" ? "" : " "}`;
      },
    },
    {
      name: "address",
      needs: /(?:str|pl)\./u,
      pattern: /(?<!\p{L})(?<name>\p{Lu}\p{L}{1,30})(?:(?<street>str\.)|pl\.(?= ?\d))(?!\p{L})/gu,
      say: ({ group }) => group("name") + (group("street") === "" ? "platz" : "straße"),
    },
    {
      name: "fraction",
      needs: /½|1\/2/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?:(?<n>\d{1,4}) ?)?(?:½|(?<!\d)1\/2) (?<noun>\p{Lu}\p{Ll}+)/gu,
      say: (found) => sayHalf(language, found),
    },
    {
      name: "ordinal",
      needs: /\d\. /u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}.,/:-])(?<d>\d{1,4})\.(?= (?!(?:${alternatives(language.months)})(?!\p{L}))(?<noun>\p{Lu}\p{L}+|\p{Ll}{4,20}(?:e|en|er|es) \p{Lu}))`,
        "gu",
      ),
      say: (found) => sayOrdinal(language, found),
    },
  ];
}

function weekdayRules(language: European): Rule[] {
  return [
    {
      name: "weekday",
      pattern: new RegExp(String.raw`(?<!\p{L})(?<a>${WEEKDAYS})\.?[–-](?<b>${WEEKDAYS})(?!\p{L})\.?`, "gu"),
      say: ({ group }) => `${language.weekdays[group("a")] ?? ""} bis ${language.weekdays[group("b")] ?? ""}`,
    },
    {
      name: "weekday",
      pattern: new RegExp(
        String.raw`(?<!\p{L})(?<a>${WEEKDAYS})(?=\.?(?:,| und| u\.) (?:${WEEKDAYS})(?!\p{L})|,? \d{1,2}[.:–-])`,
        "gu",
      ),
      say: ({ group }) => language.weekdays[group("a")],
    },
    {
      name: "weekday",
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:${WEEKDAYS})\.?(?:,| und| u\.) )(?<b>${WEEKDAYS})(?!\p{L})`,
        "gu",
      ),
      say: ({ group }) => language.weekdays[group("b")],
    },
  ];
}

/** "20-jährig", "3x täglich", "130/85". */
function compoundRules(language: European): Rule[] {
  const numeral = (digits: string): string => language.numbers.cardinal(digits, "m", false);
  return [
    {
      name: "compound",
      needs: /\d-?\p{Ll}/u,
      pattern:
        /(?<![\p{L}\p{N}.,])(?<n>\d{1,6})-?(?<word>(?:jährig|prozentig|stündig|stündlich|tägig|minütig|wöchig|monatig|köpfig|teilig|fach|mal|seitig|stellig|stöckig|eckig|spurig|türig|sitzig|malig|gradig)\p{Ll}{0,4})(?!\p{L})/gu,
      say: ({ group }) => `${language.numbers.cardinal(group("n"), "m", true)}${group("word")}`,
    },
    {
      name: "compound",
      needs: /\dx /u,
      pattern: /(?<![\p{L}\p{N}.,])(?<n>\d{1,3}) ?x(?= (?:\p{Ll}|$))/gu,
      say: ({ group }) => `${language.numbers.cardinal(group("n"), "m", true)}mal`,
    },
    {
      name: "pressure",
      needs: /\d\/\d/u,
      pattern: /(?<=(?:Blutdruck|RR)\P{N}{0,15})(?<a>\d{2,3})\/(?<b>\d{2,3})(?![\p{L}\p{N}/])/gu,
      say: ({ group }) => `${numeral(group("a"))} zu ${numeral(group("b"))}`,
    },
    {
      name: "sign",
      needs: /24\/7/u,
      pattern: /(?<![\p{L}\p{N}/])24\/7(?![\p{L}\p{N}/])/gu,
      say: () => "vierundzwanzig sieben",
    },
  ];
}

function sayShortDate(language: European, { group, before, after }: Found): string | undefined {
  const month = language.months[Number(group("m")) - 1];
  const day = Number(group("d"));
  if (month === undefined || day < 1 || day > 31) return undefined;
  const stop = /^\s*$|^\s+\p{Lu}/u.test(after(4)) && after(1) !== "" ? "." : "";
  return `${declined(language.numbers.ordinal(String(day), "m"), before(), "m")} ${month}${stop}`;
}

/** "eine halbe Tasse", "ein halber Liter", "zweieinhalb Stunden". */
function sayHalf(language: European, { group }: Found): string {
  const noun = group("noun");
  const count = group("n");
  if (count === "1") return `eineinhalb ${noun}`;
  if (count !== "") return `${language.numbers.cardinal(count, "m", false)}einhalb ${noun}`;
  const gender = language.genderOf(noun);
  return gender === "f" ? `eine halbe ${noun}` : gender === "n" ? `ein halbes ${noun}` : `ein halber ${noun}`;
}

/** A number with a stop before a noun is an ordinal, unless a sentence ends there. */
function sayOrdinal(language: European, { group, before }: Found): string | undefined {
  const noun = group("noun").split(" ").at(-1) ?? "";
  const hasDeterminer =
    DETERMINER_N.test(before()) || DETERMINER_E.test(before()) || /(?:ein|kein|mein|sein|ihr) $/u.test(before());
  if (!hasDeterminer && (Number(group("d")) > 31 || STARTERS.has(noun))) return undefined;
  if (!hasDeterminer && /\p{Ll} $/u.test(before()) && /(?:bis|ist|sind|war|auf|über|um|hat|mit) $/u.test(before()))
    return undefined;
  return declined(language.numbers.ordinal(group("d"), "m"), before(), language.genderOf(noun));
}

const STARTERS = new Set(
  "Der Die Das Ein Eine Es Er Sie Wir Ich Du Ihr Und Aber In Im Am An Auf Für Mit Von Nach Vor Bei Aus Um Als Wenn Dann Da Das Dies Diese Dieser Danach Damit Doch Denn Jetzt Heute Gestern Morgen Auch Nur Noch So".split(
    " ",
  ),
);

const FEMALE =
  /^(?:Elisabeth|Katharina|Maria|Anna|Margarethe|Margrethe|Viktoria|Victoria|Isabella|Beatrix|Christina|Juliana|Johanna|Sophie|Kleopatra)$/u;

export function germanOrdinals(language: European): Rule[] {
  return [
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: /(?<=(?<![\p{L}])(?<name>\p{Lu}\p{Ll}{2,15}) )(?<n>[IVX]{1,6})\.(?! ?[IVX]\b)/gu,
      say: (found) => sayKing(language, found),
    },
    {
      name: "roman",
      needs: /[IVXL]/u,
      pattern: new RegExp(
        String.raw`(?<=(?<!\p{L})(?:Kapitel|Band|Artikel|Art\.|Teil|Akt|Buch|Anlage|Anhang|Klasse|Stufe|Abschnitt|Typ|Szene|Folge|Rocky|Phase|Gruppe|Kategorie) )(?<n>${ROMAN})(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group }) => {
        const value = romanValue(group("n"));
        return value === undefined ? undefined : language.numbers.cardinal(String(value), "m", false);
      },
    },
    {
      name: "roman",
      needs: /[IVX]+\. /u,
      pattern: /(?<![\p{L}\p{N}.])(?<n>[IVX]{1,6})\.(?= (?<noun>\p{Lu}\p{Ll}{3,}))/gu,
      say: ({ group, before }) => {
        const value = romanValue(group("n"));
        if (value === undefined || (value === 1 && before(2) !== "" && !/\p{L} $/u.test(before(2)))) return undefined;
        return declined(language.numbers.ordinal(String(value), "m"), before(), language.genderOf(group("noun")));
      },
    },
  ];
}

/** "Ludwig XIV.", and in the genitive "Ludwigs XIV.". */
function sayKing(language: European, { group }: Found): string | undefined {
  const value = romanValue(group("n"));
  const name = group("name");
  if (value === undefined || /^(?:Kapitel|Band|Artikel|Teil|Nummer)$/u.test(name)) return undefined;
  const ordinal = language.numbers.ordinal(String(value), "m");
  if (FEMALE.test(name)) return `die ${ordinal}`;
  return /[^aeious]s$/u.test(name) ? `des ${ordinal}n` : `der ${ordinal}`;
}
