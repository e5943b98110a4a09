import { orAbort } from "../async/iterate.js";

/**
 * A stream whose next item is made while the reader is busy with the last one: one in flight, never more.
 *
 *   reader   take 1 ──── take 2 ──── take 3
 *   source   make 2 ──▶ ·make 3 ──▶ ·make 4
 *
 * Aborting ends it at once; the source is told by its own signal, which also aborts when the reader leaves early.
 */
export async function* oneAhead<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T, void, undefined> {
  const leaving = new AbortController();
  const source = open(AbortSignal.any([signal, leaving.signal]))[Symbol.asyncIterator]();
  const pull = (): Promise<IteratorResult<T, unknown>> => {
    const next = source.next();
    // Its failure is thrown when the reader comes to it; until then nobody waits for it.
    next.catch(() => undefined);
    return next;
  };
  try {
    let inFlight = pull();
    for (;;) {
      const result = await orAbort(inFlight, signal);
      if (result.done === true) return;
      inFlight = pull();
      yield result.value;
    }
  } finally {
    leaving.abort();
    const returned = source.return?.().catch(() => undefined);
    if (!signal.aborted) await returned;
  }
}
