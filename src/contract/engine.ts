import type { Manner } from "./manner.js";
import type { Pcm } from "./pcm.js";
import type { TranscriptSegment } from "./listening.js";
import type { Voice } from "./voice.js";

/** Where and how a model is opened. */
export interface LoadOptions {
  /** Threads one graph run may use. 1 unless the host says otherwise: hosts are the parallelism. */
  readonly threads: number;
}

/** A span of the sentence handed to `prepare`, as UTF-16 offsets, end exclusive. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * A piece of a sentence that an engine speaks in one go: a clause, or the whole sentence.
 * Engines extend it with their own fields (phonemes, ids); nobody else looks at those.
 */
export interface Utterance {
  /** Part of the prepared sentence that this utterance speaks. */
  readonly span: TextSpan;
  /** Expected audio, in ms; known before anything runs, so that cost is known at admission. */
  readonly expectedMs: number;
  /** Sounds that the voice does not have and leaves out, each once; worth a line in the log. */
  readonly unknown?: readonly string[];
}

/** When a word, phoneme or named mark sounds, counted from the first sample of its utterance. */
export interface StepMark {
  readonly kind: "word" | "phoneme" | "mark";
  /** The word as written, the phoneme in IPA, or the mark's name. */
  readonly text: string;
  /** Where it stands in the prepared sentence. */
  readonly span: TextSpan;
  readonly startMs: number;
  readonly endMs: number;
}

/** What one pull of `synthesize` gives. */
export interface Step {
  /** Audio made by this step; absent when the step was work without sound (a text encoder). */
  readonly pcm?: Pcm;
  /** Marks that became known with this step, in order of time. They may lie ahead of the audio. */
  readonly marks?: readonly StepMark[];
  /** Length of the whole utterance in samples, as soon as it is known exactly. */
  readonly totalSamples?: number;
}

/** A text as a voice is given it. */
export interface PhonemizedText {
  /** Everything, in the voice's own alphabet; sentences one after the other. */
  readonly phonemes: string;
  /** Words in order, as UTF-16 offsets into the text, with what is said for each. */
  readonly words: readonly (TextSpan & { readonly text: string; readonly phonemes: string })[];
  /** Phonemes that the voice does not know and leaves out, each once. */
  readonly unknown: readonly string[];
}

/** Runs one family of text-to-speech models. Listed in `tts/engines/index.ts`. */
export interface TtsEngine {
  readonly id: string;
  /**
   * Reads a model's files and makes it ready to speak.
   * @param directory folder of the model's files; empty for engines whose data come with the code.
   * @throws ParlandoError `engine_failed` when the files cannot be read as a model of this engine.
   */
  load(directory: string, options: LoadOptions, signal: AbortSignal): Promise<TtsModel>;
  /**
   * The voices of a folder's model without loading it, for listings; undefined when the folder holds no model of this engine.
   * Absent for engines whose data come with the code.
   * @throws ParlandoError `engine_failed` naming the file at fault.
   */
  voicesIn?(directory: string): Promise<readonly Voice[] | undefined>;
}

/** A loaded model. Lives in an engine host; one call at a time runs, chosen by the host's scheduler. */
export interface TtsModel extends AsyncDisposable {
  readonly voices: readonly Voice[];
  /** True once the model has leaked so much that its process should be replaced when it is idle. */
  readonly needsRecycling?: boolean;
  /**
   * Text work only, no graph runs. Splits what is too long; never cuts or drops: the spans of the
   * utterances are in order, do not overlap, and what lies between them is white space.
   * A sentence with nothing to say (white space, lone punctuation) gives no utterances.
   * @param voiceId one of `voices`. @throws ParlandoError `unknown_voice`.
   */
  prepare(sentence: string, voiceId: string, manner: Manner): Promise<readonly Utterance[]>;
  /** Only of engines that speak phonemes: what a text becomes for a voice. @throws ParlandoError `unknown_voice`. */
  phonemize?(text: string, voiceId: string): Promise<PhonemizedText>;
  /**
   * One pull = one bounded compute step. Between two pulls the model is free for another stream.
   * Ending the iteration early (return) or aborting releases what the utterance held.
   */
  synthesize(utterance: Utterance, signal: AbortSignal): AsyncIterable<Step>;
}

/** Options of a recogniser's pass over one piece of speech. */
export interface RecogniseOptions {
  /** BCP-47 tag; absent = the model decides. */
  readonly language?: string;
  readonly task: "transcribe" | "translate";
  /** Text that precedes, as a hint of style and names. */
  readonly prompt?: string;
  /** Sampling temperature, 0 … 1; 0 = the most likely text. */
  readonly temperature: number;
  /** Whether word times are wanted. */
  readonly words: boolean;
}

/** What one pull of `recognise` gives: nothing yet, or segments with times relative to the piece. */
export interface RecogniseStep {
  readonly segments?: readonly TranscriptSegment[];
  /** Language heard, BCP-47, as soon as it is known. */
  readonly language?: string;
}

/** Runs one family of speech recognisers. Listed in `asr/engines/index.ts`. */
export interface AsrEngine {
  readonly id: string;
  load(directory: string, options: LoadOptions, signal: AbortSignal): Promise<AsrModel>;
}

/** A loaded recogniser. */
export interface AsrModel extends AsyncDisposable {
  readonly id: string;
  /** Rate it listens at, Hz. */
  readonly sampleRateHz: number;
  /** Longest piece it may be given, in ms; the caller cuts at silences. */
  readonly maxPieceMs: number;
  /** BCP-47 tags it understands; empty = any. */
  readonly languages: readonly string[];
  /** One pull = one bounded compute step over a piece of at most `maxPieceMs`. */
  recognise(piece: Pcm, options: RecogniseOptions, signal: AbortSignal): AsyncIterable<RecogniseStep>;
}
