import { orAbort } from "../../async/iterate.js";
import { throwIfAborted } from "../../contract/errors.js";

/**
 * The items of a stream until the signal aborts. A source stuck in `next()` cannot hold the reader: the abort throws at
 * once, and the source is told to `return` without being waited for.
 * @throws ParlandoError `cancelled`, or the signal's own reason, when aborted.
 */
export async function* untilAbort<T>(
  stream: AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const iterator = stream[Symbol.asyncIterator]();
  let isOpen = true;
  try {
    for (;;) {
      const step = await orAbort(iterator.next(), signal);
      if (step.done === true) {
        isOpen = false;
        return;
      }
      yield step.value;
      throwIfAborted(signal);
    }
  } catch (error) {
    // A source that threw by itself is finished; `return` on it does nothing.
    if (isOpen && signal.aborted) {
      isOpen = false;
      iterator.return?.().catch(() => {});
    }
    throw error;
  } finally {
    if (isOpen) await iterator.return?.();
  }
}
