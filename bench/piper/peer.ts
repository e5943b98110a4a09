import { createInterface } from "node:readline";
import type { Pcm } from "../../src/contract/pcm.js";
import { silentHead } from "../../src/tts/engines/piper/silence.js";

/** What one sentence took, ms. */
export interface Timing {
  /** From the text to the first samples. */
  readonly firstMs: number;
  /** To the first sample that can be heard, if playing begins with the first samples. */
  readonly audibleMs: number;
  readonly totalMs: number;
  readonly audioMs: number;
  /** Least playing time a listener had left when the next samples came; negative: a gap. */
  readonly slackMs: number;
}

/** Times a stream of sound from the moment it is asked for. */
export async function timeStream(stream: () => AsyncIterable<Pcm>): Promise<Timing> {
  const startMs = performance.now();
  let firstMs = -1;
  let audioMs = 0;
  let slackMs = Infinity;
  let silentMs = 0;
  let isSilent = true;
  for await (const { samples, sampleRateHz } of stream()) {
    const nowMs = performance.now() - startMs;
    if (firstMs < 0) firstMs = nowMs;
    else slackMs = Math.min(slackMs, audioMs - (nowMs - firstMs));
    if (isSilent) {
      const silent = silentHead(samples, sampleRateHz);
      isSilent = silent === samples.length;
      silentMs += (silent * 1000) / sampleRateHz;
    }
    audioMs += (samples.length * 1000) / sampleRateHz;
  }
  const totalMs = performance.now() - startMs;
  return {
    firstMs,
    audibleMs: firstMs + silentMs,
    totalMs,
    audioMs,
    slackMs: Number.isFinite(slackMs) ? slackMs : audioMs,
  };
}

/** Answers one line of text with one line of timing, for ever: the other end of `openPeer`. */
export async function servePeer(speak: (text: string) => Promise<Timing>): Promise<void> {
  process.stdout.write("ready\n");
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await speak(JSON.parse(line) as string))}\n`);
  }
}
