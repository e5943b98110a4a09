import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Pcm } from "../../src/contract/pcm.js";
import { readModel, writeModel } from "../../src/onnx/graph/model.js";
import { ENTRY } from "../../src/onnx/graph/proto.js";
import { parseConfig } from "../../src/tts/engines/piper/config.js";
import { servePeer, timeStream } from "./peer.js";

/** `node peer-sherpa.js FOLDER PACKAGES ESPEAK-DATA`: sherpa-onnx-node, from a folder the bench installed it in. */
const [folder = "", packages = "", espeakData = ""] = process.argv.slice(2);

interface OfflineTts {
  readonly sampleRate: number;
  generateAsync(request: {
    readonly text: string;
    readonly sid: number;
    readonly speed: number;
    readonly onProgress: (chunk: { readonly samples: Float32Array }) => number;
  }): Promise<{ readonly samples: Float32Array }>;
}
interface Sherpa {
  readonly OfflineTts: new (config: unknown) => OfflineTts;
}

/** sherpa wants to read about a voice in its graph, and its symbols in a file of their own. */
function converted(): { model: string; tokens: string } {
  const graph = readdirSync(folder).find((name) => name.endsWith(".onnx")) ?? "";
  const config = parseConfig(readFileSync(join(folder, `${graph}.json`), "utf8"), graph);
  const [model, tokens] = [join(packages, graph), join(packages, "tokens.txt")];
  if (existsSync(model)) return { model, tokens };
  const entries = {
    model_type: "vits",
    comment: "piper",
    language: "English",
    voice: config.espeakVoice,
    has_espeak: "1",
    n_speakers: String(config.speakers),
    sample_rate: String(config.sampleRateHz),
  };
  const metadataProps = Object.entries(entries).map(([key, value]) => ENTRY.create({ key, value }));
  writeFileSync(model, writeModel({ ...readModel(readFileSync(join(folder, graph)), graph), metadataProps }));
  writeFileSync(tokens, [...config.phonemeIds].map(([phoneme, [id]]) => `${phoneme} ${id}\n`).join(""));
  return { model, tokens };
}

const { OfflineTts: Tts } = createRequire(join(packages, "package.json"))("sherpa-onnx-node") as Sherpa;
const tts = new Tts({
  model: { vits: { ...converted(), dataDir: espeakData }, numThreads: 1, provider: "cpu", debug: 0 },
  maxNumSentences: 1,
});

/** One callback for each sentence: the measured text is one, so its samples come at the end. */
async function* speak(text: string): AsyncGenerator<Pcm> {
  const { samples } = await tts.generateAsync({ text, sid: 0, speed: 1, onProgress: () => 1 });
  yield { samples, sampleRateHz: tts.sampleRate };
}

await servePeer((text) => timeStream(() => speak(text)));
