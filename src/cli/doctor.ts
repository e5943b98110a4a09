import { access, constants, mkdir, statfs } from "node:fs/promises";
import { createServer } from "node:net";
import { availableParallelism, totalmem } from "node:os";
import { Command } from "commander";
import { FORMATS } from "../audio/formats/index.js";
import { streamOf, collect } from "../async/iterate.js";
import { toParlandoError } from "../contract/errors.js";
import { PLAIN_MANNER } from "../contract/manner.js";
import type { Pcm } from "../contract/pcm.js";
import { SILENT_LOG } from "../contract/log.js";
import { openEngines, type Engines } from "../main/engines.js";
import { homeFolder, type Settings } from "../main/settings.js";
import { addSettingFlags, settingsOf } from "./options.js";

/** One thing that must work, and what is said of it when it does. Throws with the reason when it does not. */
interface Check {
  readonly name: string;
  readonly run: () => Promise<string>;
}

const GIB = 2 ** 30;
const SPOKEN = "The quick brown fox jumps over the lazy dog.";

export function doctorCommand(signal: AbortSignal): Command {
  const command = new Command("doctor")
    .description("Check that this machine can speak and listen, and say what is missing.")
    .action(async (flags: Record<string, unknown>) => {
      const settings = settingsOf(flags, { "tts.hosts": "1" });
      const engines = await openEngines(settings, { log: SILENT_LOG, kinds: ["tts", "asr"] });
      try {
        const failed = await runChecks([...machineChecks(settings), ...speechChecks(engines, signal)]);
        if (failed > 0) throw new Error(`${failed} ${failed === 1 ? "check" : "checks"} failed.`);
      } finally {
        await engines.close();
      }
    });
  return addSettingFlags(command, ["server.port", "home", "offline"]);
}

async function runChecks(checks: readonly Check[]): Promise<number> {
  let failed = 0;
  for (const { name, run } of checks) {
    let line: string;
    try {
      line = `ok    ${name}: ${await run()}`;
    } catch (error) {
      failed += 1;
      line = `FAIL  ${name}: ${toParlandoError(error).message}`;
    }
    process.stdout.write(`${line}\n`);
  }
  return failed;
}

function machineChecks(settings: Settings): Check[] {
  const home = homeFolder(settings, process.env);
  const port = settings["server.port"];
  return [
    {
      name: "machine",
      run: async () => `Node ${process.version}, ${availableParallelism()} cores, ${(totalmem() / GIB).toFixed(1)} GiB`,
    },
    {
      name: "home folder",
      run: async () => {
        await mkdir(home, { recursive: true });
        await access(home, constants.W_OK);
        const { bavail, bsize } = await statfs(home);
        return `${home} can be written, ${((bavail * bsize) / GIB).toFixed(1)} GiB free`;
      },
    },
    { name: "port", run: () => portIsFree(settings["server.host"], port) },
  ];
}

async function portIsFree(host: string, port: number): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === "EADDRINUSE" ? `port ${port} on ${host} is taken; choose another with --port` : error.message;
      reject(new Error(reason));
    });
    server.listen(port, host, () => resolve());
  });
  await new Promise((resolve) => server.close(resolve));
  return `${host}:${port} is free`;
}

function speechChecks({ speech, listening }: Engines, signal: AbortSignal): Check[] {
  const spoken: Pcm[] = [];
  return [
    { name: "voices", run: async () => `${(await speech.voices(signal)).length} installed` },
    {
      name: "speaking",
      run: async () => {
        const request = {
          text: streamOf([SPOKEN]),
          voice: "default",
          manner: PLAIN_MANNER,
          priority: "normal",
          requestId: "doctor",
        } as const;
        let voice = "";
        for await (const event of speech.speak(request, signal)) {
          if (event.type === "started") voice = event.voice.id;
          if (event.type === "audio") spoken.push(event.pcm);
        }
        return `${voice} spoke ${seconds(spoken)} s`;
      },
    },
    {
      name: "listening",
      run: async () => {
        const options = { task: "transcribe", temperature: 0, words: false, requestId: "doctor" } as const;
        const events = await collect(listening.transcribe(streamOf(spoken), options, signal));
        const text = events.map((event) => (event.type === "end" ? event.text : "")).join("");
        if (text.trim() === "") throw new Error("nothing was heard in what was just spoken");
        return `heard "${text.trim()}"`;
      },
    },
    { name: "formats", run: () => encodeAll(signal) },
  ];
}

/** Half a second of silence through every encoder: enough to make each start and end. */
async function encodeAll(signal: AbortSignal): Promise<string> {
  for (const format of FORMATS) {
    const rateHz = format.rateFor(24_000);
    const silence = { samples: new Float32Array(rateHz / 2), sampleRateHz: rateHz };
    const bytes = await collect(format.encode(streamOf([silence]), rateHz, signal));
    if (bytes.length === 0) throw new Error(`the ${format.id} encoder gave no bytes`);
  }
  return FORMATS.map(({ id }) => id).join(", ");
}

function seconds(chunks: readonly Pcm[]): string {
  return chunks.reduce((sum, { samples, sampleRateHz }) => sum + samples.length / sampleRateHz, 0).toFixed(2);
}
