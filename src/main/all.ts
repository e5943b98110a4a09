import { SYSTEM_CLOCK } from "../async/clock.js";
import { collect, streamOf } from "../async/iterate.js";
import { warmFormats } from "../audio/formats/index.js";
import { PLAIN_MANNER } from "../contract/manner.js";
import type { Speech } from "../contract/speech.js";
import { createGateway, type EngineState, type EngineStatus } from "../gateway/index.js";
import type { HostKind, HostPool } from "../host/pool.js";
import { createLog, type LogLevel } from "../observe/log.js";
import { createMetrics } from "../observe/metrics.js";
import { openEngines } from "./engines.js";
import { readingOf } from "./reading.js";
import { homeFolder, ttsHostCount, type Settings } from "./settings.js";
import { PARLANDO_VERSION } from "./version.js";

export interface RunningServer {
  /** `http://127.0.0.1:8000` */
  readonly url: string;
  /** Finishes what is playing, then ends everything. */
  close(): Promise<void>;
}

/** Everything in one process (and its engine hosts): the role `all`. Listens once the built-in voice can speak. */
export async function startAll(settings: Settings): Promise<RunningServer> {
  const log = createLog({ level: settings["log.level"] as LogLevel });
  const engines = await openEngines(settings, { log, kinds: ["tts", "asr"] });
  const gateway = await createGateway({
    speech: engines.speech,
    listening: engines.listening,
    status: () => statusOf(engines.hosts),
    normalize: readingOf,
    settings: {
      maxTextCharacters: settings["server.max_text_characters"],
      maxUploadBytes: settings["server.max_upload_bytes"],
      maxFrameBytes: settings["server.max_frame_bytes"],
      homeDirectory: homeFolder(settings, process.env),
    },
    log,
    metrics: createMetrics(),
    clock: SYSTEM_CLOCK,
    version: PARLANDO_VERSION,
  });
  try {
    await Promise.all([engines.hosts.ready(), warmFormats()]);
    await warmUp(engines.speech, ttsHostCount(settings));
    const url = await gateway.listen(settings["server.host"], settings["server.port"]);
    log.info({ url, docs: `${url}/docs`, version: PARLANDO_VERSION }, "Parlando is listening");
    return {
      url,
      async close() {
        log.info({}, "shutting down");
        await gateway.close();
        await engines.close();
      },
    };
  } catch (error) {
    await gateway.close();
    await engines.close();
    throw error;
  }
}

/**
 * Speaks a few sentences into the void. The first calls of code that is just being compiled run ten times slower than the
 * fifth: no user should wait for those. So many at once that every host gets its share.
 */
async function warmUp(speech: Speech, hosts: number): Promise<void> {
  const signal = new AbortController().signal;
  for (let round = 0; round < WARM_UP_ROUNDS; round += 1) {
    const sentences = Array.from({ length: hosts }, async () => {
      const text = streamOf(["The voice is warm now, and speaks at once."]);
      const request = { text, voice: "en", manner: PLAIN_MANNER, priority: "normal", requestId: "warm-up" } as const;
      await collect(speech.speak(request, signal));
    });
    await Promise.all(sentences);
  }
}

const WARM_UP_ROUNDS = 6;

async function statusOf(hosts: HostPool): Promise<EngineStatus> {
  const status = await hosts.status();
  const stateOf = (kind: HostKind): EngineState => {
    const group = status.hosts.filter((host) => host.kind === kind);
    const models = new Set(group.flatMap((host) => (host.models ?? []).map(({ model }) => model)));
    return {
      status: group.some(({ state }) => state === "ready") ? "ready" : "starting",
      loadedModels: [...models],
      queueSize: group.reduce((sum, host) => sum + (host.waitingSteps ?? 0), 0),
    };
  };
  return { tts: stateOf("tts"), asr: stateOf("asr") };
}
