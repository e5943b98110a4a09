import type { LanguageRules } from "../types.js";
import { numberWords } from "../numbers/index.js";

/** English as it is read. */
export const english: LanguageRules = {
  rules: [
    {
      name: "cardinal",
      needs: /\d/u,
      pattern: /(?<![\p{L}\d.,])\d{1,15}(?![\p{L}\d])/gu,
      say: ({ match }) => numberWords("en").spell(match),
    },
  ],
};
