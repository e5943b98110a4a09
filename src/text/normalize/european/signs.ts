import type { Rule } from "../types.js";
import { sayWhole } from "./numerals.js";
import type { Signs, Words } from "./types.js";

/** Signs between operands and their words. */
const OPERATORS: Readonly<Record<string, keyof Words>> = {
  "+": "plus",
  "−": "minus",
  "-": "minus",
  "–": "minus",
  "×": "times",
  "·": "times",
  "*": "times",
  "÷": "dividedBy",
  "/": "dividedBy",
  "=": "equals",
  "≠": "notEqual",
  "<": "less",
  ">": "greater",
  "≤": "lessOrEqual",
  "≥": "greaterOrEqual",
  "≈": "about",
  "~": "about",
  "±": "plusMinus",
};

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** Mathematics and Greek letters. */
export function signRules(language: Signs): Rule[] {
  const { words } = language;
  const word = (sign: string): string => words[OPERATORS[sign] ?? "equals"];
  return [
    ...powerRules(language),
    {
      name: "operator",
      needs: /[+−×·*÷=≠<>≤≥≈±]/u,
      pattern:
        /(?<=[\p{L}\p{N}\p{Sc})²³%°] ?)(?:[+−×·÷=≠<>≤≥≈±]|(?<=\d)\*(?=\d)|(?<= )[*/–-](?= \d))(?= ?[-−+√(]?[\p{L}\p{N}\p{Sc}])/gu,
      say: ({ match, before, after }) => {
        if (/[-–/*]/u.test(match) && !/\d ?$/u.test(before(3))) return undefined;
        if (/[<>]/u.test(match) && !/\d/u.test(before(6) + after(6)) && !/(?:^|[\s(])\p{L} ?$/u.test(before(3)))
          return undefined;
        return word(match);
      },
    },
    {
      name: "operator",
      needs: /[≈≥≤<>~±]/u,
      pattern: /(?<![\p{L}\p{N})]|[\p{L}\p{N}] )[≈≥≤<>~±] ?(?=\d)/gu,
      say: ({ match }) => `${word(match.trim())} `,
    },
    {
      name: "sign",
      needs: /\+\+|[A-Z]#/u,
      pattern: /(?<=(?<![\p{L}\p{N}])[A-Z])(?:\+\+|#)(?![\p{L}\p{N}])/gu,
      say: ({ match }) => (match === "#" ? " sharp" : ` ${words.plus} ${words.plus}`),
    },
    {
      name: "operator",
      needs: / : /u,
      pattern: /(?<=\d) : (?=\d{1,9} ?=)/gu,
      say: () => ` ${words.dividedBy} `,
    },
    { name: "sign", needs: /∞/u, pattern: /∞/gu, say: () => words.infinity },
    {
      name: "greek",
      needs: /\p{Script=Greek}|[ΔΩμ]/u,
      pattern: /(?<![\p{Script=Greek}\p{M}])(?:[αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΘΛΞΠΣΦΨΩ∆])(?![\p{Script=Greek}\p{M}])/gu,
      say: ({ match, after }) => {
        const name = language.greek[match.toLowerCase().replace("∆", "δ")];
        if (name === undefined) return undefined;
        return /^[\p{L}\p{N}]/u.test(after(1)) ? `${name} ` : name;
      },
    },
  ];
}

function powerRules(language: Signs): Rule[] {
  const { words } = language;
  return [
    {
      name: "power",
      needs: /[⁰¹²³⁴-⁹⁻]/u,
      pattern: /(?<=[\p{L}\p{N})])(?<minus>⁻?)(?<n>[⁰¹²³⁴-⁹]{1,4})/gu,
      say: ({ group }) => {
        const digits = Array.from(group("n"))
          .map((sign) => String(SUPERSCRIPTS.indexOf(sign)))
          .join("");
        return sayPower(language, group("minus") === "" ? "" : "-", digits);
      },
    },
    {
      name: "power",
      needs: /\^/u,
      pattern: /(?<=[\p{L}\p{N})])\^(?:(?<minus>[-−]?)(?<n>\d{1,4})|(?<letter>\p{L})(?!\p{L}))/gu,
      say: ({ group }) =>
        group("letter") === "" ? sayPower(language, group("minus"), group("n")) : ` ${words.power} ${group("letter")}`,
    },
    {
      name: "root",
      needs: /√/u,
      pattern: /√ ?(?=[\p{L}\p{N}(])/gu,
      say: () => `${words.root} `,
    },
  ];
}

function sayPower(language: Signs, minus: string, digits: string): string {
  const { words } = language;
  if (minus === "" && digits === "2") return ` ${words.squared}`;
  if (minus === "" && digits === "3") return ` ${words.cubed}`;
  const sign = minus === "" ? "" : `${words.minus} `;
  return ` ${words.power} ${sign}${sayWhole(language, digits)}`;
}
