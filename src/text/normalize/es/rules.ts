import { FREE, parseNumeral, sayCount, sayNumeral } from "../european/numerals.js";
import { ROMAN, romanValue } from "../european/roman.js";
import type { European, Gender } from "../european/types.js";
import { toNoun } from "../european/units.js";
import type { Found, Rule } from "../types.js";

const WEEKDAYS = "lun|mar|mi[ée]|jue|vie|s[áa]b|dom";

/** Ways of writing that only Spanish has, or that others would take for something else. */
export function spanishFirst(language: European): Rule[] {
  const numeral = (digits: string, gender: Gender = "m"): string => language.numbers.cardinal(digits, gender, false);
  return [
    {
      name: "range",
      needs: /[–-]/u,
      pattern: new RegExp(String.raw`(?<![\p{L}])(?<a>${WEEKDAYS})\.?[–-](?<b>${WEEKDAYS})(?!\p{L})\.?`, "giu"),
      say: ({ group }) => {
        const [a, b] = [group("a"), group("b")].map((day) => language.weekdays[day.toLowerCase()]);
        return a === undefined || b === undefined ? undefined : `${a} a ${b}`;
      },
    },
    ...dayRules(language),
    {
      name: "decade",
      needs: /\d/u,
      pattern:
        /(?<=\b[Ll]os (?:años )?|\bdécada de (?:los )?|\baños )'?(?<n>[1-9]0)(?:'?s)?(?![\p{L}\p{N}]|[.,:]\d)(?! \p{L}{3,}s\b)/gu,
      say: ({ group, match }) => numeral(group("n")) + (match.endsWith("s") ? "s" : ""),
    },
    {
      name: "feet",
      needs: /\d[′'"″]/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<f>\d{1,2})[′'] ?(?<i>\d{1,2})["″]/gu,
      say: ({ group }) =>
        Number(group("i")) > 11
          ? `${sayCount(language, parseNumeral(group("f")), toNoun("minuto minutos m"))} ${sayCount(language, parseNumeral(group("i")), toNoun("segundo segundos m"))}`
          : `${sayCount(language, parseNumeral(group("f")), toNoun("pie pies m"))} ${sayCount(language, parseNumeral(group("i")), toNoun("pulgada pulgadas f"))}`,
    },
    {
      name: "pressure",
      needs: /\d\/\d/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?<a>\d{2,3})\/(?<b>\d{2,3})(?= ?mm ?Hg)(?<unit> ?mm ?Hg)/gu,
      say: ({ group }) => `${numeral(group("a"))} sobre ${numeral(group("b"))} milímetros de mercurio`,
    },
    {
      name: "pressure",
      needs: /\d\/\d/u,
      pattern: /(?<=(?:tensión|presión)\P{N}{0,20})(?<a>\d{2,3})\/(?<b>\d{2,3})(?![\p{L}\p{N}/])/gu,
      say: ({ group }) => `${numeral(group("a"))} ${numeral(group("b"))}`,
    },
    {
      name: "decade",
      needs: /\d0s/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<n>(?:19|20)\d0)'?s(?![\p{L}\p{N}])/gu,
      say: ({ group }) => numeral(group("n")),
    },
    {
      name: "sign",
      needs: /24\/7/u,
      pattern: /(?<![\p{L}\p{N}/])24\/7(?![\p{L}\p{N}/])/gu,
      say: () => "veinticuatro siete",
    },
    {
      name: "sign",
      needs: /#/u,
      pattern: /(?<=\d ?)# ?(?=\d)/gu,
      say: () => " número ",
    },
    {
      name: "address",
      needs: /#/u,
      pattern: /(?<=# ?\d{1,4}\p{L}?)[ ]?-[ ]?(?=\d)/gu,
      say: () => " guion ",
    },
    ...halfRules(language),
  ];
}

function dayRules(language: European): Rule[] {
  const numeral = (digits: string, gender: Gender = "m"): string => language.numbers.cardinal(digits, gender, false);
  return [
    {
      name: "date",
      needs: /\d-/u,
      pattern: /(?<=\b(?:[Ee]l|[Dd]el|[Aa]l) )(?<d>\d{1,2})-(?<m>[EFMAJSOND])(?![\p{L}\p{N}])/gu,
      say: ({ group }) => `${numeral(group("d"))} ${group("m")}`,
    },
    {
      name: "date",
      needs: /\d\/\d/u,
      pattern: /(?<=\b(?:el|del|al|día|vence|fecha) )(?<d>[0-3]?\d)\/(?<m>[01]?\d)(?![\d/])/giu,
      say: ({ group }) => {
        const month = language.months[Number(group("m")) - 1];
        return month === undefined ? undefined : `${numeral(String(Number(group("d"))))} de ${month}`;
      },
    },
    {
      name: "time",
      needs: /\dh\d/u,
      pattern: /(?<![\p{L}\p{N}.,])(?<h>[012]?\d) ?h ?(?<m>[0-5]\d)m?(?![\p{L}\p{N}])/gu,
      say: ({ group }) => {
        const minutes = Number(group("m"));
        const hours = sayCount(language, parseNumeral(group("h")), toNoun("hora horas f"));
        return minutes === 0 ? hours : `${hours} ${numeral(String(minutes))}`;
      },
    },
    {
      name: "time",
      needs: /\d\.\d\d/u,
      pattern:
        /(?<![\p{L}\p{N}.,])(?:(?<=\b[Ll]as? )(?<h>[012]?\d)\.(?<m>[0-5]\d)(?! ?(?:%|€|mil))|(?<h2>[012]?\d)\.(?<m2>[0-5]\d)(?= ?(?:h\b|horas)))(?: ?(?:h\b|horas))?(?![\p{N}]|[.,]\d)/gu,
      say: (found) => {
        const hours = Number(found.group("h") + found.group("h2"));
        const minutes = Number(found.group("m") + found.group("m2"));
        return language.time({ hours, minutes, seconds: undefined, suffix: /h/u.test(found.match) ? "h" : "" }, "");
      },
    },
    {
      name: "time",
      needs: /\d\.\d\d a \d/u,
      pattern:
        /(?<![\p{L}\p{N}.,])(?<h>[012]?\d)\.(?<m>[0-5]\d)(?:(?= a [012]?\d\.[0-5]\d(?![\d%€]))|(?<=\d\.[0-5]\d a [012]?\d\.[0-5]\d)(?![\d%€]))/gu,
      say: ({ group }) =>
        language.time(
          { hours: Number(group("h")), minutes: Number(group("m")), seconds: undefined, suffix: "" },
          "las ",
        ),
    },
    {
      name: "time",
      needs: /\d ?[ap]\.? ?m/iu,
      pattern: /(?<![\p{L}\p{N}.,:])(?<h>1?\d) ?(?<half>[ap])\.? ?m(?:\.|(?![\p{L}]))/giu,
      say: ({ group }) => `${numeral(group("h"), "f")} ${group("half").toLowerCase()} m`,
    },
  ];
}

/** Halves go behind the noun, or before it without an article: "media taza", "dos horas y media". */
function halfRules(language: European): Rule[] {
  return [
    {
      name: "fraction",
      needs: /½|1\/2/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?:(?<n>\d{1,6}) ?)?(?:½|(?<![\d])1\/2)(?: de)? (?<noun>\p{L}{3,30})(?!\p{L})/gu,
      say: ({ group, match }) => {
        const word = group("noun");
        if (language.notNouns.has(word.toLowerCase())) return undefined;
        const gender = language.genderOf(word);
        const half = gender === "f" ? "media" : "medio";
        if (group("n") === "") return match.startsWith("1/2 de") ? undefined : `${half} ${word}`;
        const single = group("n") === "1" ? word.replace(/(?<=[aeo])s$/u, "") : word;
        return `${language.numbers.cardinal(group("n"), gender, true)} ${single} y ${half}`;
      },
    },
    {
      name: "fraction",
      needs: /\d\/\d/u,
      pattern: /(?<![\p{L}\p{N}.,/])(?<a>\d)\/(?<b>[2-9]|10) partes?(?!\p{L})/gu,
      say: ({ group, match }) => {
        const part = language.numbers.denominator(group("b"), group("a") === "1")?.replace(/o(?=s?$)/u, "a");
        const thirds = part?.replace(/^tercia/u, "tercera");
        return `${language.numbers.cardinal(group("a"), "f", true)} ${thirds ?? ""} ${match.split(" ")[1] ?? ""}`;
      },
    },
  ];
}

const FEMININE_NAMES =
  "Isabel|Juana|María|Catalina|Cristina|Elizabeth|Margarita|Beatriz|Victoria|Ana|Leonor|Sofía|Urraca|Blanca|Teresa|Constanza|Berenguela|Petronila|Fabiola|Juliana|Guillermina";
const NAMES =
  "Felipe|Carlos|Alfonso|Fernando|Luis|Juan|Pablo|Enrique|Jaime|Pedro|Sancho|Ramiro|Ordoño|Benedicto|Pío|León|Gregorio|Clemente|Inocencio|Urbano|Sixto|Julio|Alejandro|Nicolás|Napoleón|Guillermo|Eduardo|Jorge|Ricardo|Jacobo|Francisco|José|Leopoldo|Maximiliano|Federico|Otón|Rodolfo|Amadeo|Manuel|Iván|Ramsés|Tutmosis|Ptolomeo|Darío|Jerjes|Constantino|Teodosio|Justiniano|Humberto|Víctor|Manuel|Gustavo|Adolfo|Cristián|Haakon|Olaf|Harald|Balduino|Alberto|Teobaldo|García|Bonifacio|Celestino|Honorio|Martín|Nicolao|Pablo|Ramón|Berenguer|Moctezuma|Abderramán|Mohamed|Hassan|Akihito";
const EVENTS =
  "guerra|república|congreso|centenario|feria|edición|festival|concurso|premio|jornadas?|simposio|semana|encuentro|certamen|trimestre|semestre|milenio|internacional|conferencia|cumbre|plan|imperio|reich|legislatura|dinastía|juegos|maratón|carrera|copa|campeonato|torneo|concilio|región|ejército|cuerpo|división|regimiento|brigada|aniversario|bienal|gala|foro|asamblea";

/** Ordinals with their raised letters, degrees that look like them, and Roman numerals. */
export function ordinalRules(language: European): Rule[] {
  return [
    {
      name: "ordinal",
      needs: /\d\.?(?:[ºª°o]|[eétrdvnm])/iu,
      pattern: new RegExp(
        String.raw`${FREE}(?<n>\d{1,4})(?:\.? ?(?<mark>[ºª])(?<s>s)?|\.(?<dot>er|o|a|os|as)|(?<letters>er(?:\.(?= \p{Ll}))?|era|ro|ra|do|da|to|ta|vo|va|mo|ma|no|na))(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: (found) => sayOrdinal(language, found),
    },
    {
      name: "ordinal",
      needs: /\d°/u,
      pattern: /(?<![\p{L}\p{N}.,-])(?<n>\d{1,2})°(?= (?:puesto|lugar|piso|grado|aniversario|edición|vez))/gu,
      say: (found) =>
        language.numbers.ordinal(found.group("n"), language.genderOf(/\p{L}+/u.exec(found.after())?.[0] ?? "")),
    },
    ...romanRules(language),
  ];
}

function sayOrdinal(language: European, { group, after }: Found): string | undefined {
  const digits = group("n");
  const value = Number(digits);
  const ending = (group("mark") + group("dot") + group("letters")).replace(".", "");
  const noun = /^ (\p{L}+)/u.exec(after())?.[1] ?? "";
  if (value === 0) return undefined;
  if (ending === "º" && value >= 30 && (noun === "" || language.notNouns.has(noun.toLowerCase()))) {
    return sayCount(language, parseNumeral(digits), { one: "grado", many: "grados", gender: "m" });
  }
  const isFeminine = /^(?:ª|a|as|[a-z]*a)$/u.test(ending);
  const ordinal = language.numbers.ordinal(digits, isFeminine ? "f" : "m");
  if (group("s") !== "" || /^[oa]s$/u.test(group("dot"))) return plural(ordinal);
  if (ending === "er" || (ending === "º" && isNounAfter(language, noun)))
    return ordinal.replace(/(prim|terc)ero$/u, "$1er");
  return ordinal;
}

const plural = (ordinal: string): string =>
  ordinal
    .split(" ")
    .map((word) => `${word}s`)
    .join(" ");

const isNounAfter = (language: European, noun: string): boolean =>
  noun !== "" && /^\p{Ll}/u.test(noun) && !language.notNouns.has(noun) && language.genderOf(noun) === "m";

function romanRules(language: European): Rule[] {
  const cardinal = (value: number): string => sayNumeral(language, { whole: String(value), fraction: "", mark: "" });
  return [
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: new RegExp(
        String.raw`(?<=\b(?:[Ss]iglos?|[Ss]s?\.|[Cc]ap[íi]tulos?|[Cc]ap\.|[Tt]omos?|[Tt]ítulos?|[Vv]olumen|[Vv]ol\.|[Pp]artes?|[Aa]ctos?|[Ff]ase|[Nn]ivel|[Tt]ipo|[Aa]nexo|[Aa]rtículo|[Ll]ibro|[Ee]scena|[Cc]lase|[Gg]rado|[Zz]ona|[Rr]ocky|[Tt]emporada|[Ii]nciso|[Aa]partado) )(?<n>${ROMAN})(?:(?<joint>[–-]| y | al? )(?<m>${ROMAN}))?(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group }) => {
        const n = romanValue(group("n"));
        const m = group("m") === "" ? undefined : romanValue(group("m"));
        if (n === undefined || (group("m") !== "" && m === undefined)) return undefined;
        const joint = /[–-]/u.test(group("joint")) ? " a " : group("joint");
        return m === undefined ? cardinal(n) : `${cardinal(n)}${joint}${cardinal(m)}`;
      },
    },
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: new RegExp(
        String.raw`(?<=\b(?:(?<f>${FEMININE_NAMES})|${NAMES})(?: (?:Pablo|Manuel|Adolfo|Carlos|José|Berenguer))? )(?<n>[IVX]{1,7})(?![\p{L}\p{N}])`,
        "gu",
      ),
      say: ({ group }) => {
        const n = romanValue(group("n"));
        if (n === undefined) return undefined;
        return n > 10 ? cardinal(n) : language.numbers.ordinal(String(n), group("f") === "" ? "m" : "f");
      },
    },
    {
      name: "roman",
      needs: /[IVX]/u,
      pattern: new RegExp(
        String.raw`(?<![\p{L}\p{N}])(?<n>[IVXL]{1,8})(?= (?<noun>\p{Lu}\p{Ll}+|${EVENTS})(?!\p{L}))`,
        "gu",
      ),
      say: ({ group }) => {
        const n = romanValue(group("n"));
        const noun = group("noun");
        if (n === undefined || !new RegExp(`^(?:${EVENTS})$`, "iu").test(noun)) return undefined;
        const gender = language.genderOf(noun);
        const ordinal = language.numbers.ordinal(String(n), gender);
        return gender === "m" ? ordinal.replace(/(prim|terc)ero$/u, "$1er") : ordinal;
      },
    },
  ];
}
