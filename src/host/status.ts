import { SYSTEM_CLOCK } from "../async/clock.js";
import type { LoadedModel } from "../link/services.js";
import type { HostKind } from "./config.js";
import type { EngineHost, HostState } from "./host.js";

export interface HostReport {
  readonly id: string;
  readonly kind: HostKind;
  readonly pid: number | undefined;
  readonly state: HostState;
  readonly activeStreams: number;
  /** Expected audio that has been asked for and not been made. */
  readonly outstandingMs: number;
  /** What the host said itself; absent when it did not answer in time. */
  readonly rssBytes?: number;
  readonly waitingSteps?: number;
  readonly models?: readonly LoadedModel[];
}

export interface PoolStatus {
  readonly hosts: readonly HostReport[];
  /** Requests that wait for a host to come back. */
  readonly waitingRequests: number;
  /** Hosts that were replaced because they ended. */
  readonly restarts: number;
}

const ANSWER_WITHIN_MS = 500;

export async function reportOf(kind: HostKind, host: EngineHost, signal: AbortSignal): Promise<HostReport> {
  const { id, pid, state, activeStreams, outstandingMs } = host;
  const report = { id, kind, pid, state, activeStreams, outstandingMs };
  if (state !== "ready" && state !== "draining") return report;
  const late = new AbortController();
  const cancel = SYSTEM_CLOCK.after(ANSWER_WITHIN_MS, () => late.abort());
  try {
    const { rssBytes, waitingSteps, models } = await host.client.status(AbortSignal.any([signal, late.signal]));
    return { ...report, rssBytes, waitingSteps, models };
  } catch {
    return report;
  } finally {
    cancel();
  }
}
