import { setTimeout as pause } from "node:timers/promises";
import type { Step, TtsEngine, TtsModel, Utterance } from "../../src/contract/engine.js";
import type { Voice } from "../../src/contract/voice.js";

const RATE_HZ = 16_000;
/** Sound of one step. */
export const STEP_MS = 100;

const VOICE: Voice = {
  id: "scripted",
  name: "Scripted",
  engine: "scripted",
  model: "scripted",
  languages: ["en"],
  gender: "neutral",
  description: "Does what its text says; for tests of engine hosts.",
  sampleRateHz: RATE_HZ,
  isAvailable: true,
};

interface Script extends Utterance {
  readonly words: readonly string[];
}

const WORDS: ReadonlySet<string> = new Set(["say", "slow", "count", "leak"]);

/** Steps made since the process began, told to whoever asks by the text `count`: as the value of all samples, times 1e-6. */
let stepsMade = 0;
let hasLeaked = false;

/**
 * A text is a list of what each step does: `say` makes sound, `hang` blocks the thread for ever, `stall` never settles,
 * `throw` fails, `crash` ends the process, `slow` takes 20 ms, `count` tells how many steps were made so far, `leak` leaks.
 */
async function perform(word: string): Promise<Step> {
  if (word === "hang") for (;;);
  if (word === "stall") await new Promise(() => {});
  if (word === "throw") throw new Error("the script says so");
  if (word === "crash") process.kill(process.pid, "SIGKILL");
  if (word === "slow") await pause(20);
  if (word === "leak") hasLeaked = true;
  // What is in no script, as the rehearsal of a new host, is neither heard nor counted.
  if (!WORDS.has(word)) return {};
  const value = word === "count" ? stepsMade * 1e-6 : 0.5;
  stepsMade += 1;
  return { pcm: { samples: new Float32Array((RATE_HZ * STEP_MS) / 1000).fill(value), sampleRateHz: RATE_HZ } };
}

const model: TtsModel = {
  voices: [VOICE],
  get needsRecycling() {
    return hasLeaked;
  },
  prepare: (sentence) => {
    const words = sentence.split(" ").flatMap((part) => {
      const [word = "", times = "1"] = part.split("*");
      return Array.from({ length: Number(times) }, () => word);
    });
    const script: Script = { span: { start: 0, end: sentence.length }, expectedMs: words.length * STEP_MS, words };
    return Promise.resolve([script]);
  },
  async *synthesize(utterance) {
    for (const word of (utterance as Script).words) yield await perform(word);
  },
  async [Symbol.asyncDispose]() {},
};

const scripted: TtsEngine = { id: "scripted", load: () => Promise.resolve(model) };

/** What a host's `engineModules` may add. */
export const TTS_ENGINES = {
  scripted: () => Promise.resolve(scripted),
  broken: (): Promise<TtsEngine> =>
    Promise.resolve({ id: "broken", load: () => Promise.reject(new Error("no such file")) }),
  /** Holds memory that only the end of its process gives back. */
  heavy: (): Promise<TtsEngine> =>
    Promise.resolve({
      id: "heavy",
      load: () => {
        held.push(Buffer.alloc(HEAVY_BYTES, 1));
        return Promise.resolve({ ...model, voices: [{ ...VOICE, id: "heavy", engine: "heavy", model: "heavy" }] });
      },
    }),
};

export const HEAVY_BYTES = 150 * 1024 * 1024;
const held: Buffer[] = [];
