import type { Voice } from "../contract/voice.js";

export type HostKind = "tts" | "asr";

/** A model that hosts may be asked to run. */
export interface ModelEntry {
  /** Unique in the list. */
  readonly id: string;
  /** Key of `TTS_ENGINES` or `ASR_ENGINES`. */
  readonly engine: string;
  readonly kind: HostKind;
  /** Folder of its files; empty for models whose data come with the code. */
  readonly directory: string;
  /** Its voices, where they are known without loading it. A warm model is asked instead. */
  readonly voices?: readonly Voice[];
  /** What a person would call a recogniser; default: its id. */
  readonly name?: string;
  /** BCP-47 tags a recogniser understands; absent or empty = any. */
  readonly languages?: readonly string[];
  /** Differs when the files were replaced by others: hosts that have the old ones make place for new hosts. */
  readonly revision?: string;
}

/** What a host's process is told when it starts; travels as JSON in its arguments. */
export interface HostConfig {
  /** Shown in logs and in the process list: `tts-0.1` is the first process of the first place. */
  readonly id: string;
  /** Where to listen: see `serveHost`. */
  readonly address: string;
  readonly kind: HostKind;
  /** File with the list of models, a JSON array of `ModelEntry`: it may change while the host runs. */
  readonly modelsFile: string;
  /** Models to load before it says that it is ready. */
  readonly preload: readonly string[];
  readonly threads: number;
  /** URLs of modules with more engines, exported as `TTS_ENGINES` and `ASR_ENGINES`. */
  readonly engineModules: readonly string[];
}

/** What a host's process says on its IPC channel. */
export interface HostReady {
  readonly type: "ready";
  readonly address: string;
}
