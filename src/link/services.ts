import type { ListenOptions, Recogniser, TranscriptEvent } from "../contract/listening.js";
import type { Pcm } from "../contract/pcm.js";
import type { SentenceEvent, SentenceJob } from "../contract/hosts.js";
import type { Voice } from "../contract/voice.js";

/** Peers of another number do not understand each other. */
export const PROTOCOL = 1;

export interface HostHello {
  readonly host: string;
  readonly pid: number;
  readonly protocol: number;
}

/** What a living host answers at once. */
export interface HostPulse {
  /** How long the step that runs now has been running; 0 between steps. */
  readonly stepMs: number;
  /** True when the process should be replaced soon: a model of it leaks. */
  readonly needsRecycling: boolean;
}

export interface LoadedModel {
  readonly model: string;
  readonly loadMs: number;
  readonly idleMs: number;
}

export interface HostStatus {
  readonly pid: number;
  readonly rssBytes: number;
  /** Steps that wait for their turn. */
  readonly waitingSteps: number;
  readonly models: readonly LoadedModel[];
}

/** A sentence with the model that is to speak it. */
export interface HostJob extends SentenceJob {
  readonly model: string;
}

export interface HostListenOptions extends ListenOptions {
  readonly model: string;
}

/**
 * What an engine host does. Implemented in the host's process by `host/serve`, and by `HostClient` for everybody else.
 * `model` is the id of an entry of the host's list. Every method throws ParlandoError; over a link also `host_lost`.
 */
export interface HostServices {
  hello(signal: AbortSignal): Promise<HostHello>;
  ping(signal: AbortSignal): Promise<HostPulse>;
  /** Makes a model ready, once; answers when it is. */
  load(model: string, signal: AbortSignal): Promise<void>;
  /** Voices of a model; loads it where it is not. */
  voices(model: string, signal: AbortSignal): Promise<readonly Voice[]>;
  recognisers(model: string, signal: AbortSignal): Promise<readonly Recogniser[]>;
  status(signal: AbortSignal): Promise<HostStatus>;
  /** One pull computes at most one step. */
  speak(job: HostJob, signal: AbortSignal): AsyncIterable<SentenceEvent>;
  listen(audio: AsyncIterable<Pcm>, options: HostListenOptions, signal: AbortSignal): AsyncIterable<TranscriptEvent>;
}

/** A host at the other end of a connection. */
export interface HostClient extends HostServices {
  /** Breaks the connection; whatever runs over it ends with `host_lost`. */
  close(): void;
}
