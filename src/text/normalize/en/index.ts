import { emojiRule } from "../emoji.js";
import type { LanguageRules } from "../types.js";
import { abbreviationRules } from "./abbreviations.js";
import { addressRules } from "./addresses.js";
import { amountRules, pairRules } from "./amounts.js";
import { codeRules, modelRules } from "./code.js";
import { dateRules } from "./dates.js";
import { fieldRules, groupRules } from "./fields.js";
import { initialismRules } from "./initialisms.js";
import { mathRules } from "./maths.js";
import { moneyRules } from "./money.js";
import { phoneRules } from "./phones.js";
import { groupedRules, ordinalRules, plainRules, timesRules, yearRules } from "./plain.js";
import { romanRules } from "./roman.js";
import { emoticonRules, signRules } from "./signs.js";
import { timeRules } from "./times.js";
import { unitRules } from "./units.js";
import { webRules } from "./web.js";

/** English as it is read: what can be only one thing first, plain numbers and signs last. */
export const english: LanguageRules = {
  rules: [
    ...emoticonRules,
    emojiRule("en"),
    ...webRules,
    ...groupRules,
    ...phoneRules,
    ...groupedRules,
    ...dateRules,
    ...timeRules,
    ...fieldRules,
    ...moneyRules,
    ...addressRules,
    ...codeRules,
    ...yearRules,
    ...unitRules,
    ...amountRules,
    ...pairRules,
    ...mathRules,
    ...romanRules,
    ...abbreviationRules,
    ...ordinalRules,
    ...timesRules,
    ...modelRules,
    ...plainRules,
    ...initialismRules,
    ...signRules,
  ],
};
