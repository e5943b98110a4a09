import type { Step, StepMark, TextSpan } from "../contract/engine.js";
import type { SentenceEvent } from "../contract/hosts.js";
import type { Recogniser, TranscriptEvent, TranscriptSegment, TranscriptWord } from "../contract/listening.js";
import type { Pcm } from "../contract/pcm.js";
import type { Voice } from "../contract/voice.js";
import type { HostJob, HostListenOptions } from "./services.js";

/*
 * Messages of `parlando.proto` as the loader gives them: fields that are not optional are always there, the fields of a
 * `oneof` and optional ones only when set.
 */

export type NothingWire = Record<string, never>;

export interface ModelNameWire {
  readonly model: string;
}

export interface VoiceListWire {
  readonly voices: readonly Voice[];
}

export interface RecogniserListWire {
  readonly recognisers: readonly Recogniser[];
}

export interface PcmWire {
  readonly samples: Uint8Array;
  readonly sampleRateHz: number;
}

export interface StepWire {
  readonly pcm?: PcmWire;
  readonly marks: readonly StepMark[];
  readonly totalSamples?: number;
}

export interface UtteranceWire {
  readonly span: TextSpan;
  readonly expectedMs: number;
  readonly sampleRateHz: number;
}

export interface SentenceEventWire {
  readonly utterance?: UtteranceWire;
  readonly step?: StepWire;
}

export interface PullWire {
  readonly slackMs: number;
}

export interface SpeakInWire {
  readonly open?: Omit<HostJob, "slackMs"> & PullWire;
  readonly pull?: PullWire;
}

export interface SpeakOutWire {
  readonly events: readonly SentenceEventWire[];
}

export interface ListenInWire {
  readonly open?: HostListenOptions;
  readonly audio?: PcmWire;
}

export interface SegmentWire extends TranscriptSegment {
  readonly words: readonly TranscriptWord[];
  readonly hasWords: boolean;
}

export interface ListenOutWire {
  readonly credit?: NothingWire;
  readonly started?: { readonly model: string };
  readonly segment?: SegmentWire;
  readonly end?: { readonly text: string; readonly language: string; readonly durationMs: number };
}

const BYTES_PER_SAMPLE = 4;

/** The samples' own bytes, not a copy: every platform of Node is little-endian. */
export function toPcmWire({ samples, sampleRateHz }: Pcm): PcmWire {
  return { samples: new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength), sampleRateHz };
}

/** A copy: the bytes lie at any offset of a receive buffer that holds other messages too. */
export function fromPcmWire({ samples: bytes, sampleRateHz }: PcmWire): Pcm {
  const samples = new Float32Array(Math.floor(bytes.byteLength / BYTES_PER_SAMPLE));
  new Uint8Array(samples.buffer).set(bytes.subarray(0, samples.byteLength));
  return { samples, sampleRateHz };
}

function toStepWire(step: Step): StepWire {
  return {
    marks: step.marks ?? [],
    ...(step.pcm === undefined ? {} : { pcm: toPcmWire(step.pcm) }),
    ...(step.totalSamples === undefined ? {} : { totalSamples: step.totalSamples }),
  };
}

function fromStepWire(step: StepWire): Step {
  return {
    ...(step.pcm === undefined ? {} : { pcm: fromPcmWire(step.pcm) }),
    ...(step.marks.length === 0 ? {} : { marks: step.marks }),
    ...(step.totalSamples === undefined ? {} : { totalSamples: step.totalSamples }),
  };
}

export function toSentenceWire(event: SentenceEvent): SentenceEventWire {
  if (event.type === "step") return { step: toStepWire(event) };
  const { span, expectedMs, sampleRateHz } = event;
  return { utterance: { span, expectedMs, sampleRateHz } };
}

/** Nothing for an event of a kind this side does not know. */
export function fromSentenceWire({ utterance, step }: SentenceEventWire): SentenceEvent | undefined {
  if (utterance !== undefined) return { type: "utterance", ...utterance };
  if (step !== undefined) return { type: "step", ...fromStepWire(step) };
  return undefined;
}

export function toTranscriptWire(event: TranscriptEvent): ListenOutWire {
  if (event.type === "started") return { started: { model: event.model } };
  if (event.type === "end") {
    const { text, language, durationMs } = event;
    return { end: { text, language, durationMs } };
  }
  const { segment } = event;
  return { segment: { ...segment, words: segment.words ?? [], hasWords: segment.words !== undefined } };
}

/** Nothing for a credit, or for an event of a kind this side does not know. */
export function fromTranscriptWire({ started, segment, end }: ListenOutWire): TranscriptEvent | undefined {
  if (started !== undefined) return { type: "started", ...started };
  if (end !== undefined) return { type: "end", ...end };
  if (segment === undefined) return undefined;
  const { hasWords, words, ...rest } = segment;
  return { type: "segment", segment: hasWords ? { ...rest, words } : rest };
}
