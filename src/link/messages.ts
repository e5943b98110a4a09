import type { Readable } from "node:stream";

/**
 * Messages that arrive on a call, one by one. Unlike the stream's own iterator it leaves the call alone when they end: the
 * other direction may still have something to say.
 */
export function messagesOf<T>(call: Pick<Readable, "iterator">): AsyncIterator<T, undefined> {
  return call.iterator({ destroyOnReturn: false }) as AsyncIterator<T, undefined>;
}
