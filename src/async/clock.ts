import { performance } from "node:perf_hooks";

/** Time as a thing handed in, so that tests move it by hand. */
export interface Clock {
  /** Monotonic, ms. */
  nowMs(): number;
  /** Calls back once after `ms`; the answer cancels it. Never keeps the process alive. */
  after(ms: number, callback: () => void): () => void;
}

export const SYSTEM_CLOCK: Clock = {
  nowMs: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Node ends a process that waits for nothing it knows of. Whoever waits for a process to be restarted says so with this. */
export function stayAlive(): () => void {
  const timer = setInterval(() => {}, 2 ** 30);
  return () => clearInterval(timer);
}
