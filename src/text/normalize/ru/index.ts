import { emojiRule } from "../emoji.js";
import { whenAsked } from "../european/index.js";
import { signRules } from "../european/signs.js";
import { technicalRules } from "../european/technical.js";
import type { Signs, Words } from "../european/types.js";
import type { LanguageRules, Rule } from "../types.js";
import { abbreviationRules, initialismRules, mixedRules } from "./abbreviations.js";
import { GREEK } from "./abbreviations.data.js";
import { dateRules } from "./dates.js";
import { cardinal } from "./grammar.js";
import { numberRules } from "./numbers.js";
import { ordinalRules } from "./ordinals.js";
import { phoneRules } from "./phones.js";
import { quantityRules } from "./quantities.js";
import { timeRules } from "./times.js";
import { yearRules } from "./years.js";

const WORDS: Words = {
  minus: "минус",
  plus: "плюс",
  plusMinus: "плюс-минус",
  times: "умножить на",
  fold: "раза",
  dividedBy: "разделить на",
  equals: "равно",
  notEqual: "не равно",
  less: "меньше",
  greater: "больше",
  lessOrEqual: "меньше или равно",
  greaterOrEqual: "больше или равно",
  about: "примерно",
  infinity: "бесконечность",
  root: "корень из",
  squared: "в квадрате",
  cubed: "в кубе",
  power: "в степени",
  comma: "запятая",
  point: "точка",
  to: "до",
  from: "",
  scoreTo: "",
  ratioTo: "к",
  percent: "процент",
  permille: "промилле",
  and: "и",
  by: "на",
  per: "в",
  at: "собака",
  dot: "точка",
  slash: "слэш",
  backslash: "обратный слэш",
  colon: "двоеточие",
  hyphen: "дефис",
  underscore: "подчёркивание",
  hashtag: "хештег",
  number: "номер",
  ampersand: "и",
};

const signs: Signs = {
  numbers: { cardinal: (digits) => cardinal(digits) },
  words: WORDS,
  greek: GREEK,
  spokenEndings: new Set("com org net info ru io app web blog shop online site me biz ру рф".split(" ")),
  isPronounceable: () => false,
};

/** The number under a root is a genitive: "корень из шестнадцати". */
const rootRule: Rule = {
  name: "root",
  needs: /√/u,
  pattern: /√ ?(?<n>\d{1,15})(?![\d.,])/gu,
  say: ({ group }) => `корень из ${cardinal(group("n"), "gen")}`,
};

const divisionRules: readonly Rule[] = [
  { name: "operator", needs: / : \d/u, pattern: /(?<=\d) : (?=\d)/gu, say: () => " разделить на " },
  {
    name: "operator",
    needs: /\d\/\p{L}/u,
    pattern: /(?<=(?<![\p{L}\p{N}.,])\d{1,3})\/(?=[a-zа-я](?!\p{L}))/gu,
    say: () => " делить на ",
  },
];

/** Russian as it is read: numbers, abbreviations and signs in the case that the sentence asks for. */
export const russian: LanguageRules = whenAsked(() => [
  ...technicalRules(signs),
  emojiRule("ru"),
  rootRule,
  ...divisionRules,
  ...dateRules(),
  ...timeRules(),
  ...phoneRules(),
  ...yearRules(),
  ...quantityRules(),
  ...ordinalRules(),
  ...abbreviationRules(),
  ...signRules(signs),
  ...numberRules(),
  ...mixedRules(),
  ...initialismRules(),
]);
