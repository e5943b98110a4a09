import type { Step } from "../../../contract/engine.js";
import { throwIfAborted } from "../../../contract/errors.js";
import { msToSamples } from "../../../contract/pcm.js";
import type { GraphSession } from "../../../onnx/session.js";
import { floatsOf } from "../../../onnx/tensor.js";
import { feedsOf, pick } from "./graphs.js";
import { LeadingSilence } from "./silence.js";
import type { PiperUtterance } from "./utterance.js";

/**
 * Speaks with a graph that could not be cut: one run, one step, as published voices are used elsewhere. Its random sources
 * are inside, so a seed has no effect; it tells no durations, so there are no marks.
 */
export async function* speakWhole(
  session: GraphSession,
  utterance: PiperUtterance,
  sampleRateHz: number,
  sentenceSilenceMs: number,
  signal: AbortSignal,
): AsyncGenerator<Step> {
  throwIfAborted(signal);
  const [output] = session.outputs;
  const name = output?.name ?? "output";
  const { [name]: audio } = await session.run(pick(session, feedsOf(utterance.spoken)), [name]);
  const heard = new LeadingSilence(sampleRateHz).take(floatsOf(audio, name));
  const silence = msToSamples(sentenceSilenceMs / utterance.speed, sampleRateHz);
  const samples = new Float32Array(heard.length + silence);
  for (const [at, sample] of heard.entries()) samples[at] = sample * utterance.volume;
  yield { pcm: { samples, sampleRateHz }, totalSamples: samples.length };
}
