/** What a code point means to the splitting of text. */
export const CLASS = {
  other: 0,
  lower: 1,
  upper: 2,
  /** A letter of a script without case. */
  caseless: 3,
  /** Han and kana: written without spaces between words. */
  han: 4,
  digit: 5,
  space: 6,
  /** White space at which no line may break. */
  noBreakSpace: 7,
  newline: 8,
  /** `.` */
  dot: 9,
  /** `…` */
  ellipsis: 10,
  /** `!`, `?`, danda …: ends a sentence and nothing else. */
  strongStop: 11,
  /** Stops after which no space is written. */
  wideStop: 12,
  comma: 13,
  /** `;`, `:` and their kin. */
  semicolon: 14,
  wideComma: 15,
  dash: 16,
  opener: 17,
  closer: 18,
  /** Quotation marks, which open in one language and close in another. */
  quote: 19,
  /** Marks of Markdown that stand around words. */
  markup: 20,
  emoji: 21,
  /** Joins the character before it: combining marks, joiners, variation selectors, skin tones. */
  extend: 22,
} as const;

export type CharacterClass = (typeof CLASS)[keyof typeof CLASS];

const LISTED: readonly (readonly [CharacterClass, string])[] = [
  [CLASS.space, "\t \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"],
  [CLASS.noBreakSpace, "\u00a0\u2007\u202f\ufeff"],
  [CLASS.newline, "\n\r\u000b\u000c\u0085\u2028\u2029"],
  [CLASS.dot, "."],
  [CLASS.ellipsis, "…"],
  [CLASS.strongStop, "!?‼⁇⁈⁉؟۔।॥\u037e։።፧។៕။"],
  [CLASS.wideStop, "。！？｡．︒"],
  [CLASS.comma, ",،"],
  [CLASS.semicolon, ";:؛"],
  [CLASS.wideComma, "，、；：､"],
  [CLASS.dash, "–—―⸺"],
  [CLASS.opener, "([{¿¡（【《〈「『〔［｛"],
  [CLASS.closer, ")]}）】》〉」』〕］｝"],
  [CLASS.quote, "\"'“”„‟‘’‚‛«»‹›＂"],
  [CLASS.markup, "*_`~"],
];

const EXTEND = /^[\p{M}\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d\u0e33\u0eb3\u{e0020}-\u{e007f}]/u;
const HAN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const EMOJI = /^[\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

const UNKNOWN = 255;
const known = new Uint8Array(0x10000).fill(UNKNOWN);
for (const [kind, characters] of LISTED) {
  for (const character of characters) known[character.charCodeAt(0)] = kind;
}

function classify(codePoint: number): CharacterClass {
  const character = String.fromCodePoint(codePoint);
  if (EXTEND.test(character)) return CLASS.extend;
  if (/^\p{Nd}/u.test(character)) return CLASS.digit;
  if (/^\p{Lowercase}/u.test(character)) return CLASS.lower;
  if (/^[\p{Uppercase}\p{Lt}]/u.test(character)) return CLASS.upper;
  if (HAN.test(character)) return CLASS.han;
  if (/^\p{L}/u.test(character)) return CLASS.caseless;
  if (codePoint > 0x7f && EMOJI.test(character)) return CLASS.emoji;
  return CLASS.other;
}

/** The class of a code point; a lone surrogate is `other`. */
export function classOf(codePoint: number): CharacterClass {
  if (codePoint > 0xffff) return classify(codePoint);
  const found = known[codePoint] as CharacterClass | typeof UNKNOWN;
  if (found !== UNKNOWN) return found;
  const kind = classify(codePoint);
  known[codePoint] = kind;
  return kind;
}

export function isWhite(kind: CharacterClass): boolean {
  return kind === CLASS.space || kind === CLASS.noBreakSpace || kind === CLASS.newline;
}

export function isLetter(kind: CharacterClass): boolean {
  return kind >= CLASS.lower && kind <= CLASS.han;
}

/** Whether nothing may be cut off before it: it belongs to what stands left of it. */
export function leansLeft(kind: CharacterClass): boolean {
  return (
    (kind >= CLASS.dot && kind <= CLASS.wideComma) || kind === CLASS.closer || kind === CLASS.extend || isWhite(kind)
  );
}
