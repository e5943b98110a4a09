import { SYSTEM_CLOCK } from "../async/clock.js";
import type { Listening } from "../contract/listening.js";
import type { Log } from "../contract/log.js";
import type { Speech } from "../contract/speech.js";
import { createHostPool, type HostKind, type HostPool, type ModelEntry } from "../host/pool.js";
import { openStore } from "../models/index.js";
import { normalize } from "../text/normalize/index.js";
import { DEFAULT_MAX_CHARACTERS, segment, type StreamOptions } from "../text/segment/index.js";
import { createSpeech, type SpeechParts } from "../tts/speak.js";
import { followInstalled } from "./following.js";
import { InstalledNews } from "./installed.js";
import { homeFolder, ttsHostCount, type Settings } from "./settings.js";

/** Speaking and listening, wired up: the pipelines over their engine hosts. */
export interface Engines {
  readonly speech: Speech;
  readonly listening: Listening;
  readonly hosts: HostPool;
  /** How the pipeline cuts a text into sentences. */
  readonly segment: SpeechParts["segment"];
  close(): Promise<void>;
}

export interface EngineOptions {
  readonly log: Log;
  /** Kinds of hosts to start: a command that only listens needs none that speak. */
  readonly kinds: readonly HostKind[];
}

/** Models whose data come with the code. */
const BUILT_IN: readonly ModelEntry[] = [
  { id: "espeak", engine: "espeak", kind: "tts", directory: "" },
  {
    id: "moonshine-tiny-en",
    engine: "moonshine",
    kind: "asr",
    directory: "",
    name: "Moonshine tiny (English)",
    languages: ["en"],
  },
];

/** Loaded by every host of its kind at its start and never unloaded: the voice of the first request, and the last fallback. */
const WARM = ["espeak"];

/** The first sound of a text may end at a clause of this length: waiting for the whole sentence would be heard. */
const FIRST_CLAUSE_CHARACTERS = 120;

/** Starts the hosts and gives the pipelines over them. Usable at once: requests wait for the first host that is ready. */
export async function openEngines(settings: Settings, { log, kinds }: EngineOptions): Promise<Engines> {
  const news = new InstalledNews(openStore(homeFolder(settings, process.env)), log);
  const listOf = (installed: readonly ModelEntry[]): readonly ModelEntry[] =>
    listedModels(installed).filter(({ kind }) => kinds.includes(kind));
  const pool = createHostPool({
    models: listOf((await news.read()) ?? []),
    warm: WARM,
    tts: {
      hosts: ttsHostCount(settings),
      idleTtlMs: settings["tts.idle_ttl_ms"],
      stepTimeoutMs: settings["tts.step_timeout_ms"],
    },
    asr: {
      hosts: settings["asr.hosts"],
      idleTtlMs: settings["asr.idle_ttl_ms"],
      stepTimeoutMs: settings["asr.step_timeout_ms"],
    },
    log,
    clock: SYSTEM_CLOCK,
  });
  const hosts = followInstalled(pool, news, listOf, log);
  const cut = segmenter(settings);
  const speech = createSpeech({
    hosts,
    segment: cut,
    normalize,
    clock: SYSTEM_CLOCK,
    log,
    maxCharacters: settings["server.max_text_characters"],
  });
  return { speech, listening: hosts, hosts, segment: cut, close: () => hosts.close() };
}

/** The first recogniser is the default one: those that somebody installed come before the one that comes with the code. */
function listedModels(installed: readonly ModelEntry[]): readonly ModelEntry[] {
  const builtIn = (kind: HostKind): readonly ModelEntry[] => BUILT_IN.filter((model) => model.kind === kind);
  return [...builtIn("tts"), ...installed, ...builtIn("asr")];
}

function segmenter(settings: Settings): SpeechParts["segment"] {
  const options: StreamOptions = {
    maxCharacters: DEFAULT_MAX_CHARACTERS,
    firstClauseCharacters: FIRST_CLAUSE_CHARACTERS,
    maxWaitMs: settings["tts.segment_wait_ms"],
    clock: SYSTEM_CLOCK,
  };
  return (pieces, language, signal) => segment(pieces, { ...options, language }, signal);
}
