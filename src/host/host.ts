import { orAbort } from "../async/iterate.js";
import { SYSTEM_CLOCK } from "../async/clock.js";
import { ParlandoError } from "../contract/errors.js";
import type { Log } from "../contract/log.js";
import { connectHost } from "../link/client.js";
import type { HostClient, HostPulse } from "../link/services.js";
import { Gate } from "../scheduler/gate.js";
import { startChild, type Ending, type HostChild } from "./child.js";
import type { HostConfig } from "./config.js";
import { rehearseAll } from "./rehearse.js";
import { watchHealth, type HealthLimits, type Watched } from "./health.js";

export type HostState = "starting" | "ready" | "draining" | "lost" | "ended";

export interface HostLimits extends HealthLimits {
  /** Between SIGTERM and SIGKILL. */
  readonly killAfterMs: number;
}

/** A model in a host, as the parent knows it. */
export interface ModelUse {
  readonly loading: Promise<void>;
  isLoaded: boolean;
  lastUsedMs: number;
  active: number;
}

/** Steps asked of a host and not yet come back: one that runs and one that waits, so that it never stands idle. */
const STEPS_IN_FLIGHT = 2;

/** Whoever has waited for a host to start comes first: a rehearsal at once made his first sound 0.3 s later. */
const REHEARSE_AFTER_MS = 500;

/** A piece of work on a host. Whoever took it gives it back. */
export interface Lease {
  readonly client: HostClient;
  /** What stands in front of the host's steps. */
  readonly gate: Gate;
  readonly hostId: string;
  /** So much of the expected audio has been made. */
  delivered(ms: number): void;
  /** Tells of a failure. Where the connection broke, the host gets no more work, and goes if it has not gone already. */
  failed(error: unknown): void;
  release(): void;
}

/** One engine host, from the start of its process to its end. */
export class EngineHost implements Watched {
  readonly id: string;
  readonly pid: number | undefined;
  readonly models = new Map<string, ModelUse>();
  private readonly opened: Promise<boolean>;
  readonly exited: Promise<Ending>;
  state: HostState = "starting";
  /** Expected audio that has been asked for and not been made. */
  outstandingMs = 0;
  activeStreams = 0;
  lastHeardMs = 0;
  /** Called once, when a model says that its process should be replaced. */
  onRecycleWanted: (() => void) | undefined;
  private readonly gate: Gate;
  private readonly child: HostChild;
  private readonly life = new AbortController();
  private readonly limits: HostLimits;
  private readonly log: Log;
  private readonly nowMs: () => number;
  private connection: HostClient | undefined;
  private onIdle: (() => void) | undefined;
  private stopRehearsal: (() => void) | undefined;

  constructor(config: HostConfig, limits: HostLimits, log: Log, nowMs: () => number) {
    this.id = config.id;
    this.limits = limits;
    this.nowMs = nowMs;
    this.gate = new Gate(STEPS_IN_FLIGHT, { ...SYSTEM_CLOCK, nowMs });
    this.child = startChild(config, log.child({ host: config.id }));
    this.pid = this.child.pid;
    this.log = log.child({ host: config.id, pid: this.pid });
    this.exited = this.child.exited.then((ending) => this.end(ending));
    const stopWaiting = SYSTEM_CLOCK.after(limits.loadTimeoutMs, () => this.kill("it did not start in time"));
    this.opened = this.open(config).finally(stopWaiting);
  }

  /** @throws when it is not ready yet. */
  get client(): HostClient {
    if (this.connection === undefined) throw new Error(`the engine host ${this.id} is not ready`);
    return this.connection;
  }

  /** Whether it can be asked, as soon as that is known: false when its process ended before. */
  becomesReady(): Promise<boolean> {
    return this.opened;
  }

  /** True once it could be asked, also when it has ended since. */
  get hasServed(): boolean {
    return this.connection !== undefined;
  }

  get isLoading(): boolean {
    return [...this.models.values()].some(({ isLoaded }) => !isLoaded);
  }

  isLoaded(model: string): boolean {
    return this.models.get(model)?.isLoaded === true;
  }

  /** Loads a model, once. An abort ends the wait, not the load. */
  async load(model: string, signal: AbortSignal): Promise<void> {
    const use = this.models.get(model) ?? this.hold(model);
    use.lastUsedMs = this.nowMs();
    await orAbort(use.loading, signal);
  }

  /** Takes on work; counted at once, so that whoever is placed next sees it. The model may still have to be loaded. */
  take(model: string, expectedMs: number): Lease {
    const use = this.models.get(model) ?? this.hold(model);
    let leftMs = expectedMs;
    let isReleased = false;
    this.activeStreams += 1;
    use.active += 1;
    this.outstandingMs += leftMs;
    return {
      client: this.client,
      gate: this.gate,
      hostId: this.id,
      delivered: (ms) => {
        const done = Math.min(ms, leftMs);
        leftMs -= done;
        this.outstandingMs -= done;
      },
      failed: (error) => {
        // Known here before the process's end is reported: a second try must not meet the dead host again.
        if (!(error instanceof ParlandoError) || error.code !== "host_lost") return;
        if (this.state === "ended" || this.state === "lost") return;
        this.state = "lost";
        this.child.kill("SIGKILL");
      },
      release: () => {
        if (isReleased) return;
        isReleased = true;
        this.outstandingMs -= leftMs;
        this.activeStreams -= 1;
        use.active -= 1;
        use.lastUsedMs = this.nowMs();
        if (this.activeStreams === 0) this.onIdle?.();
      },
    };
  }

  /** Ends the process once its streams are over, at the latest after `deadlineMs`. Resolves when it is gone. */
  async drain(deadlineMs: number): Promise<void> {
    if (this.state === "ended") return;
    this.state = "draining";
    const idle = new Promise<void>((resolve) => {
      this.onIdle = resolve;
      if (this.activeStreams === 0) resolve();
    });
    let stopWaiting: (() => void) | undefined;
    const late = new Promise<void>((resolve) => {
      stopWaiting = SYSTEM_CLOCK.after(deadlineMs, resolve);
    });
    await Promise.race([idle, late, this.exited]);
    stopWaiting?.();
    const stopKilling = SYSTEM_CLOCK.after(this.limits.killAfterMs, () => this.kill("it did not end when told to"));
    this.child.kill("SIGTERM");
    await this.exited;
    stopKilling();
  }

  ping(signal: AbortSignal): Promise<HostPulse> {
    return this.client.ping(signal);
  }

  onPulse({ needsRecycling }: HostPulse): void {
    if (!needsRecycling) return;
    this.onRecycleWanted?.();
    this.onRecycleWanted = undefined;
  }

  kill(reason: string): void {
    if (this.state === "ended") return;
    this.log.error({ reason }, "engine host killed");
    this.child.kill("SIGKILL");
  }

  private async open({ kind, preload }: HostConfig): Promise<boolean> {
    const address = await this.child.address;
    if (address === undefined) return false;
    this.connection = connectHost(address);
    for (const model of preload) {
      this.models.set(model, { loading: Promise.resolve(), isLoaded: true, lastUsedMs: this.nowMs(), active: 0 });
    }
    if (this.state === "starting") this.state = "ready";
    void watchHealth(this, this.limits, this.life.signal);
    const client = this.connection;
    this.stopRehearsal = SYSTEM_CLOCK.after(REHEARSE_AFTER_MS, () => {
      if (this.activeStreams === 0 && kind === "tts") void rehearseAll(client, preload, this.life.signal);
    });
    return true;
  }

  private hold(model: string): ModelUse {
    const loading = this.loadNow(model);
    loading.catch(() => {});
    const use: ModelUse = { loading, isLoaded: false, lastUsedMs: this.nowMs(), active: 0 };
    this.models.set(model, use);
    return use;
  }

  private async loadNow(model: string): Promise<void> {
    try {
      await this.client.load(model, this.life.signal);
      const use = this.models.get(model);
      if (use !== undefined) use.isLoaded = true;
      this.lastHeardMs = SYSTEM_CLOCK.nowMs();
      this.log.info({ model }, "model loaded");
    } catch (error) {
      this.models.delete(model);
      throw error;
    }
  }

  private end(ending: Ending): Ending {
    const wasExpected = this.state === "draining";
    this.state = "ended";
    this.life.abort(new ParlandoError("host_lost", `The engine host ${this.id} was lost (${ending}).`));
    this.stopRehearsal?.();
    this.connection?.close();
    if (wasExpected) this.log.info({ ending }, "engine host ended");
    else this.log.warn({ ending, streams: this.activeStreams }, "engine host lost");
    return ending;
  }
}
