import { orAbort } from "../async/iterate.js";
import { stayAlive, type Clock } from "../async/clock.js";
import { ParlandoError } from "../contract/errors.js";
import type { Log } from "../contract/log.js";
import type { HostConfig, HostKind } from "./config.js";
import { EngineHost, type HostLimits, type Lease } from "./host.js";
import { idleModels } from "./idle.js";
import { place, placeToSpread } from "./placement.js";

export interface GroupOptions {
  readonly kind: HostKind;
  /** How many hosts. */
  readonly size: number;
  /** List of models for the hosts to look in. */
  readonly modelsFile: string;
  readonly warm: readonly string[];
  readonly threads: number;
  readonly engineModules: readonly string[];
  readonly limits: HostLimits;
  /** A model nobody used for so long goes, with its process. */
  readonly idleTtlMs: number;
  /** How long a request waits for a host to come back. */
  readonly waitTimeoutMs: number;
  /** How long streams of a host that is being replaced may go on. */
  readonly drainMs: number;
  /** Socket for a process; each has one of its own. */
  readonly addressFor: (id: string) => string;
  readonly clock: Clock;
  readonly log: Log;
}

/** A place for one host: who is there, who is to take over, how often it went wrong lately. */
interface Place {
  readonly index: number;
  generation: number;
  host: EngineHost | undefined;
  successor: EngineHost | undefined;
  failures: number;
}

const NO_MODELS: ReadonlySet<string> = new Set();

/** Waits between the starts of hosts that end before they can be asked. */
const BACKOFF_MS = { first: 100, most: 10_000 };
/** A host that could be asked is replaced within this, however often that happens: users wait for it. */
const MOST_AFTER_SERVING_MS = 400;
/** A host that lived so long had nothing wrong with it. */
const HEALTHY_AFTER_MS = 30_000;
/** After so many failed starts in a row `ready` gives up. */
const MAX_FAILED_STARTS = 3;

/** The hosts of one kind: keeps their number, replaces what ends, and finds one for each piece of work. */
export class HostGroup {
  private readonly options: GroupOptions;
  private readonly places: Place[];
  private readonly leaving = new Set<EngineHost>();
  private readonly changes = new Set<() => void>();
  private readonly cancels = new Set<() => void>();
  private isClosed = false;
  waitingRequests = 0;
  restarts = 0;

  constructor(options: GroupOptions) {
    this.options = options;
    this.places = Array.from({ length: options.size }, (_, index) => ({
      index,
      generation: 0,
      host: undefined,
      successor: undefined,
      failures: 0,
    }));
    for (const at of this.places) this.fill(at);
    this.sweepLater();
  }

  /** Every process there is, leaving ones included. */
  get hosts(): readonly EngineHost[] {
    const staying = this.places.flatMap(({ host, successor }) => [host, successor]);
    return [...staying.filter((host) => host !== undefined), ...this.leaving];
  }

  /** Resolves when every place has a host that answers. @throws ParlandoError `host_lost` when hosts do not start. */
  async ready(signal: AbortSignal): Promise<void> {
    while (this.places.some(({ host }) => host?.state !== "ready")) {
      if (this.isClosed) throw closing();
      const broken = this.places.find(({ failures }) => failures >= MAX_FAILED_STARTS);
      if (broken !== undefined) {
        const message = `Engine hosts do not start: ${broken.failures} in a row ended at once. Their log lines say why.`;
        throw new ParlandoError("host_lost", message);
      }
      // Between a host's end and the next start there is nothing else that Node knows of.
      const letGo = stayAlive();
      await orAbort(this.nextChange(), signal).finally(letGo);
    }
  }

  /**
   * A host that has the model loaded, with the work already counted on it. Waits for a host to come back when there is none.
   * @throws ParlandoError `overloaded`, `engine_failed`, `host_lost`, `shutting_down`.
   */
  async take(model: string, expectedMs: number, signal: AbortSignal): Promise<Lease> {
    for (let triesLeft = 1; ; triesLeft -= 1) {
      const { host, lease } = await this.findHost(model, expectedMs, signal);
      try {
        await host.load(model, signal);
        this.spread(model);
        return lease;
      } catch (error) {
        lease.failed(error);
        lease.release();
        // Some other work may have ended the host; if this model's own load did, it does so once more and no further.
        if (triesLeft > 0 && error instanceof ParlandoError && error.code === "host_lost") continue;
        throw error;
      }
    }
  }

  /** Ends all hosts: streams may go on for `drainMs`, then they end with their process. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const cancel of this.cancels) cancel();
    this.changed();
    await Promise.all(this.hosts.map((host) => host.drain(this.options.drainMs)));
  }

  /** Chooses and counts in one go: of several that come at once, each sees those before it. */
  private async findHost(
    model: string,
    expectedMs: number,
    signal: AbortSignal,
  ): Promise<{ readonly host: EngineHost; readonly lease: Lease }> {
    const started = this.options.clock.nowMs();
    for (;;) {
      if (this.isClosed) throw closing();
      const host = place(this.serving(), model);
      if (host !== undefined) return { host, lease: host.take(model, expectedMs) };
      const leftMs = started + this.options.waitTimeoutMs - this.options.clock.nowMs();
      if (leftMs <= 0) throw noHost(this.options);
      this.waitingRequests += 1;
      const cancel = this.later(leftMs, () => this.changed());
      const letGo = stayAlive();
      try {
        await orAbort(this.nextChange(), signal);
      } finally {
        this.waitingRequests -= 1;
        letGo();
        cancel();
      }
    }
  }

  private serving(): EngineHost[] {
    return this.places.flatMap(({ host }) => (host === undefined ? [] : [host]));
  }

  private spread(model: string): void {
    const host = placeToSpread(this.serving(), model);
    // Whoever needs the model there gets the error then.
    host?.load(model, new AbortController().signal).catch(() => {});
  }

  private start(at: Place, preload: readonly string[]): EngineHost {
    at.generation += 1;
    const { kind, modelsFile, threads, engineModules, addressFor, limits, log, clock } = this.options;
    const id = `${kind}-${at.index}.${at.generation}`;
    const config: HostConfig = { id, kind, address: addressFor(id), modelsFile, preload, threads, engineModules };
    const host = new EngineHost(config, limits, log, () => clock.nowMs());
    const startedMs = clock.nowMs();
    host.onRecycleWanted = () => this.replace(at, "a model leaks");
    void host.exited.then(() => this.onExit(at, host, clock.nowMs() - startedMs));
    return host;
  }

  private fill(at: Place): void {
    const host = this.start(at, this.options.warm);
    at.host = host;
    void host.becomesReady().then(() => this.changed());
  }

  /** Hosts that have one of these models make place for others that do not. Streams may go on to their end. */
  retire(models: ReadonlySet<string>): void {
    if (models.size > 0) for (const at of this.places) void this.retireAt(at, models, at.generation);
  }

  private async retireAt(at: Place, models: ReadonlySet<string>, generation: number): Promise<void> {
    // Processes that start from now on know better; one that is about to take over does not.
    while (!this.isClosed && at.generation === generation) {
      const { host, successor } = at;
      if (host?.state === "ready" && successor === undefined) {
        if ([...host.models.keys()].some((model) => models.has(model))) this.replace(at, "its models changed", models);
        return;
      }
      await this.nextChange();
    }
  }

  /** Starts a successor with the models still wanted; the old host goes when the new one can speak. */
  private replace(at: Place, reason: string, unwanted: ReadonlySet<string> = NO_MODELS): void {
    const old = at.host;
    if (this.isClosed || old === undefined || old.state !== "ready" || at.successor !== undefined) return;
    const { clock, warm, idleTtlMs, log } = this.options;
    const idle = new Set([...idleModels(old.models, clock.nowMs(), idleTtlMs), ...unwanted]);
    const wanted = [...old.models.keys()].filter((model) => !idle.has(model));
    log.info(
      { host: old.id, reason, unloads: [...idle].filter((model) => !warm.includes(model)) },
      "engine host recycled",
    );
    const next = this.start(at, [...new Set([...warm, ...wanted])]);
    at.successor = next;
    void this.handOver(at, old, next);
  }

  private async handOver(at: Place, old: EngineHost, next: EngineHost): Promise<void> {
    if (!(await next.becomesReady()) || at.successor !== next) return;
    at.successor = undefined;
    at.host = next;
    if (old.state !== "ended") this.leaving.add(old);
    this.changed();
    await old.drain(this.options.drainMs);
  }

  private onExit(at: Place, host: EngineHost, livedMs: number): void {
    this.leaving.delete(host);
    if (at.successor === host) at.successor = undefined;
    if (at.host === host) at.host = undefined;
    else if (at.host !== undefined) return this.changed();
    if (this.isClosed || at.successor !== undefined) return this.changed();
    at.failures = livedMs >= HEALTHY_AFTER_MS ? 0 : at.failures + 1;
    this.restarts += 1;
    const mostMs = host.hasServed ? MOST_AFTER_SERVING_MS : BACKOFF_MS.most;
    const waitMs = at.failures <= 1 ? 0 : Math.min(BACKOFF_MS.first * 2 ** (at.failures - 2), mostMs);
    this.changed();
    if (waitMs === 0) this.fill(at);
    else this.later(waitMs, () => this.fill(at));
  }

  private sweepLater(): void {
    this.later(Math.min(this.options.idleTtlMs / 4, 60_000), () => {
      this.sweep();
      this.sweepLater();
    });
  }

  private sweep(): void {
    const { clock, warm, idleTtlMs } = this.options;
    for (const at of this.places) {
      if (at.host === undefined) continue;
      const idle = idleModels(at.host.models, clock.nowMs(), idleTtlMs).filter((model) => !warm.includes(model));
      if (idle.length > 0) this.replace(at, "models are idle");
    }
  }

  private nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.changes.add(resolve);
    });
  }

  private changed(): void {
    const waiting = [...this.changes];
    this.changes.clear();
    for (const resolve of waiting) resolve();
  }

  private later(ms: number, callback: () => void): () => void {
    const cancel = this.options.clock.after(ms, () => {
      this.cancels.delete(cancel);
      callback();
    });
    this.cancels.add(cancel);
    return () => {
      this.cancels.delete(cancel);
      cancel();
    };
  }
}

function closing(): ParlandoError {
  return new ParlandoError("shutting_down", "The server is shutting down.");
}

function noHost({ kind, waitTimeoutMs }: GroupOptions): ParlandoError {
  return new ParlandoError(
    "overloaded",
    `No ${kind} engine host could be reached within ${waitTimeoutMs} ms; they are being restarted. Try again later.`,
    { retryAfterMs: 1000 },
  );
}
