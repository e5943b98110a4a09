import { SYSTEM_CLOCK } from "../async/clock.js";
import type { HostPulse } from "../link/services.js";

/** What the watch needs of a host. */
export interface Watched {
  /** True while a load may keep its thread busy. */
  readonly isLoading: boolean;
  /** When it last showed life by something else than a pulse, ms on the system clock. */
  readonly lastHeardMs: number;
  ping(signal: AbortSignal): Promise<HostPulse>;
  onPulse(pulse: HostPulse): void;
  kill(reason: string): void;
}

export interface HealthLimits {
  /** A step or an unanswered ping that takes longer gets the host killed. */
  readonly stepTimeoutMs: number;
  /** The same while a model is being loaded, and for the start of the process. */
  readonly loadTimeoutMs: number;
  readonly pingIntervalMs: number;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = SYSTEM_CLOCK.after(ms, end);
    signal.addEventListener("abort", end);
  });
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/**
 * Pings a host until the signal aborts, on the system's time. A host blocked in a graph run cannot answer; one that waits
 * forever inside a step answers, and says how long the step has been running. Both are killed: nothing else stops them.
 */
export async function watchHealth(host: Watched, limits: HealthLimits, signal: AbortSignal): Promise<void> {
  const { pingIntervalMs, stepTimeoutMs, loadTimeoutMs } = limits;
  const limitMs = (): number => (host.isLoading ? loadTimeoutMs : stepTimeoutMs);
  while (!signal.aborted) {
    await pause(pingIntervalMs, signal);
    if (signal.aborted) return;
    const sentMs = SYSTEM_CLOCK.nowMs();
    const answered = new AbortController();
    let pulse: HostPulse | undefined;
    const ask = host.ping(signal).then(
      (answer) => (pulse = answer),
      () => {},
    );
    void ask.then(() => answered.abort());
    while (!answered.signal.aborted) {
      const silentMs = SYSTEM_CLOCK.nowMs() - Math.max(sentMs, host.lastHeardMs);
      if (silentMs >= limitMs()) return host.kill(`it did not answer for ${Math.round(silentMs)} ms`);
      await pause(limitMs() - silentMs, answered.signal);
      // When this process itself was held up, the answer may lie in its socket: read before judging.
      await nextRound();
      await nextRound();
    }
    if (pulse === undefined) continue;
    host.onPulse(pulse);
    if (pulse.stepMs >= limitMs()) return host.kill(`a step has been running for ${Math.round(pulse.stepMs)} ms`);
  }
}
