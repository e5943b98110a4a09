import { orAbort } from "../async/iterate.js";
import { resample } from "../audio/pcm/resample.js";
import type { AudioFormat } from "../contract/format.js";
import type { Pcm } from "../contract/pcm.js";
import type { SpeakEvent } from "../contract/speech.js";
import { breathing } from "./breathe.js";

/** What is said beside the sound: who speaks, when words sound, that it is over. */
export type SoundNote = Exclude<SpeakEvent, { readonly type: "audio" }>;

/** Speech as it leaves the house: bytes of one format, and the notes, each no later than the sound it belongs to. */
export type SoundEvent = SoundNote | { readonly type: "audio"; readonly bytes: Uint8Array };

export interface SoundOptions {
  readonly format: AudioFormat;
  /** Rate asked for, Hz; the format may carry another (`rateFor`). */
  readonly sampleRateHz: number;
}

/**
 * Speech → resample → encode, all pulled: nothing is computed ahead of the reader.
 *
 *   speak ──pcm──▶ resample ──▶ encode ──bytes──▶ reader
 *     └───notes────────────────────────────────────▶┘
 *
 * No byte is given before the first sample is there, so a failure before it can still be told as a status.
 * Ending the iteration early ends the speech.
 * @throws ParlandoError whatever the speech throws; `invalid_request` when the format cannot carry the rate.
 */
export async function* encodeSpeech(
  events: AsyncIterable<SpeakEvent>,
  { format, sampleRateHz }: SoundOptions,
  signal: AbortSignal,
): AsyncGenerator<SoundEvent, void, undefined> {
  const rateHz = format.rateFor(sampleRateHz);
  const source = new NotedSource(events, signal);
  try {
    const started = await source.next();
    if (started?.type === "started") yield started;
    await source.fill();
    const encoded = format.encode(resample(source.pcm(), rateHz, signal), rateHz, signal);
    for await (const bytes of breathing(encoded)) {
      yield* source.takeNotes();
      if (bytes.length > 0) yield { type: "audio", bytes };
    }
    yield* source.takeNotes();
    // Known when the last sound is pulled, said when its last byte is out: encoders keep a tail.
    if (source.end !== undefined) yield source.end;
  } finally {
    await source.close();
  }
}

/** Splits a speech: sound is pulled through `pcm`, notes gather until they are taken. */
class NotedSource {
  private readonly iterator: AsyncIterator<SpeakEvent>;
  private notes: SoundNote[] = [];
  private ahead: Pcm | undefined;
  end: Extract<SoundNote, { readonly type: "end" }> | undefined;
  private readonly signal: AbortSignal;

  constructor(events: AsyncIterable<SpeakEvent>, signal: AbortSignal) {
    this.signal = signal;
    this.iterator = events[Symbol.asyncIterator]();
  }

  async next(): Promise<SpeakEvent | undefined> {
    const step = await orAbort(this.iterator.next(), this.signal);
    return step.done === true ? undefined : step.value;
  }

  /** Pulls until the first sound is at hand, or the end. */
  async fill(): Promise<void> {
    this.ahead = await this.nextPcm();
  }

  async *pcm(): AsyncGenerator<Pcm, void, undefined> {
    let pcm = this.ahead;
    this.ahead = undefined;
    while (pcm !== undefined) {
      yield pcm;
      pcm = await this.nextPcm();
    }
  }

  *takeNotes(): Generator<SoundNote, void, undefined> {
    const notes = this.notes;
    this.notes = [];
    yield* notes;
  }

  /** Ends the speech. One that was aborted ends by itself at its next step: nobody waits for it. */
  async close(): Promise<void> {
    const ended = this.iterator.return?.();
    if (this.signal.aborted) ended?.catch(() => {});
    else await ended;
  }

  private async nextPcm(): Promise<Pcm | undefined> {
    for (;;) {
      const event = await this.next();
      if (event === undefined) return undefined;
      if (event.type === "audio") return event.pcm;
      if (event.type === "end") this.end = event;
      else this.notes.push(event);
    }
  }
}
