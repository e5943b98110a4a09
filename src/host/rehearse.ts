import { PLAIN_MANNER } from "../contract/manner.js";
import type { HostServices } from "../link/services.js";

/** Long enough that the hot parts of an engine are compiled, short enough to be over before most first requests. */
const SENTENCE = "One, two, three: this is a rehearsal, and nobody hears it.";
const TIMES = 3;

async function rehearse(host: HostServices, model: string, signal: AbortSignal): Promise<void> {
  const voices = await host.voices(model, signal);
  const voice = voices.find(({ languages }) => languages.includes("en-US")) ?? voices[0];
  if (voice === undefined) return;
  const job = { model, voiceId: voice.id, sentence: SENTENCE, manner: PLAIN_MANNER, requestId: "rehearsal" };
  for (let time = 0; time < TIMES; time += 1) {
    for await (const _ of host.speak({ ...job, priority: "batch" }, signal));
  }
}

/**
 * Has a host speak to nobody: the first sentences are slow until engine and link are compiled on both sides (espeak: 157 to
 * 330 ms to the first sound of a fresh host, after it 6 to 50). At the lowest priority, a step at a time, so that whoever
 * comes meanwhile goes first. Never fails: whoever needs the model is told.
 */
export async function rehearseAll(host: HostServices, models: readonly string[], signal: AbortSignal): Promise<void> {
  for (const model of models) await rehearse(host, model, signal).catch(() => {});
}
