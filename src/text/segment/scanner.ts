import { type AbbreviationRules, abbreviationRules } from "./abbreviations.js";
import { CLASS, type CharacterClass, classOf, isWhite, leansLeft } from "./characters.js";
import { type Gap, judge } from "./gap.js";
import { RANK, type Rank } from "./overlong.js";
import { PendingText } from "./pending.js";
import { Stop } from "./stop.js";
import type { Segment, SegmentOptions } from "./types.js";
import { WordTrack } from "./words.js";

/** A gap whose meaning depends on what has not yet arrived. */
interface Question {
  readonly gap: Gap;
  /** Where the next word begins. */
  readonly at: number;
  /** Where the word before ends. */
  readonly textEnd: number;
  /** What has arrived from `at` on. */
  ahead: string;
}

/**
 * Splits a text as it arrives, one code point at a time, each looked at once:
 *
 *   … word ──stop──▶ stops and closers ──white──▶ gap ──next word──▶ a question, answered by `judge`
 *
 * It never sees where one piece of the text ends and the next begins, so no result can depend on that.
 */
export class Scanner {
  private readonly maxCharacters: number;
  private readonly firstClauseCharacters: number;
  private readonly rules: AbbreviationRules;
  private readonly pending = new PendingText();
  private readonly track = new WordTrack();
  /** Where the next code point begins. */
  private at = 0;
  /** End of the last character that is not white. */
  private textEnd = 0;
  /** First half of a pair whose second half has not arrived; 0 = none. */
  private highSurrogate = 0;
  private stop: Stop | undefined;
  private isInGap = false;
  private question: Question | undefined;
  private lastKind: CharacterClass = CLASS.space;
  /** Code points looked at. */
  scanned = 0;

  constructor(options: SegmentOptions) {
    if (!Number.isInteger(options.maxCharacters) || options.maxCharacters < 16) {
      throw new RangeError(`maxCharacters must be an integer >= 16, got ${options.maxCharacters}`);
    }
    this.maxCharacters = options.maxCharacters;
    this.firstClauseCharacters = options.firstClauseCharacters ?? Infinity;
    this.rules = abbreviationRules(options.language);
  }

  /** Offset behind the last character that arrived whole. */
  get arrived(): number {
    return this.at;
  }

  /** Whether something other than white space waits. */
  get hasWords(): boolean {
    return this.textEnd > this.pending.start;
  }

  /** Offset behind the last released segment. */
  get released(): number {
    return this.pending.start;
  }

  /** Takes text and gives the segments that have become certain. */
  push(piece: string): Segment[] {
    this.pending.append(piece);
    for (let index = 0; index < piece.length; index++) this.feedUnit(piece.charCodeAt(index));
    return this.pending.take();
  }

  /** Releases all that waits; only half a surrogate pair stays until the text ends. */
  flush(endsBy: "flush" | "wait" | "end"): Segment[] {
    if (endsBy === "end" && this.highSurrogate !== 0) this.feed(this.highSurrogate, 1);
    this.answer(true);
    this.pending.cut(this.at, endsBy);
    this.question = this.stop = undefined;
    this.isInGap = false;
    this.lastKind = CLASS.space;
    this.track.restart(this.at);
    return this.pending.take();
  }

  /** Releases at least all before `offset`: up to the best place behind it, or all there is. */
  releaseTo(offset: number): Segment[] {
    const { question } = this;
    if (question?.gap.stop !== undefined && question.at >= offset) {
      this.pending.cut(question.at, "wait");
      this.question = undefined;
    } else if (!this.pending.cutFrom(offset)) return this.flush("wait");
    return this.pending.take();
  }

  private feedUnit(unit: number): void {
    const high = this.highSurrogate;
    this.highSurrogate = 0;
    const isLow = unit >= 0xdc00 && unit < 0xe000;
    if (high !== 0 && isLow) {
      this.feed(((high - 0xd800) << 10) + unit - 0xdc00 + 0x10000, 2);
      return;
    }
    if (high !== 0) this.feed(high, 1);
    if (unit >= 0xd800 && unit < 0xdc00) this.highSurrogate = unit;
    else this.feed(unit, 1);
  }

  private feed(codePoint: number, units: 1 | 2): void {
    this.scanned++;
    const kind = classOf(codePoint);
    if (this.question !== undefined) {
      this.question.ahead += String.fromCodePoint(codePoint);
      this.answer(false);
    }
    if (isWhite(kind)) this.feedWhite(kind, codePoint);
    else this.feedText(kind, codePoint, units);
    this.lastKind = kind;
  }

  private feedWhite(kind: CharacterClass, codePoint: number): void {
    const isHalfOfCrLf = codePoint === 0x0a && this.track.isAfterReturn;
    if (this.at - this.pending.start >= 2 * this.maxCharacters && !isHalfOfCrLf) {
      this.answer(true);
      this.pending.cut(this.at, "run");
    }
    this.isInGap = true;
    this.track.white(kind, codePoint, this.at);
    this.at++;
  }

  private feedText(kind: CharacterClass, codePoint: number, units: 1 | 2): void {
    if (this.isInGap) this.leaveGap(kind, codePoint);
    else if (this.stop !== undefined) this.goOnAfterStop(kind, codePoint);
    else if (this.lastKind === CLASS.wideComma) this.addPlace(RANK.comma, kind, true);
    if (Stop.isStop(kind)) this.addStop(kind);
    this.track.text(kind, codePoint, this.at);
    this.at += units;
    this.textEnd = this.at;
    while (this.textEnd - this.pending.start > this.maxCharacters && !this.mayStillEnd()) {
      this.pending.cutOverlong(this.at, this.maxCharacters);
    }
  }

  /** A question about a place within the limit is answered a few characters later: better wait for that. */
  private mayStillEnd(): boolean {
    return this.question !== undefined && this.question.textEnd - this.pending.start <= this.maxCharacters;
  }

  private addStop(kind: CharacterClass): void {
    if (this.stop !== undefined) this.stop.add(kind);
    else this.stop = new Stop(kind, this.track.word(this.pending.slice, this.pending.start, this.at));
  }

  /** Something that is not white follows a stop: it belongs to the stop, or the stop was none, or no space is needed. */
  private goOnAfterStop(kind: CharacterClass, codePoint: number): void {
    if (this.stop === undefined || this.stop.takes(kind)) return;
    if (!this.track.isCode && this.stop.endsBefore(kind, codePoint)) this.pending.cut(this.at, "sentence");
    this.stop = undefined;
  }

  private leaveGap(kind: CharacterClass, codePoint: number): void {
    const { stop, track } = this;
    this.isInGap = false;
    this.answer(true);
    if (stop !== undefined && kind === CLASS.emoji && track.lineBreaks === 0) {
      stop.takes(kind);
      return;
    }
    const mayClose = codePoint === 0xbb || codePoint === 0x203a;
    if (!mayClose || stop?.takes(kind) !== true) this.stop = undefined;
    const mayBreak = this.lastKind !== CLASS.noBreakSpace;
    if (mayBreak) this.addPlace(this.rankOfGap(), kind, stop === undefined);
    if (kind === CLASS.extend || !this.hasWords || (leansLeft(kind) && track.lineBreaks === 0)) return;
    const { lineBreaks, lineLength, wasCode } = track;
    const gap = { stop, lineBreaks, lineLength, isCode: wasCode };
    this.question = { gap, at: this.at, textEnd: this.textEnd, ahead: String.fromCodePoint(codePoint) };
    this.answer(false);
  }

  private rankOfGap(): Rank {
    const kind = this.track.lastTextKind;
    if (kind === CLASS.semicolon || kind === CLASS.dash || this.track.isLoneHyphen) return RANK.semicolon;
    if (kind === CLASS.dot || kind === CLASS.closer) return RANK.bracket;
    const isPause = kind >= CLASS.ellipsis && kind <= CLASS.wideComma;
    return isPause || kind === CLASS.emoji ? RANK.comma : RANK.word;
  }

  /** Notes that the sentence may be cut before the next character; cuts there if first audio waits for a clause. */
  private addPlace(rank: Rank, next: CharacterClass, isClause: boolean): void {
    if (leansLeft(next) || !this.hasWords) return;
    const { pending, at, textEnd } = this;
    pending.addPlace({ at, textEnd, rank });
    if (!isClause || rank < RANK.comma || pending.releasedCount > 0) return;
    if (textEnd - pending.start >= this.firstClauseCharacters) pending.cut(at, "clause");
  }

  private answer(isAll: boolean): void {
    const { question } = this;
    if (question === undefined) return;
    const verdict = judge(question.gap, question.ahead, isAll, this.rules);
    if (verdict === "more") return;
    this.question = undefined;
    if (verdict !== "none") this.pending.cut(question.at, verdict);
  }
}
