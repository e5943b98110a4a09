import type { LanguageRules, Rule } from "../types.js";
import { emojiRule } from "../emoji.js";
import { dateRules } from "./dates.js";
import { numberRules } from "./numbers.js";
import { phoneRules } from "./phones.js";
import { quantityRules } from "./quantities.js";
import { signRules } from "./signs.js";
import { technicalRules } from "./technical.js";
import type { European } from "./types.js";
import { abbreviationRules, initialismRules, mixedRules } from "./words.js";

/** A language's own rules: `first` are asked before all others, `ordinals` before plain numbers. */
export interface OwnRules {
  readonly first: readonly Rule[];
  readonly ordinals: readonly Rule[];
  /** Asked before quantities, where the sign of ordinals is that of degrees. */
  readonly early?: readonly Rule[];
}

/** Rules made when first asked for: most processes speak one language or two. */
export function whenAsked(make: () => readonly Rule[]): LanguageRules {
  let made: readonly Rule[] | undefined;
  return {
    get rules() {
      return (made ??= make());
    },
  };
}

/** The rules that Western European languages have in common, and those of one of them. */
export function europeanRules(language: European, own: (language: European) => OwnRules): LanguageRules {
  return whenAsked(() => listRules(language, own(language)));
}

function listRules(language: European, own: OwnRules): readonly Rule[] {
  return [
    ...technicalRules(language),
    emojiRule(language.tag),
    ...own.first,
    ...dateRules(language),
    ...phoneRules(language),
    ...(own.early ?? []),
    ...quantityRules(language),
    ...own.ordinals,
    ...abbreviationRules(language),
    ...signRules(language),
    ...numberRules(language).filter(({ name }) => name !== "digits"),
    ...mixedRules(language),
    ...initialismRules(language),
    ...numberRules(language).filter(({ name }) => name === "digits"),
  ];
}
