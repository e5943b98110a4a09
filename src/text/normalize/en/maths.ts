import { DIGIT, oneOf, rule } from "../rule.js";
import type { Found, Rule } from "../types.js";
import { cardinal, NUMBER, ordinal } from "./numbers.js";
import { GREEK, SIGNS } from "./signs.data.js";

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
const TERM = String.raw`[\p{L}\p{N})\]%°²³′|!}]`;

function plainDigits(text: string): string {
  return Array.from(text, (sign) => {
    const up = SUPERSCRIPTS.indexOf(sign);
    const down = SUBSCRIPTS.indexOf(sign);
    return up >= 0 ? String(up) : down >= 0 ? String(down) : sign === "⁻" ? "-" : sign;
  }).join("");
}

/** The exponent after a base: "squared", "cubed", "to the power of six". */
function power(exponent: string): string {
  if (exponent === "2") return "squared";
  if (exponent === "3") return "cubed";
  if (/^\d{1,3}$/u.test(exponent))
    return `to the ${exponent.length > 1 || Number(exponent) > 3 ? `power of ${cardinal(exponent)}` : ordinal(exponent)}`;
  if (/^[-−]\d/u.test(exponent)) return `to the minus ${cardinal(exponent.slice(1))}`;
  return `to the power of ${exponent}`;
}

const OPERATORS: Readonly<Record<string, string>> = {
  "=": "equals",
  "==": "equals",
  "===": "equals",
  "!=": "is not equal to",
  "!==": "is not equal to",
  "+": "plus",
  "-": "minus",
  "−": "minus",
  "*": "times",
  "/": "divided by",
  "<": "is less than",
  ">": "is greater than",
  "<=": "is less than or equal to",
  ">=": "is greater than or equal to",
  "=>": "arrow",
  "->": "arrow",
  "+=": "plus equals",
  "-=": "minus equals",
  "*=": "times equals",
  "&&": "and",
  "||": "or",
  ":=": "equals",
};

const SPACED = String.raw`(?<=${TERM} )(?<sign>===|!==|==|!=|<=|>=|\+=|-=|\*=|:=|=>|->|&&|\|\||[=+*/<>−-])(?= [\p{L}\p{N}(\[√∛∞.$€£|"'+−-])`;

/** An operator between spaces; a hyphen or slash only where the text calculates. */
function sayOperator(found: Found): string | undefined {
  const sign = found.group("sign");
  const isSum = /\d$/u.test(found.before(2).trim()) && /^ ?[\d.(]/u.test(found.after(2));
  if (sign === "-" || sign === "/") {
    if (!isSum && !/=/u.test(found.text)) return undefined;
    if (sign === "-" && isSum && !/[=+*×÷]/u.test(found.text)) return undefined;
  }
  if (
    sign === "*" &&
    !isSum &&
    !(/(?:^|[^\p{L}])\p{L} $/u.test(found.before(3)) || /^ \p{L}(?!\p{L})/u.test(found.after(3)))
  )
    return "star";
  return OPERATORS[sign];
}

const TIGHT = String.raw`(?<=${TERM})(?<sign>==|!=|<=|>=|[=+*<>−])(?=[-−]?[\p{L}\p{N}(√])`;

/** An operator without spaces: only where it can be nothing else. */
function sayTight(found: Found): string | undefined {
  const sign = found.group("sign");
  const [before, after] = [found.before(2), found.after(2)];
  const isNumber = /[\d)]$/u.test(before) && /^[\d(]/u.test(after);
  if ((sign === "+" || sign === "*" || sign === "<" || sign === ">") && !isNumber && !/[=]/u.test(found.text))
    return undefined;
  return ` ${OPERATORS[sign]} `;
}

const POWER = String.raw`(?<=[\p{L}\p{N})\]])(?<exponent>[⁻]?[${SUPERSCRIPTS}]{1,4})`;
const CARET = String.raw`(?<=[\p{L}\p{N})\]])\^(?<exponent>[-−]?\d{1,4}|\p{L})(?![\p{L}\p{N}])|(?<=[\p{L}\p{N})\]])\^[({](?<grouped>[-−]?\d{1,4}|\p{L})[)}]`;
const CHEMICAL = String.raw`(?<![\p{L}\p{N}])(?<formula>(?:[A-Z][a-z]?[${SUBSCRIPTS}]{0,3}){1,8})(?<=[${SUBSCRIPTS}].{0,12})(?![\p{L}\p{N}])`;

/** "H₂SO₄" → "H two S O four". */
function sayFormula(found: Found): string {
  const parts = found.match.match(/[A-Z][a-z]?|[₀-₉]{1,3}/gu) ?? [];
  return parts
    .map((part) => (/[₀-₉]/u.test(part) ? cardinal(plainDigits(part)) : Array.from(part.toUpperCase()).join(" ")))
    .join(" ");
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  sin: "sine",
  cos: "cosine",
  tan: "tangent",
  log: "log",
  ln: "natural log",
  sqrt: "square root",
  max: "max",
  min: "min",
  exp: "exp",
};

const CALL = String.raw`(?<![\p{L}\p{N}_.])(?<name>[a-zA-Z])\((?<argument>[a-zA-Z0-9]{1,2}(?:[²³]|\^\d)?(?: [+−-] [a-z\d]{1,3})?)\)`;

/** "f(x)", "O(n²)". */
function sayCall(found: Found): string {
  const argument = found
    .group("argument")
    .replace("²", " squared")
    .replace("³", " cubed")
    .replace(/\^(\d)/u, (_, exponent: string) => ` ${power(exponent)}`)
    .replace(/ ([+−-]) /u, (_, sign: string) => ` ${OPERATORS[sign]} `)
    .replaceAll(/\d{1,3}/gu, (number) => cardinal(number));
  return `${found.group("name")} of ${argument}`;
}

export const mathRules: readonly Rule[] = [
  rule("chemistry", CHEMICAL, sayFormula, { needs: new RegExp(`[${SUBSCRIPTS}]`, "u") }),
  rule("function", CALL, sayCall, { needs: /\p{L}\(/u }),
  rule(
    "function",
    String.raw`(?<![\p{L}\p{N}_.])(?<name>${oneOf(Object.keys(FUNCTIONS).filter((name) => /^(?:sin|cos|tan|ln|sqrt)$/u.test(name)))})(?= ?[\d(πθx])`,
    (found) => FUNCTIONS[found.group("name")],
  ),
  rule(
    "absolute",
    String.raw`(?<![\p{L}\p{N}|])\|(?<term>[-−]?[\p{L}\p{N}]{1,8})\|(?!\|)`,
    (found) =>
      `absolute value of ${/^\d/u.test(found.group("term")) ? cardinal(found.group("term")) : found.group("term")}`,
    { needs: /\|/u },
  ),
  rule(
    "logarithm",
    String.raw`(?<![\p{L}\p{N}])log(?<base>[₀₁₂₃₄₅₆₇₈₉]{1,3}) ?`,
    (found) => `log base ${cardinal(plainDigits(found.group("base")))} `,
    { needs: /log/u },
  ),
  rule(
    "subscript",
    String.raw`(?<=\p{L})(?<n>[${SUBSCRIPTS}]{1,3})`,
    (found) => ` sub ${cardinal(plainDigits(found.group("n")))}`,
    { needs: new RegExp(`[${SUBSCRIPTS}]`, "u") },
  ),
  rule("power", POWER, (found) => ` ${power(plainDigits(found.group("exponent")))}`, {
    needs: new RegExp(`[${SUPERSCRIPTS}]`, "u"),
  }),
  rule("power", CARET, (found) => ` ${power(found.group("exponent") || found.group("grouped"))}`, { needs: /\^/u }),
  rule(
    "factorial",
    String.raw`(?<![\p{L}\p{N}.,])(?<n>\d{1,3}|n)!(?= ?[=+×÷*/)])`,
    (found) => `${/\d/u.test(found.group("n")) ? cardinal(found.group("n")) : "n"} factorial`,
    { needs: /!/u },
  ),
  rule(
    "scientific",
    String.raw`(?<![\p{L}\p{N}_.])(?<base>${NUMBER})[eE](?<exponent>[-+−]?\d{1,3})(?![\p{L}\p{N}])`,
    (found) => {
      return `${cardinal(found.group("base"))} times ten ${power(found.group("exponent").replace("+", ""))}`
        .replace("squared", "to the power of two")
        .replace("cubed", "to the power of three");
    },
    { needs: /\d[eE][-+−]?\d/u },
  ),
  rule(
    "one-over",
    String.raw`(?<![\p{L}\p{N}/.])(?<n>\d{1,3})/(?<letter>[a-z])(?![\p{L}\p{N}/.])`,
    (found) => `${cardinal(found.group("n"))} over ${found.group("letter")}`,
    { needs: DIGIT },
  ),
  rule(
    "increment",
    String.raw`(?<=(?<![\p{L}\p{N}])[a-z_]{1,20})(?<sign>\+\+|--)(?![\p{L}\p{N}+-])`,
    (found) => (found.group("sign") === "++" ? " plus plus" : " minus minus"),
    { needs: /[a-z](?:\+\+|--)/u },
  ),
  rule("operator", SPACED, sayOperator, { needs: /[=+*/<>−&|-]/u }),
  rule("operator", TIGHT, sayTight, { needs: /[=+*<>−]/u }),
  rule(
    "coefficient",
    String.raw`(?<![\p{L}\p{N}_.,])(?<n>\d{1,3})(?<letter>[xyzntπ])(?= ?(?:[-+−=*/²³^)]|$))`,
    (found) =>
      /[=^²³]/u.test(found.text) || found.group("letter") === "π"
        ? `${cardinal(found.group("n"))} ${GREEK[found.group("letter")] ?? found.group("letter")}`
        : undefined,
    { needs: DIGIT },
  ),
  rule(
    "greek",
    String.raw`(?<!\p{Script=Greek})(?<letter>[${Object.keys(GREEK).join("")}])(?!\p{Script=Greek})`,
    sayGreek,
    { needs: /[\p{Script=Greek}∆]/u },
  ),
  rule("sign", `[${Object.keys(SIGNS).join("").replaceAll(/[&]/gu, "")}]`, saySign, { needs: /%|\P{ASCII}/u }),
];

/** A single Greek letter; words in Greek are left to whoever reads Greek. */
function sayGreek(found: Found): string {
  const name = GREEK[found.group("letter")] ?? "";
  const isNext = /[\p{L}\p{N}]$/u.test(found.before(1));
  return isNext ? ` ${name}` : name;
}

function saySign(found: Found): string {
  if (found.match === "©" && /copyright $/iu.test(found.before(10))) return "";
  const said = SIGNS[found.match] ?? "";
  const isAlone = !/[\p{L}\p{N})]/u.test(found.before(2));
  const words = isAlone ? said.replace(/^is /u, "") : said;
  const space = /[\p{L}\p{N})²³]$/u.test(found.before(1)) ? " " : "";
  return `${space}${words}${/^[\p{L}\p{N}(√π]/u.test(found.after(1)) ? " " : ""}`;
}
