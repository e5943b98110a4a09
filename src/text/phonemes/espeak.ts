import openModule from "@echogarden/espeak-ng-emscripten";
import type { RawEvent, RawModule, RawVoice, RawWorker } from "@echogarden/espeak-ng-emscripten";
import { once } from "../../async/once.js";
import { ParlandoError } from "../../contract/errors.js";
import { toPlain } from "./plain.js";
import type { PlainText } from "./plain.js";

/** Rate of espeak's audio, Hz. */
export const ESPEAK_RATE_HZ = 22050;

/** A language or accent espeak has. */
export interface EspeakLanguage {
  /** What `EspeakCall.voice` takes: `gmw/en-US`; a variant may follow: `gmw/en-US+f3`. */
  readonly identifier: string;
  readonly name: string;
  /** espeak's own language names, best first: `en-us`, `en`. */
  readonly languages: readonly string[];
}

export interface EspeakCall {
  readonly voice: string;
  /** 80 … 450; 175 is espeak's own. */
  readonly wordsPerMinute: number;
  /** 0 … 100; 50 is the voice's own, 50 more or less is an octave. */
  readonly pitchLevel: number;
}

export interface EspeakEvent {
  readonly kind: "sentence" | "word" | "phoneme" | "clauseEnd";
  /** IPA of a phoneme (empty: a pause), else empty. */
  readonly text: string;
  /** UTF-16 offsets in the text handed in. */
  readonly start: number;
  readonly end: number;
  /** Ms from the first sample of the call. */
  readonly atMs: number;
}

const KINDS: Readonly<Partial<Record<RawEvent["type"], EspeakEvent["kind"]>>> = {
  sentence: "sentence",
  word: "word",
  phoneme: "phoneme",
  end: "clauseEnd",
};

/** Longest text of one call, in bytes of UTF-8 with its markup escaped. */
const MAX_CALL_BYTES = 65_536;

/** Each IPA call leaks some 226 bytes; this many are given back at a time. */
const IPA_CALLS_BEFORE_REWIND = 2000;

/**
 * The espeak machine of this process. Its state is global and drifts from call to call (flutter, noise, leaks), so
 * every synthesis starts from the same picture of its memory, taken when it was new: equal calls give equal samples,
 * and a stopped call leaves nothing behind. Costs about 1 ms per rewind.
 */
export class Espeak {
  readonly languages: readonly EspeakLanguage[];
  private readonly module: RawModule;
  private readonly worker: RawWorker;
  private readonly newborn: Uint8Array;
  private readonly decoder = new TextDecoder();
  private voice = "";
  private ipaCalls = 0;

  constructor(module: RawModule) {
    this.module = module;
    this.worker = new module.eSpeakNGWorker();
    this.languages = this.worker.list_voices().map(toLanguage);
    // The glue keeps a buffer for strings and grows it on the call after a longer one. It must never move after the
    // picture is taken: a rewound allocator would hand its place to somebody else.
    this.worker.set_voice(" ".repeat(MAX_CALL_BYTES));
    this.worker.set_voice("en");
    this.newborn = usedPart(module.HEAPU8);
  }

  /**
   * IPA of a text, one string per clause as espeak reads them, sound signs and spaces only.
   * @param voice identifier or language name. @throws ParlandoError `invalid_request` when espeak has no such voice.
   */
  ipa(text: string, voice: string): readonly string[] {
    if (++this.ipaCalls >= IPA_CALLS_BEFORE_REWIND) this.rewind();
    this.setVoice(voice);
    const start = this.worker.convert_to_phonemes(bounded(toPlain(text, false).text), true).ptr;
    const memory = this.module.HEAPU8;
    const joined = this.decoder.decode(memory.subarray(start, memory.indexOf(0, start)));
    return joined.split(" | ").map((clause) => clause.replaceAll("_", ""));
  }

  /**
   * Speaks a text, never read as markup, in one synchronous call.
   * @param onAudio gets up to 100 ms at a time and the events of that time; true stops the call.
   */
  synthesize(text: string, call: EspeakCall, onAudio: (pcm: Int16Array, events: EspeakEvent[]) => boolean): void {
    this.rewind();
    this.setVoice(call.voice);
    this.worker.set_rate(call.wordsPerMinute);
    this.worker.set_pitch(call.pitchLevel);
    const plain = toPlain(text, true);
    this.worker.synthesize(bounded(plain.text), (samples, events) => onAudio(samples, toEvents(events, plain)));
  }

  private setVoice(voice: string): void {
    if (voice === this.voice) return;
    if (this.worker.set_voice(voice) !== 0) {
      this.rewind();
      throw new ParlandoError("invalid_request", `espeak has no language or voice "${voice}".`, { field: "language" });
    }
    this.voice = voice;
  }

  private rewind(): void {
    this.module.HEAPU8.set(this.newborn);
    this.voice = "";
    this.ipaCalls = 0;
  }
}

/** The process's one espeak; about 50 ms and 80 MB the first time. */
export const openEspeak: () => Promise<Espeak> = once(async () => new Espeak(await openModule()));

function bounded(text: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes < MAX_CALL_BYTES) return text;
  throw new ParlandoError(
    "text_too_long",
    `espeak takes ${MAX_CALL_BYTES} bytes at a time, got ${bytes}; split the text.`,
  );
}

function toLanguage(raw: RawVoice): EspeakLanguage {
  return { identifier: raw.identifier, name: raw.name.trim(), languages: raw.languages.map((one) => one.name) };
}

/** A copy of the memory up to its last byte that is not zero. */
function usedPart(memory: Uint8Array): Uint8Array {
  return memory.slice(0, memory.findLastIndex((byte) => byte !== 0) + 1);
}

function toEvents(raw: readonly RawEvent[], plain: PlainText): EspeakEvent[] {
  const events: EspeakEvent[] = [];
  for (const event of raw) {
    const kind = KINDS[event.type];
    if (kind === undefined) continue;
    const first = Math.max(0, event.text_position - 1);
    events.push({
      kind,
      text: kind === "phoneme" && typeof event.id === "string" ? event.id : "",
      start: plain.toOriginal(first),
      end: plain.toOriginal(first + event.word_length),
      atMs: event.audio_position,
    });
  }
  return events;
}
