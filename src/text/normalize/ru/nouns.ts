import { type Case, type Gender, adjectiveEnding, cardinal, decimal, plurality } from "./grammar.js";

/** A noun in all its forms. */
export interface Noun {
  readonly gender: Gender;
  readonly one: Readonly<Record<Case, string>>;
  readonly many: Readonly<Record<Case, string>>;
  /** After 2, 3, 4 in the nominative: "два рубля", "две чайные ложки". */
  readonly few: string;
}

const ORDER: readonly Case[] = ["nom", "gen", "dat", "acc", "ins", "pre"];

/** Endings by declension, singular and plural, in the order of the cases; "-" for none. */
const DECLENSIONS: Readonly<Record<string, readonly [Gender, string, string]>> = {
  // метр; вольт has no ending in the genitive plural; рубль; тираж; месяц; край
  m: ["m", "- а у - ом е", "ы ов ам ы ами ах"],
  m0: ["m", "- а у - ом е", "ы - ам ы ами ах"],
  mг: ["m", "- а у - ом е", "и ов ам и ами ах"],
  mь: ["m", "ь я ю ь ём е", "и ей ям и ями ях"],
  mьe: ["m", "ь я ю ь ем е", "и ей ям и ями ях"],
  mж: ["m", "- а у - ом е", "и ей ам и ами ах"],
  mц: ["m", "- а у - ем е", "ы ев ам ы ами ах"],
  mа: ["m", "- а у - ом е", "а ов ам а ами ах"],
  mй: ["m", "й я ю й ем е", "и ев ям и ями ях"],
  // минута; тысяча; ложка (with the vowel in the stem of the genitive plural); тонна; неделя; унция
  f: ["f", "а ы е у ой е", "ы - ам ы ами ах"],
  fг: ["f", "а и е у ой е", "и - ам и ами ах"],
  fж: ["f", "а и е у ей е", "и - ам и ами ах"],
  fц: ["f", "а ы е у ей е", "ы - ам ы ами ах"],
  fя: ["f", "я и е ю ей е", "и ь ям и ями ях"],
  fи: ["f", "ия ии ии ию ией ии", "ии ий иям ии иями иях"],
  fь: ["f", "ь и и ь ью и", "и ей ям и ями ях"],
  n: ["n", "о а у о ом е", "а - ам а ами ах"],
  nе: ["n", "е я ю е ем е", "я ей ям я ями ях"],
  nи: ["n", "ие ия ию ие ием ии", "ия ий иям ия иями иях"],
  // евро
  "0": ["n", "- - - - - -", "- - - - - -"],
  "0m": ["m", "- - - - - -", "- - - - - -"],
  "0f": ["f", "- - - - - -", "- - - - - -"],
};

/** Genitive plurals with a vowel that the other forms lack. */
const FLEETING: Readonly<Record<string, string>> = {
  копейк: "копеек",
  ложк: "ложек",
  упаковк: "упаковок",
  штук: "штук",
  сотк: "соток",
  тонн: "тонн",
  доз: "доз",
  чашк: "чашек",
  пачк: "пачек",
  таблетк: "таблеток",
  бутылк: "бутылок",
  окн: "окон",
};

/**
 * A noun from its stem, its declension, and adjectives before it or fixed words behind it:
 * "километр m", "квадратн+ метр m", "километр m | в час". Irregular plurals stand behind a slash: "год m / годы лет …".
 */
export function toNoun(written: string): Noun {
  const [main = "", tail = ""] = written.split(" | ");
  const [singular = "", plural = ""] = main.split(" / ");
  const parts = singular.split(" ");
  const declension = parts.at(-1) ?? "";
  const stem = parts.at(-2) ?? "";
  const adjectives = parts.slice(0, -2).map((part) => part.replace("+", ""));
  const [gender, one, many] = DECLENSIONS[declension] ?? ["m", "- - - - - -", "- - - - - -"];
  const end = tail === "" ? "" : ` ${tail}`;
  const forms = (endings: string, ofGender: Gender, own: string): Record<Case, string> => {
    const given = own === "" ? [] : own.split(" ");
    const made = endings.split(" ").map((ending, at) => {
      const noun = given[at] ?? withEnding(stem, ending, ofGender === "p" && ORDER[at] === "gen");
      const inCase = ORDER[at] ?? "nom";
      return [...adjectives.map((stemOf) => adjective(stemOf, inCase, ofGender)), noun].join(" ") + end;
    });
    return Object.fromEntries(ORDER.map((inCase, at) => [inCase, made[at] ?? ""])) as Record<Case, string>;
  };
  const ofOne = forms(one, gender, "");
  const ofMany = forms(many, "p", plural);
  const fewNoun = withEnding(stem, one.split(" ")[1] ?? "-", false);
  const fewCase: Case = gender === "f" ? "nom" : "gen";
  const few = [...adjectives.map((stemOf) => adjective(stemOf, fewCase, "p")), fewNoun].join(" ") + end;
  return { gender, one: ofOne, many: ofMany, few };
}

/** "ы" is written "и" after these letters: "кубический". */
function adjective(stem: string, inCase: Case, gender: Gender): string {
  const ending = adjectiveEnding(inCase, gender);
  return stem + (/[гкхжшчщ]$/u.test(stem) ? ending.replace(/^ы/u, "и") : ending);
}

function withEnding(stem: string, ending: string, isGenitivePlural: boolean): string {
  if (stem === "дн" && ending === "ь") return "день";
  if (ending !== "-") return stem + ending;
  return isGenitivePlural ? (FLEETING[stem] ?? stem) : stem;
}

export interface Numeral {
  readonly whole: string;
  readonly fraction: string;
}

/** The noun in the form that the number before it asks for. */
export function formOf(noun: Noun, { whole, fraction }: Numeral, inCase: Case): string {
  const isDirect = inCase === "nom" || inCase === "acc";
  if (fraction !== "") return whole === "1" && fraction === "5" && !isDirect ? noun.many[inCase] : noun.one.gen;
  const kind = plurality(whole);
  if (kind === "one") return noun.one[inCase];
  if (!isDirect) return noun.many[inCase];
  return kind === "few" ? noun.few : noun.many.gen;
}

/** A number in words for a noun of that gender. One and a half has a word of its own. */
export function sayNumeral({ whole, fraction }: Numeral, inCase: Case, gender: Gender, hasNoun = false): string {
  if (fraction === "") return cardinal(whole, inCase, gender);
  if (hasNoun && whole === "1" && fraction === "5") {
    if (inCase !== "nom" && inCase !== "acc") return "полутора";
    return gender === "f" ? "полторы" : "полтора";
  }
  return decimal(whole, fraction, inCase);
}

export const sayCount = (numeral: Numeral, noun: Noun, inCase: Case = "nom"): string =>
  `${sayNumeral(numeral, inCase, noun.gender, true)} ${formOf(noun, numeral, inCase)}`;

export const whole = (value: string | number): Numeral => ({ whole: String(value), fraction: "" });
