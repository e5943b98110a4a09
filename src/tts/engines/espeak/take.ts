import { ESPEAK_RATE_HZ } from "../../../text/phonemes/espeak.js";
import type { Espeak, EspeakEvent } from "../../../text/phonemes/espeak.js";
import type { EspeakUtterance } from "./clauses.js";

/** Something that sounds, from where to where. */
export interface Sound {
  /** UTF-16 offsets in the utterance's text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly startMs: number;
  endMs: number;
}

/** What one call of espeak gave of an utterance. */
export class Take {
  readonly words: Sound[] = [];
  readonly phonemes: Sound[] = [];
  isWhole = false;
  private readonly chunks: Int16Array[] = [];
  private samples = 0;
  /** Where the sound of the last phoneme ends, once it has. */
  private quietFromMs: number | undefined;
  private readonly length: number;

  /** @param length of the utterance's own words in its text, UTF-16. */
  constructor(length: number) {
    this.length = length;
  }

  get durationMs(): number {
    return (this.samples * 1000) / ESPEAK_RATE_HZ;
  }

  /** Start of the last word heard: all before it is complete. */
  get completeMs(): number {
    return this.words.length > 1 ? (this.words.at(-1)?.startMs ?? 0) : 0;
  }

  /** @returns true when espeak has come to the end of the utterance's own words. */
  add(pcm: Int16Array, events: readonly EspeakEvent[]): boolean {
    this.chunks.push(pcm);
    this.samples += pcm.length;
    for (const event of events) {
      if (event.kind === "word" && event.start >= this.length) return this.endAt(event.atMs);
      if (event.kind === "word") this.addWord(event);
      if (event.kind === "phoneme") this.addPhoneme(event);
      if (event.kind === "clauseEnd") {
        this.closeSounds(event.atMs);
        if (event.start >= this.length - 1) return (this.isWhole = true);
      }
    }
    return false;
  }

  /** All that was made, as floats. @param gain linear. */
  pcm(gain: number): Float32Array {
    const output = new Float32Array(this.samples);
    let at = 0;
    for (const chunk of this.chunks) {
      const length = Math.min(chunk.length, this.samples - at);
      for (let n = 0; n < length; n++) output[at + n] = ((chunk[n] ?? 0) * gain) / 32768;
      at += length;
    }
    return output;
  }

  /** espeak read on where a clause was to end: what is beyond the word that follows is not ours. */
  private endAt(ms: number): boolean {
    this.closeSounds(ms);
    this.samples = Math.min(this.samples, Math.round((ms * ESPEAK_RATE_HZ) / 1000));
    return (this.isWhole = true);
  }

  private addWord(event: EspeakEvent): void {
    this.closeSounds(event.atMs);
    this.words.push({ start: event.start, end: event.end, text: "", startMs: event.atMs, endMs: event.atMs });
  }

  private addPhoneme(event: EspeakEvent): void {
    const last = this.phonemes.at(-1);
    if (last !== undefined && this.quietFromMs === undefined) last.endMs = event.atMs;
    const isSound = event.text !== "" && !event.text.startsWith("(");
    if (!isSound) {
      this.quietFromMs ??= event.atMs;
      return;
    }
    this.quietFromMs = undefined;
    const word = this.words.at(-1);
    const { start, end } = word ?? event;
    this.phonemes.push({ start, end, text: event.text, startMs: event.atMs, endMs: event.atMs });
  }

  private closeSounds(ms: number): void {
    const endMs = this.quietFromMs ?? ms;
    const word = this.words.at(-1);
    if (word !== undefined) word.endMs = Math.max(word.startMs, endMs);
    const phoneme = this.phonemes.at(-1);
    if (phoneme !== undefined && this.quietFromMs === undefined) phoneme.endMs = endMs;
    this.quietFromMs ??= ms;
  }
}

/** Has espeak speak an utterance until its end, or until enough of it is complete. */
export function take(espeak: Espeak, utterance: EspeakUtterance, enoughMs = Infinity): Take {
  const { text, span, call } = utterance;
  const taken = new Take(span.end - span.start);
  espeak.synthesize(text, call, (pcm, events) => taken.add(pcm, events) || taken.completeMs >= enoughMs);
  taken.isWhole ||= enoughMs === Infinity;
  return taken;
}
