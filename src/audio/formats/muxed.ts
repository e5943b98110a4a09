import { AppendOnlyStreamTarget, Output, type OutputFormat } from "mediabunny";
import type { AudioFormat } from "../../contract/format.js";
import type { Pcm } from "../../contract/pcm.js";
import { untilAbort } from "../pcm/pull.js";
import { Outbox } from "./outbox.js";
import { checkChunkRate } from "./rate.js";

/** The one audio track of a container that is being written. */
export interface MuxedTrack {
  add(samples: Float32Array): Promise<void>;
  /** Hands over what an incomplete last frame still holds; the container is finalized right after. */
  finish(): Promise<void>;
}

/** Longest piece given to an encoder at once, in samples, so that bytes of a long chunk begin to flow. */
const PIECE_SAMPLES = 24_000;

/**
 * The encoder of a format whose bytes come from a muxer, which pushes, while a format is pulled. While the next PCM is being
 * waited for, bytes that an encoder thread finishes in the meantime go out at once.
 */
export function encodeMuxed(
  container: () => OutputFormat,
  openTrack: (output: Output, rateHz: number) => MuxedTrack,
): AudioFormat["encode"] {
  return async function* encode(pcm, rateHz, signal) {
    const outbox = new Outbox();
    const output = new Output({ format: container(), target: new AppendOnlyStreamTarget(outbox.writable) });
    const track = openTrack(output, rateHz);
    const source = untilAbort(pcm, signal);
    let pending: Promise<IteratorResult<Pcm, void>> | undefined;
    let ending: Promise<void> | undefined;
    try {
      await output.start();
      for (;;) {
        pending = source.next();
        yield* outbox.takeUntil(pending);
        const step = await pending;
        pending = undefined;
        if (step.done === true) break;
        checkChunkRate(step.value, rateHz);
        const { samples } = step.value;
        for (let at = 0; at < samples.length; at += PIECE_SAMPLES) {
          await track.add(samples.subarray(at, at + PIECE_SAMPLES));
          yield* outbox.take();
        }
      }
      await track.finish();
      ending = output.finalize();
      yield* outbox.takeUntil(ending);
      await ending;
    } finally {
      // A source that is still busy closes by itself when its step ends; waiting for it would hold up the reader's leaving.
      const closing = source.return();
      if (pending === undefined) await closing;
      else pending.catch(() => {});
      // Whoever leaves while the last bytes are made waits for the encoder's own end.
      await (ending === undefined ? output.cancel() : ending.catch(() => {}));
    }
  };
}
