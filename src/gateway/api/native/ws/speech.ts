import { formatById } from "../../../../audio/formats/index.js";
import { msToSamples } from "../../../../contract/pcm.js";
import type { SpeakEvent, SpeakRequest, Speech } from "../../../../contract/speech.js";
import { openSpeech } from "../../../opening.js";
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
  const { started, events } = await openSpeech(speech.speak(request, signal));
  try {
    const { voice, fellBack } = started;
    const sampleRateHz = format.rateFor(output.sampleRateHz ?? started.sampleRateHz);
    yield { type: "started", voice, fellBack, contentType: format.contentType, sampleRateHz };
    for await (const event of encodeSpeech(inPieces(events, output.chunkMs), { format, sampleRateHz }, signal)) {
      if (event.type === "audio") yield { type: "bytes", bytes: event.bytes };
      else if (event.type !== "started") yield event;
    }
  } finally {
    await events.return?.();
  }
}

/** Cuts long sound, so that one encoding is short and one frame small: both are what an interrupt has to wait for. */
async function* inPieces(
  events: AsyncIterable<SpeakEvent>,
  chunkMs: number,
): AsyncGenerator<SpeakEvent, void, undefined> {
  for await (const event of events) {
    if (event.type !== "audio") {
      yield event;
      continue;
    }
    const { samples, sampleRateHz } = event.pcm;
    const length = Math.max(1, msToSamples(chunkMs, sampleRateHz));
    for (let at = 0; at < samples.length; at += length) {
      yield { type: "audio", pcm: { samples: samples.subarray(at, at + length), sampleRateHz } };
    }
  }
}
