import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { toParlandoError, type ParlandoError } from "../contract/errors.js";
import type { Work } from "./work.js";

/** An iterator whose `return` always reaches the stream underneath; a generator that was never read would swallow it. */
function iteratorOf<T>(
  source: AsyncIterator<T>,
  next: () => Promise<IteratorResult<T, unknown>>,
): AsyncIterableIterator<T, undefined> {
  const end = { done: true, value: undefined } as const;
  let isEnded = false;
  const iterator: AsyncIterableIterator<T, undefined> = {
    [Symbol.asyncIterator]: () => iterator,
    async next() {
      const step = isEnded ? end : await next();
      return step.done === true ? end : step;
    },
    async return() {
      isEnded = true;
      await source.return?.();
      return end;
    },
  };
  return iterator;
}

/** A stream whose first item is already there, so that what fails before it can still be answered with a status. */
export async function primed<T>(stream: AsyncIterable<T>): Promise<AsyncIterableIterator<T, undefined>> {
  const source = stream[Symbol.asyncIterator]();
  let first: IteratorResult<T, unknown> | undefined = await source.next();
  return iteratorOf(source, async () => {
    const step = first ?? (await source.next());
    first = undefined;
    return step;
  });
}

/**
 * Sends bytes as they are pulled. A reader that stops stops the pulling: one chunk waits here, the rest in the socket's
 * bounded buffers. A failure on the way resets the connection, for a clean end would be taken for the end of the sound.
 */
export function sendStream(
  reply: FastifyReply,
  work: Work,
  contentType: string,
  bytes: AsyncIterable<Uint8Array>,
): FastifyReply {
  const source = bytes[Symbol.asyncIterator]();
  const guarded = iteratorOf(source, async () => {
    try {
      return await source.next();
    } catch (error) {
      work.fail(toParlandoError(error));
      reply.raw.socket?.resetAndDestroy();
      throw error;
    }
  });
  return send(reply, contentType, guarded);
}

export const SSE_TYPE = "text/event-stream";

/**
 * Sends server-sent events as they are pulled. A failure on the way is told in a last event; then the connection ends
 * without the end that HTTP promises, so that readers who skip the event notice too.
 */
export function sendEvents(
  reply: FastifyReply,
  work: Work,
  events: AsyncIterable<object>,
  toBody: (error: ParlandoError) => object,
): FastifyReply {
  const source = events[Symbol.asyncIterator]();
  let failure: ParlandoError | undefined;
  const guarded = iteratorOf<object | string>(source, async () => {
    if (failure !== undefined) throw failure;
    try {
      const step = await source.next();
      return step.done === true ? step : { done: false, value: sseEvent(step.value) };
    } catch (error) {
      failure = toParlandoError(error);
      work.fail(failure);
      return { done: false, value: sseEvent({ type: "error", ...toBody(failure) }) };
    }
  });
  return send(reply, SSE_TYPE, guarded);
}

function send(reply: FastifyReply, contentType: string, chunks: AsyncIterable<unknown>): FastifyReply {
  return reply
    .type(contentType)
    .header("x-accel-buffering", "no")
    .header("cache-control", "no-store")
    .send(Readable.from(chunks, { highWaterMark: 1 }));
}

/** One server-sent event. */
function sseEvent(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}
