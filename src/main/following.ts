import type { Log } from "../contract/log.js";
import type { HostPool, ModelEntry } from "../host/pool.js";
import type { InstalledNews } from "./installed.js";

/** The same pool; it knows of a model as soon as somebody asks for voices or recognisers after it was installed. */
export function followInstalled(
  pool: HostPool,
  news: InstalledNews,
  listOf: (installed: readonly ModelEntry[]) => readonly ModelEntry[],
  log: Log,
): HostPool {
  const refresh = async (): Promise<void> => {
    const installed = await news.read();
    if (installed === undefined) return;
    pool.setModels(listOf(installed));
    log.info({ installed: installed.map(({ id }) => id) }, "the installed models changed");
  };
  return {
    ready: (signal) => pool.ready(signal),
    status: (signal) => pool.status(signal),
    setModels: (models) => pool.setModels(models),
    close: () => pool.close(),
    speakSentence: (job, signal) => pool.speakSentence(job, signal),
    async voices(signal) {
      await refresh();
      return pool.voices(signal);
    },
    async recognisers(signal) {
      await refresh();
      return pool.recognisers(signal);
    },
    async *transcribe(audio, options, signal) {
      await refresh();
      yield* pool.transcribe(audio, options, signal);
    },
  };
}
