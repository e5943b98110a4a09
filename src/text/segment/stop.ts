import type { DottedWord } from "./abbreviations.js";
import { CLASS, type CharacterClass } from "./characters.js";

export type StopKind = "dot" | "ellipsis" | "strong" | "wide";

const KINDS: ReadonlyMap<CharacterClass, StopKind> = new Map<CharacterClass, StopKind>([
  [CLASS.dot, "dot"],
  [CLASS.ellipsis, "ellipsis"],
  [CLASS.strongStop, "strong"],
  [CLASS.wideStop, "wide"],
]);

/** A run of stops with what closes after it: `.`, `?!`, `.")`, `! 😀`. */
export class Stop {
  kind: StopKind;
  /** Whether a quotation mark, bracket or markup closed after the stop. */
  isClosed = false;
  private hasEmoji = false;
  /** The word in front of the first stop. */
  readonly word: DottedWord;

  constructor(first: CharacterClass, word: DottedWord) {
    this.kind = KINDS.get(first) ?? "dot";
    this.word = word;
  }

  static isStop(kind: CharacterClass): boolean {
    return KINDS.has(kind);
  }

  add(next: CharacterClass): void {
    const kind = KINDS.get(next) ?? "dot";
    if (kind === "strong" || kind === "wide") this.kind = kind;
    else if (this.kind === "dot") this.kind = "ellipsis";
  }

  /** Whether a character belongs to the stop it follows. */
  takes(kind: CharacterClass): boolean {
    if (kind === CLASS.closer || kind === CLASS.quote || kind === CLASS.markup) this.isClosed = true;
    else if (kind === CLASS.emoji) this.hasEmoji = true;
    else return Stop.isStop(kind) || kind === CLASS.extend;
    return true;
  }

  /** Whether the sentence ends here although no white space follows. */
  endsBefore(kind: CharacterClass, codePoint: number): boolean {
    if (kind === CLASS.comma || kind === CLASS.wideComma || kind === CLASS.semicolon) return false;
    if (this.hasEmoji) return true;
    const isHiragana = codePoint >= 0x3041 && codePoint <= 0x309f;
    if (this.kind === "wide") return !(this.isClosed && isHiragana);
    if (kind !== CLASS.han) return false;
    return this.kind === "strong" || /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(this.word.text);
  }
}
