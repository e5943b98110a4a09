/** What this package exports, as far as it is used here; it ships no typings of its own. */
declare module "@echogarden/espeak-ng-emscripten" {
  export interface RawEvent {
    readonly type: "word" | "sentence" | "mark" | "play" | "end" | "msg_terminated" | "phoneme" | "samplerate";
    /** Code points from the start of the text, the first is 1. */
    readonly text_position: number;
    /** Code points, for words. */
    readonly word_length: number;
    /** Ms from the first sample of the call. */
    readonly audio_position: number;
    readonly id: string | number | undefined;
  }
  export interface RawVoice {
    readonly name: string;
    /** File below `voices/lang`, e.g. `gmw/en-US`. */
    readonly identifier: string;
    readonly languages: readonly { readonly priority: number; readonly name: string }[];
  }
  export interface RawWorker {
    /** 0 = found. */
    set_voice(name: string): number;
    set_rate(wordsPerMinute: number): void;
    set_pitch(level: number): void;
    list_voices(): RawVoice[];
    /** Reads the text as SSML. The callback's `true` stops the call. */
    synthesize(text: string, onAudio: (samples: Int16Array, events: RawEvent[]) => boolean): void;
    /** Address of a C string: the clauses joined with ` | `. */
    convert_to_phonemes(text: string, ipa: boolean): { readonly ptr: number };
  }
  export interface RawModule {
    /** The machine's whole memory. A new array after it has grown. */
    readonly HEAPU8: Uint8Array;
    readonly eSpeakNGWorker: new () => RawWorker;
  }
  const open: () => Promise<RawModule>;
  export default open;
}
