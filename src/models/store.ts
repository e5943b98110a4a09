import { stat } from "node:fs/promises";
import { join } from "node:path";
import { SYSTEM_CLOCK, type Clock } from "../async/clock.js";
import { ParlandoError } from "../contract/errors.js";
import { findEntry, findPiper, readOwnEntries, unknownModel, ENTRIES } from "./catalogue/index.js";
import type { PiperEntry } from "./catalogue/piper.js";
import { digestFile, misfit } from "./digest.js";
import type { CatalogueEntry } from "./entry.js";
import type { ImportOptions } from "./import.js";
import { readManifest, type Manifest } from "./manifest.js";
import type { PullOptions } from "./pull.js";
import type { Tools } from "./sources/tools.js";
import type { Environment } from "./web/client.js";
import { Workplace } from "./workplace.js";

/** A model on this machine. */
export interface InstalledModel extends Manifest {
  /** Folder of its files. */
  readonly directory: string;
}

export interface StoreOptions {
  /** Where proxies, `HF_ENDPOINT`, `HF_TOKEN` and the settings of npm and pip are looked up. */
  readonly environment?: Environment;
  readonly clock?: Clock;
}

/** Something wrong with an installed model. */
export interface Problem {
  readonly id: string;
  /** `model.onnx is missing.` */
  readonly what: string;
}

/**
 * Models of this machine, under `<home>/models`. Several processes may use one store at once. What fetches and unpacks is read
 * from disk when it is needed: whoever only wants to know what is installed must not wait for it.
 */
export class ModelStore {
  /** `<home>/models` */
  readonly folder: string;
  private readonly home: string;
  private readonly place: Workplace;
  private readonly environment: Environment;
  private readonly clock: Clock;

  constructor(home: string, { environment = {}, clock = SYSTEM_CLOCK }: StoreOptions = {}) {
    this.home = home;
    this.folder = join(home, "models");
    this.place = new Workplace(this.folder);
    this.environment = environment;
    this.clock = clock;
  }

  /** What is installed, by id. Folders without a readable manifest are left out: `verify` names them. */
  async list(): Promise<readonly InstalledModel[]> {
    const models = await Promise.all((await this.place.ids()).map((id) => this.find(id)));
    return models.filter((model) => model !== undefined);
  }

  async find(id: string): Promise<InstalledModel | undefined> {
    const directory = this.place.directoryOf(id);
    try {
      const manifest = await readManifest(directory);
      return manifest.id === id ? { ...manifest, directory } : undefined;
    } catch {
      return undefined;
    }
  }

  /** Changes whenever a model comes or goes; a `stat` of the folder, so it may be asked at every request. */
  async changedAtMs(): Promise<number> {
    return stat(this.folder).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  }

  /** Our entries and the user's own. */
  async catalogue(): Promise<readonly CatalogueEntry[]> {
    const own = await this.own();
    return [...own, ...ENTRIES.filter(({ id }) => !own.some((entry) => entry.id === id))];
  }

  /** Piper's published voices; offline those of the last list, which may be none. */
  async piperVoices(isOffline: boolean, signal: AbortSignal): Promise<readonly PiperEntry[]> {
    await this.place.open();
    const { piperVoices } = await import("./catalogue/published.js");
    return this.withTools((tools) => piperVoices(this.place.keptFile("piper-voices.json"), tools, isOffline, signal));
  }

  /**
   * The entry that an id means: the user's own, ours, or a voice of Piper's list under any of its names.
   * @throws ParlandoError `unknown_model` with the nearest names.
   */
  async entryOf(id: string, isOffline: boolean, signal: AbortSignal): Promise<CatalogueEntry> {
    const own = await this.own();
    const entry = findEntry(id, own);
    if (entry !== undefined) return entry;
    const names = [...own, ...ENTRIES].map((known) => known.id);
    // What does not look like a voice of Piper's needs no list.
    if (!/^[a-z]{2,3}[_-]/.test(id)) throw unknownModel(id, names);
    const voices = await this.piperVoices(isOffline, signal);
    const voice = findPiper(id, voices);
    if (voice !== undefined) return voice;
    throw unknownModel(id, [...names, ...voices.flatMap((each) => [each.id, ...each.aliases])]);
  }

  /** Fetches a model; one that is there already is replaced. @throws as `pull` in `pull.ts`. */
  async pull(entry: CatalogueEntry, options: PullOptions, signal: AbortSignal): Promise<InstalledModel> {
    await this.place.open();
    const { pull } = await import("./pull.js");
    const manifest = await this.withTools((tools) => pull(entry, this.place, tools, options, signal));
    return { ...manifest, directory: this.place.directoryOf(manifest.id) };
  }

  /** Takes in a bundle (`.tar`), an `.onnx` file or a folder. @throws ParlandoError `invalid_request`, `engine_failed`. */
  async import(path: string, options: ImportOptions, signal: AbortSignal): Promise<readonly InstalledModel[]> {
    const manifests = path.endsWith(".tar")
      ? await (await import("./bundle.js")).importBundle(path, this.place, options, signal)
      : await (await import("./import.js")).importPath(path, this.place, options, signal);
    return manifests.map((manifest) => ({ ...manifest, directory: this.place.directoryOf(manifest.id) }));
  }

  /** Writes installed models into one file. @throws ParlandoError `unknown_model`. */
  async export(ids: readonly string[], path: string): Promise<void> {
    const models = await Promise.all(ids.map((id) => this.installed(id)));
    const { exportBundle } = await import("./bundle.js");
    await exportBundle(models, path, this.place);
  }

  /** Compares every file with its digest. @throws ParlandoError `unknown_model`. */
  async verify(id: string, signal: AbortSignal): Promise<readonly Problem[]> {
    if (!(await this.place.ids()).includes(id)) await this.installed(id);
    const model = await this.find(id);
    if (model === undefined) return [{ id, what: "its manifest is missing or damaged." }];
    const problems: Problem[] = [];
    for (const [name, facts] of Object.entries(model.files)) {
      try {
        const wrong = misfit(await digestFile(join(model.directory, name), signal), facts);
        if (wrong !== undefined) problems.push({ id, what: `${name} ${wrong}.` });
      } catch (error) {
        if (signal.aborted) throw error;
        const { code } = error as NodeJS.ErrnoException;
        problems.push({ id, what: code === "ENOENT" ? `${name} is missing.` : `${name} cannot be read (${code}).` });
      }
    }
    return problems;
  }

  /** Ids of all folders, damaged ones too. */
  ids(): Promise<readonly string[]> {
    return this.place.ids();
  }

  /** Whoever speaks with it now may go on. @throws ParlandoError `unknown_model`. */
  async remove(id: string): Promise<void> {
    const isThere = (await this.place.ids()).includes(id);
    if (isThere) await this.place.locked(id, () => this.place.remove(id));
    else await this.installed(id);
  }

  private async installed(id: string): Promise<InstalledModel> {
    const model = await this.find(id);
    if (model !== undefined) return model;
    const ids = await this.place.ids();
    const which = ids.length === 0 ? "No model is installed." : `Installed: ${ids.join(", ")}.`;
    throw new ParlandoError("unknown_model", `"${id.slice(0, 100)}" is not installed. ${which}`, { field: "id" });
  }

  private own(): Promise<readonly CatalogueEntry[]> {
    return readOwnEntries(join(this.home, "catalogue.json"));
  }

  private async withTools<T>(run: (tools: Tools) => Promise<T>): Promise<T> {
    const { environment, clock } = this;
    const { WebClient } = await import("./web/client.js");
    const web = new WebClient(environment);
    try {
      return await run({ web, clock, environment, partOf: (url) => this.place.partOf(url) });
    } finally {
      await web.close();
    }
  }
}

export function openStore(home: string, options: StoreOptions = {}): ModelStore {
  return new ModelStore(home, options);
}
