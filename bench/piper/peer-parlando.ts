import type { Pcm } from "../../src/contract/pcm.js";
import { PLAIN_MANNER } from "../../src/contract/manner.js";
import { loadPiper, PIPER_DEFAULTS } from "../../src/tts/engines/piper/load.js";
import { servePeer, timeStream } from "./peer.js";

/** `node peer-parlando.js FOLDER [whole] [untrimmed]`: this engine, without a server around it. */
const [folder = "", ...flags] = process.argv.slice(2);
const never = new AbortController().signal;
const model = await loadPiper(folder, { threads: 1 }, never, {
  ...PIPER_DEFAULTS,
  firstClauseAbove: flags.includes("whole") ? Infinity : PIPER_DEFAULTS.firstClauseAbove,
  trimsLeadingSilence: !flags.includes("untrimmed"),
});
const voiceId = model.voices[0]?.id ?? "";

async function* speak(text: string): AsyncGenerator<Pcm> {
  for (const utterance of await model.prepare(text, voiceId, PLAIN_MANNER)) {
    for await (const { pcm } of model.synthesize(utterance, never)) if (pcm !== undefined) yield pcm;
  }
}

await servePeer((text) => timeStream(() => speak(text)));
