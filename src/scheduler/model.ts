import type { TtsModel } from "../contract/engine.js";
import type { TurnTaker } from "./turns.js";

/** The same stream, each pull of which waits for a turn and runs in it. */
export async function* inTurns<T>(stream: AsyncIterable<T>, taker: TurnTaker, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await taker.run(() => iterator.next(), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

/**
 * The same model for one request: each step takes a turn. Releasing the model stays with its owner.
 * (Recognition takes its turns inside `asr/transcribe`, which is handed `taker.run`: hearing windows are steps too.)
 */
export function speaksInTurns(model: TtsModel, taker: TurnTaker): Omit<TtsModel, typeof Symbol.asyncDispose> {
  return {
    voices: model.voices,
    prepare: (sentence, voiceId, manner) => model.prepare(sentence, voiceId, manner),
    synthesize: (utterance, signal) => inTurns(model.synthesize(utterance, signal), taker, signal),
  };
}
