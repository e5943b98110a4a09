/** Longest stretch of work, ms, before everybody else gets a turn. */
const STRETCH_MS = 4;

/**
 * The stream, with a turn for the rest of the process every few milliseconds. Where sound is ready at once (a cache, a
 * file) and the socket takes it at once, pulling would otherwise go on for megabytes before the event loop turns.
 */
export async function* breathing<T>(stream: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  let sinceMs = performance.now();
  for await (const item of stream) {
    yield item;
    if (performance.now() - sinceMs < STRETCH_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    sinceMs = performance.now();
  }
}
