import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { PLAIN_MANNER } from "../../src/contract/manner.js";
import type { Pcm } from "../../src/contract/pcm.js";
import { openSession } from "../../src/onnx/session.js";
import { floatsOf } from "../../src/onnx/tensor.js";
import { parseConfig } from "../../src/tts/engines/piper/config.js";
import { feedsOf, pick } from "../../src/tts/engines/piper/graphs.js";
import { PIPER_DEFAULTS } from "../../src/tts/engines/piper/load.js";
import { toUtterances } from "../../src/tts/engines/piper/utterance.js";
import { servePeer, timeStream } from "./peer.js";

/** `node peer-graph.js FOLDER`: the published graph in one run, with the same phonemes. */
const [folder = ""] = process.argv.slice(2);
const graph = readdirSync(folder).find((name) => name.endsWith(".onnx")) ?? "";
const config = parseConfig(readFileSync(join(folder, `${graph}.json`), "utf8"), graph);
const session = await openSession(join(folder, graph), { threads: 1 });
const options = { ...PIPER_DEFAULTS, firstClauseAbove: Infinity, most: Infinity, speaker: 0, msPerId: 25 };

async function* speak(text: string): AsyncGenerator<Pcm> {
  for (const { spoken } of await toUtterances(text, config, PLAIN_MANNER, options)) {
    const { output } = await session.run(pick(session, feedsOf(spoken)), ["output"]);
    yield { samples: floatsOf(output, "output"), sampleRateHz: config.sampleRateHz };
  }
}

await servePeer((text) => timeStream(() => speak(text)));
