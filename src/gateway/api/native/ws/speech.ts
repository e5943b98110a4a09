import { formatById } from "../../../../audio/formats/index.js";
import { ParlandoError } from "../../../../contract/errors.js";
import { msToSamples } from "../../../../contract/pcm.js";
import type { SpeakEvent, SpeakRequest, Speech } from "../../../../contract/speech.js";
import { encodeSpeech } from "../../../sound.js";
import type { SpeechOutput, SpokenPiece } from "./ports.js";

/** Speaks a request into bytes of a format, at the voice's own rate unless another is asked for. */
export async function* speakBytes(
  speech: Speech,
  request: SpeakRequest,
  output: SpeechOutput,
  signal: AbortSignal,
): AsyncGenerator<SpokenPiece, void, undefined> {
  const format = formatById(output.format);
  const events = speech.speak(request, signal)[Symbol.asyncIterator]();
  try {
    const first = await events.next();
    if (first.done === true || first.value.type !== "started") {
      throw new ParlandoError("internal", "The speech began without saying who speaks.");
    }
    const { voice, fellBack, sampleRateHz } = first.value;
    const rateHz = format.rateFor(output.sampleRateHz ?? sampleRateHz);
    yield { type: "started", voice, fellBack, contentType: format.contentType, sampleRateHz: rateHz };
    const rest = inPieces(events, output.chunkMs);
    for await (const event of encodeSpeech(rest, { format, sampleRateHz: rateHz }, signal)) {
      if (event.type === "audio") yield { type: "bytes", bytes: event.bytes };
      else if (event.type !== "started") yield event;
    }
  } finally {
    await events.return?.();
  }
}

/** Cuts long sound, so that one encoding is short and one frame small: both are what an interrupt has to wait for. */
async function* inPieces(
  events: AsyncIterator<SpeakEvent>,
  chunkMs: number,
): AsyncGenerator<SpeakEvent, void, undefined> {
  for (let step = await events.next(); step.done !== true; step = await events.next()) {
    if (step.value.type !== "audio") {
      yield step.value;
      continue;
    }
    const { samples, sampleRateHz } = step.value.pcm;
    const length = Math.max(1, msToSamples(chunkMs, sampleRateHz));
    for (let at = 0; at < samples.length; at += length) {
      yield { type: "audio", pcm: { samples: samples.subarray(at, at + length), sampleRateHz } };
    }
  }
}
