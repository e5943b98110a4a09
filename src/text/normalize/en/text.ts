/** Single letters of a word, apart: "FBI" → "F B I". */
export function letters(word: string): string {
  return Array.from(word.replaceAll(/[^\p{L}]/gu, ""), (letter) => letter.toUpperCase()).join(" ");
}

/** The last word before a place, without its period; "" if something else stands there. */
export function wordBefore(before: string): string {
  return /(\p{L}[\p{L}'-]{0,30})\.?,? ?$/u.exec(before)?.[1] ?? "";
}

/** The word after a place, past a space; "" if something else stands there. */
export function wordAfter(after: string): string {
  return /^ ?(\p{L}[\p{L}'-]{0,30})/u.exec(after)?.[1] ?? "";
}

const FUNCTION_WORDS = new Set(
  (
    "a an the and or but nor so yet for of in on at to from by with without as than then that which who whom whose " +
    "is are was were be been being am has have had do does did will would shall should can could may might must " +
    "i you he she it we they me him her us them my your his its our their this these those there here " +
    "each every per apiece more less total if when while because since until till before after during over under about " +
    "into onto out up down off again just only also too not no now today tomorrow yesterday last next this " +
    "raised went came got fell rose dropped plus minus off away extra back ago later earlier please"
  ).split(" "),
);

/** Whether a word is a noun as far as its looks go: lower case, and no function word. */
export function mayBeNoun(word: string): boolean {
  return /^\p{Ll}/u.test(word) && !FUNCTION_WORDS.has(word.toLowerCase());
}

/** Whether what is measured stands before a noun it describes: "a $5 bill", "the 10 km run". */
export function isAttributive(before: string, after: string): boolean {
  return (
    /(?:^|[^\p{L}])(?:an?|the|this|that|his|her|its|their|our|my|your|another|one|each|every) $/iu.test(before) &&
    mayBeNoun(wordAfter(after))
  );
}
