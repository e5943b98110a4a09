import { ParlandoError } from "../contract/errors.js";
import type { SpeakEvent, SpeakStarted } from "../contract/speech.js";

/** A speech whose head has been read, so that its sound can be written at the speaker's own rate. */
export interface OpenedSpeech {
  readonly started: SpeakStarted;
  /** The whole speech from its head, once. Returning it, read or not, ends the speech. */
  readonly events: AsyncIterableIterator<SpeakEvent>;
}

/** Waits until it is known who speaks. @throws whatever the speech throws before that. */
export async function openSpeech(speech: AsyncIterable<SpeakEvent>): Promise<OpenedSpeech> {
  const iterator = speech[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true || first.value.type !== "started") {
    await iterator.return?.();
    throw new ParlandoError("internal", "A speech began without saying who speaks.");
  }
  let head: IteratorResult<SpeakEvent, unknown> | undefined = first;
  const events: AsyncIterableIterator<SpeakEvent> = {
    [Symbol.asyncIterator]: () => events,
    async next() {
      const step = head ?? (await iterator.next());
      head = undefined;
      return step.done === true ? { done: true, value: undefined } : step;
    },
    // Not a generator: one that was never read would not pass this on.
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
  };
  return { started: first.value, events };
}
