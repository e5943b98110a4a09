import type { IncomingMessage } from "node:http";

/** How a listener fared who plays a stream at real-time speed, starting with the first byte. */
export interface Listening {
  readonly firstByteMs: number;
  /** Longest time the player had nothing to play, ms. */
  readonly longestUnderrunMs: number;
  readonly underruns: number;
  readonly playedMs: number;
}

/** Ms by which a player may be short before it counts as an underrun: one timer tick of this process. */
const TICK_MS = 5;

/**
 * Plays PCM as a loudspeaker would: the clock starts with the first byte; whenever less has arrived than the clock has
 * played, the player stalls until more comes, and the clock shifts by the stall. Reads no more than `aheadMs` ahead of
 * the clock, so that the server's own pacing shows.
 */
export async function play(
  response: IncomingMessage,
  startedMs: number,
  { bytesPerSecond, aheadMs, untilMs }: { bytesPerSecond: number; aheadMs: number; untilMs: number },
): Promise<Listening> {
  let firstMs: number | undefined;
  let arrivedMs = 0;
  let shiftMs = 0;
  let longestUnderrunMs = 0;
  let underruns = 0;
  for await (const chunk of response) {
    const nowMs = performance.now();
    firstMs ??= nowMs;
    const dueMs = nowMs - firstMs - shiftMs;
    const lateMs = dueMs - arrivedMs;
    if (lateMs > 0) {
      shiftMs += lateMs;
      longestUnderrunMs = Math.max(longestUnderrunMs, lateMs);
      if (lateMs > TICK_MS) underruns += 1;
    }
    arrivedMs += ((chunk as Buffer).length * 1000) / bytesPerSecond;
    const aheadNowMs = arrivedMs - (performance.now() - firstMs - shiftMs);
    if (aheadNowMs > aheadMs) await new Promise((resolve) => setTimeout(resolve, aheadNowMs - aheadMs));
    if (performance.now() - startedMs > untilMs) break;
  }
  response.destroy();
  return { firstByteMs: (firstMs ?? Number.NaN) - startedMs, longestUnderrunMs, underruns, playedMs: arrivedMs };
}
