import { rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal, ordinal, year } from "./numbers.js";

const VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const VALID = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/u;

/** The value of a Roman numeral in capitals; undefined if it is none. */
export function fromRoman(text: string): number | undefined {
  if (text === "" || !VALID.test(text)) return undefined;
  const values = Array.from(text, (letter) => VALUES[letter] ?? 0);
  return values.reduce((sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value), 0);
}

const RULERS =
  "Henry|Louis|Charles|George|Edward|James|William|Richard|Philip|Phillip|Felipe|Elizabeth|Mary|Catherine|Nicholas|Alexander|Peter|Paul|" +
  "Napoleon|Frederick|Friedrich|Wilhelm|Otto|Leopold|Ludwig|Ferdinand|Francis|Franz|Joseph|Maximilian|Rudolf|Ramses|Ramesses|" +
  "Cyrus|Darius|Xerxes|Ptolemy|Cleopatra|Constantine|Theodosius|Justinian|Leo|Pius|Gregory|Innocent|Clement|Urban|Benedict|" +
  "Boniface|Julius|Sixtus|Adrian|Alfonso|Isabella|Juan|Carlos|Gustav|Christian|Haakon|Harald|Olav|Margrethe|Baldwin|Robert|" +
  "David|Edmund|Harold|Stephen|John|Ivan|Vasily|Mehmed|Murad|Selim|Suleiman|Abbas|Hassan|Mohammed|Abdullah|Hussein|" +
  "Umberto|Victor Emmanuel|Vittorio Emanuele|John Paul|Sigismund|Casimir|Ladislaus|Bela|Andrew|Seti|Thutmose|Amenhotep|Tutankhamun|Rama|Pedro|Manuel|Alexios|Basil|Kamehameha";
const TITLES = "King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Sultan|Prince|Princess|Pharaoh|Duke|Saint|St\\.?";

const KEYWORDS =
  "Chapter|Chap\\.|Ch\\.|Part|Pt\\.|Act|Scene|Volume|Vol\\.|Book|Section|Sec\\.|Article|Art\\.|Title|Super Bowl|WrestleMania|Episode|" +
  "Apollo|Type|Stage|Phase|Class|Grade|Level|Mark|Mk\\.?|Unit|Appendix|Figure|Fig\\.|Table|Psalm|World War|Civilization|Amendment|" +
  "Fantasy|Auto|GTA|Quest|Rocky|Rambo|Saw|Factor|Tier|Category|Group|Zone|Region|Division|Schedule|Annex|Exhibit|Lesson|Canto|" +
  "Sonata|Symphony|Opus|Movement|Step|Round|Game|Vatican|Mission|iPhone|Photo|Star Wars|Trek|Legion|Panzer|Factor|" +
  "Gemini|Saturn|Titan|Tiger|Leopard|Merlin|Spitfire|Warcraft|Diablo|Street Fighter|Mortal Kombat|Hearts|Souls|Creed|Sims";

/** A lone C, D, L or M is a letter: "Group C". */
const NUMERAL = String.raw`(?![CDLM](?!\p{L}))[IVXLCDM]{1,15}`;
const END = String.raw`(?![\p{L}\p{N}&-]|'(?!s(?!\p{L}))|\.\p{L})`;

function sayOrdinal(found: Found): { spoken: string; start: number; end: number } | undefined {
  const value = fromRoman(found.group("roman"));
  if (value === undefined || value > 99) return undefined;
  const start = found.end - found.group("roman").length;
  return { spoken: `the ${ordinal(value)}`, start, end: found.end };
}

function sayCardinal(found: Found): { spoken: string; start: number; end: number } | undefined {
  const value = fromRoman(found.group("roman").toUpperCase());
  if (value === undefined) return undefined;
  return {
    spoken: value > 1000 ? year(value) : cardinal(value),
    start: found.end - found.group("roman").length,
    end: found.end,
  };
}

/** "I" after a name is a numeral only where the name is not the start of a clause about oneself. */
const AFTER_FIRST = String.raw`(?=$|[,.;:)]|'s| (?:of|the|was|is|ruled|reigned|became|had|died|and|in|from|to|at|who|whose|succeeded|by|granted|ordered|married|abdicated)\b)`;

/** Real words and signs that are spelled like numerals of two letters and more. */
const NOT_NUMERALS = new Set([
  "MIX",
  "CD",
  "DVD",
  "DC",
  "MD",
  "CC",
  "DM",
  "MC",
  "CV",
  "DI",
  "DIM",
  "MI",
  "LI",
  "CIVIC",
  "VIVID",
  "MILD",
  "LCD",
  "MM",
  "CM",
  "DL",
  "ML",
  "LL",
  "MILL",
  "CIVIL",
  "ID",
  "IC",
  "IM",
  "XL",
  "XXL",
  "XXX",
  "LIVID",
  "DID",
  "LID",
  "DILL",
  "ILL",
  "LIV",
  "MV",
  "CI",
  "CL",
  "CX",
  "XC",
  "MX",
  "DX",
  "CIV",
  "DIV",
  "VID",
  "MID",
]);

function sayLoose(found: Found): { spoken: string; start: number; end: number } | undefined {
  const roman = found.group("roman");
  if (NOT_NUMERALS.has(roman) || !/^[IVX]{2,7}$/u.test(roman)) return undefined;
  return /^(?:\p{Lu}\p{Ll}{1,20} ){2}/u.test(found.group("words")) && /^(?:II|III|IV)$/u.test(roman)
    ? sayOrdinal(found)
    : sayCardinal(found);
}

const PLURALS =
  "World Wars|Parts|Chapters|Volumes|Acts|Books|Phases|Titles|Types|Stages|Articles|Sections|Levels|Grades|Classes|Appendices|Tables|Figures";
const SHORT: Readonly<Record<string, string>> = {
  pt: "part",
  vol: "volume",
  ch: "chapter",
  chap: "chapter",
  sec: "section",
  fig: "figure",
  bk: "book",
  art: "article",
  no: "number",
  op: "opus",
};

export const romanRules: readonly Rule[] = [
  rule(
    "abbreviation",
    String.raw`(?<![\p{L}\p{N}])(?<word>Pt|Vol|Ch|Chap|Sec|Fig|Bk|Art|Op|pt|vol|ch|chap|sec|fig|bk|art|op)\.(?= (?:[IVXLC]{1,8}|[ivx]{1,6})(?!\p{L}))`,
    (found) => {
      const spoken = SHORT[found.group("word").toLowerCase()] ?? "";
      return /^\p{Lu}/u.test(found.match) ? spoken.charAt(0).toUpperCase() + spoken.slice(1) : spoken;
    },
  ),
  rule(
    "roman",
    String.raw`(?=[IVXLC])(?<=(?<!\p{L})(?:${PLURALS}|${PLURALS.toLowerCase()}) )(?<a>[IVXLC]{1,8})(?<join> and | or | to | through |[-–]|, )(?<b>[IVXLC]{1,8})${END}`,
    (found) => {
      const [a, b] = [fromRoman(found.group("a")), fromRoman(found.group("b"))];
      if (a === undefined || b === undefined) return undefined;
      return `${cardinal(a)}${found.group("join").replace(/^[-–]$/u, " to ")}${cardinal(b)}`;
    },
  ),
  rule(
    "roman",
    String.raw`(?<![\p{L}\p{N}])(?<roman>${NUMERAL})(?=(?:th)? (?:century|centuries|Century|Olympic|Olympiad|Winter Olympics|Congress|International|arrondissement)\b)`,
    (found) => {
      const value = fromRoman(found.group("roman"));
      return value === undefined ? undefined : ordinal(value);
    },
  ),
  rule(
    "roman",
    String.raw`(?=[IVX])(?<=(?<![\p{L}\p{N}])(?:${RULERS}|(?:${TITLES}) \p{Lu}\p{Ll}{1,15}) )(?<roman>I${AFTER_FIRST}|[IVX]{2,6}|[VX])${END}`,
    sayOrdinal,
  ),
  rule(
    "world-war",
    String.raw`(?<![\p{L}\p{N}])WW(?<roman>I{1,3}|[12])${END}`,
    (found) => `World War ${cardinal(fromRoman(found.group("roman")) ?? found.group("roman"))}`,
  ),
  rule(
    "roman",
    String.raw`(?=[IVXLCDMivx])(?<=(?<![\p{L}\p{N}])(?:${KEYWORDS}|${KEYWORDS.toLowerCase().replace("|mark|", "|")}|PART|CHAPTER|ACT|BOOK|SECTION|VOLUME|ARTICLE|TITLE) )(?<roman>${NUMERAL}|[ivx]{2,6}|(?<=(?:chapter|part|act|scene|section|volume|book|Chapter|Part|Act|Scene|Section|Volume|Book) )[ivx])${END}`,
    (found) =>
      found.group("roman") === "I" &&
      /^ (?:am|was|have|had|will|would|think|know|like|love|need|want|saw|can|could|did|do)\b/u.test(found.after())
        ? undefined
        : sayCardinal(found),
  ),
  rule(
    "roman",
    String.raw`(?<![\p{L}\p{N}])(?<words>(?:\p{Lu}[\p{Ll}'-]{1,20} ){1,3})(?<roman>[IVX]{2,7})${END}`,
    sayLoose,
  ),
  rule(
    "roman",
    String.raw`(?<![\p{L}\p{N}])(?<roman>M{1,3}[CDXLVIM]{3,12}|[LC][LXVI]{3,9}|[X]{1,3}[XVI]{3,7})${END}`,
    (found) => (NOT_NUMERALS.has(found.group("roman")) ? undefined : sayCardinal(found)),
  ),
];
