import { bestPlace, bestPlaceFrom, cutOfRun, type Place, RANK } from "./overlong.js";
import type { Segment, SegmentEnd } from "./types.js";

/** The text that has arrived and is not yet released, and where its current sentence may be cut. */
export class PendingText {
  private text = "";
  private base = 0;
  private places: Place[] = [];
  private ready: Segment[] = [];
  /** Where the unreleased text begins. */
  start = 0;
  releasedCount = 0;

  append(piece: string): void {
    this.text += piece;
  }

  /** @param from not before `start` as it was when `take` was last called. */
  slice = (from: number, to: number): string => this.text.slice(from - this.base, to - this.base);

  addPlace(place: Place): void {
    this.places.push(place);
  }

  /** Releases the text before `at` as one segment; nothing when there is none. */
  cut(at: number, endsBy: SegmentEnd): void {
    if (at <= this.start) return;
    this.ready.push({ text: this.slice(this.start, at), start: this.start, end: at, endsBy });
    this.start = at;
    this.releasedCount++;
    this.places = this.places.filter((place) => place.at > at);
  }

  /** Releases a part of a sentence that has more than `maxCharacters` before `at`. */
  cutOverlong(at: number, maxCharacters: number): void {
    const place = bestPlace(this.places, this.start, maxCharacters);
    if (place !== undefined) this.cut(place.at, place.rank > RANK.word ? "clause" : "word");
    else this.cut(this.start + cutOfRun(this.slice(this.start, at), maxCharacters), "run");
  }

  /** Releases at the best place not before `offset`; false when there is none. */
  cutFrom(offset: number): boolean {
    const place = bestPlaceFrom(this.places, offset);
    if (place === undefined) return false;
    this.cut(place.at, "wait");
    return true;
  }

  /** The segments released since the last call; forgets their text. */
  take(): Segment[] {
    const { ready } = this;
    this.ready = [];
    this.text = this.text.slice(this.start - this.base);
    this.base = this.start;
    return ready;
  }
}
