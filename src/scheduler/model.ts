import type { AsrModel, TtsModel } from "../contract/engine.js";
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

/** The same model for one request: each step takes a turn. Releasing the model stays with its owner. */
export function speaksInTurns(model: TtsModel, taker: TurnTaker): Omit<TtsModel, typeof Symbol.asyncDispose> {
  return {
    voices: model.voices,
    prepare: (sentence, voiceId, manner) => model.prepare(sentence, voiceId, manner),
    synthesize: (utterance, signal) => inTurns(model.synthesize(utterance, signal), taker, signal),
  };
}

/** As `speaksInTurns`, for a recogniser. Disposing of the answer does nothing. */
export function hearsInTurns(model: AsrModel, taker: TurnTaker): AsrModel {
  return {
    id: model.id,
    sampleRateHz: model.sampleRateHz,
    maxPieceMs: model.maxPieceMs,
    languages: model.languages,
    recognise: (piece, options, signal) => inTurns(model.recognise(piece, options, signal), taker, signal),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
