import { createRequire } from "node:module";
import { rule } from "./rule.js";
import type { Rule } from "./types.js";

const require = createRequire(import.meta.url);

interface Entry {
  readonly label: string;
  readonly unicode: string;
  readonly skins?: readonly Entry[];
}

const loaded = new Map<string, ReadonlyMap<string, string>>();

/** The sequence without what only chooses its looks: variation selectors and skin tones. */
function bare(sequence: string): string {
  return sequence.replaceAll(/[\ufe0e\ufe0f]|\ud83c[\udffb-\udfff]/gu, "").replaceAll(/[\u{1f3fb}-\u{1f3ff}]/gu, "");
}

/** Names of emoji in a language of the CLDR, read when first asked for and then kept. */
function names(language: string): ReadonlyMap<string, string> {
  let known = loaded.get(language);
  if (known === undefined) {
    const entries = require(`emojibase-data/${language}/compact.json`) as readonly Entry[];
    known = new Map(entries.map(({ unicode, label }) => [bare(unicode), label]));
    loaded.set(language, known);
  }
  return known;
}

/**
 * What an emoji is called; undefined for signs that are none.
 * @param language one that has names: bn da de en es et fi fr hi hu it ja ko lt ms nb nl pl pt ru sv th uk vi zh.
 */
export function emojiName(sequence: string, language: string): string | undefined {
  return names(language).get(bare(sequence));
}

const ONE = String.raw`(?:\p{Regional_Indicator}{2}|[#*0-9]\ufe0f?\u20e3|(?![#*0-9©®™])\p{Emoji}(?:\ufe0f|\p{Emoji_Modifier})?(?:\u200d\p{Emoji}(?:\ufe0f|\p{Emoji_Modifier})?){0,5})`;

/** Emoji by their names, a comma between one and the next. Signs that are text unless told otherwise stay out. */
export function emojiRule(language: string): Rule {
  return rule(
    "emoji",
    ONE,
    (found) => {
      const name = emojiName(found.match, language);
      if (name === undefined) return undefined;
      const spoken = name.replaceAll(/[:,]/gu, "").replaceAll(/\s{2,9}/gu, " ");
      const isNext = /[\p{L}\p{N}]$/u.test(found.before(1));
      const follows = found.after(1) !== "" && !/^[\s.,!?;:)]/u.test(found.after(1));
      return `${isNext ? " " : ""}${spoken}${follows ? ", " : ""}`;
    },
    { needs: /\u200d|\u20e3|[\u2600-\u27bf\u2b00-\u2bff]|[\u{1f000}-\u{1faff}]/u },
  );
}
