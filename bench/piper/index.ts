import type { Bench } from "../report.js";
import { crowdTables } from "./crowd.js";
import { heardTable } from "./heard.js";
import { writePlot } from "./plot.js";
import { measureSingle, singleTables } from "./single.js";

/** Rounds of the single streams; `PIPER_ROUNDS=2` for a quick look. */
const ROUNDS = Number(process.env["PIPER_ROUNDS"] ?? 7);

export const piperBench: Bench = {
  name: "piper",
  question: "How soon does a Piper voice speak, beside the whole graph, sherpa-onnx, piper-tts and streaming-vits?",
  async run() {
    const timings = await measureSingle(ROUNDS);
    process.stdout.write(`(plot written to ${writePlot(timings).replace(`${process.cwd()}/`, "")})\n`);
    return [...singleTables(timings), ...(await crowdTables()), await heardTable()];
  },
};
