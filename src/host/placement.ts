/** What placement looks at. */
export interface Placeable {
  readonly state: string;
  readonly isLoading: boolean;
  readonly activeStreams: number;
  /** Expected audio that has been asked for and not been made. */
  readonly outstandingMs: number;
  isLoaded(model: string): boolean;
}

/** Waiting for a model's load is worth as much as having this much audio in front. */
const LOADING_COSTS_MS = 60_000;
/** A stream with nothing left to make still holds its place. */
const STREAM_COSTS_MS = 100;

function loadMs(host: Placeable): number {
  return host.outstandingMs + host.activeStreams * STREAM_COSTS_MS + (host.isLoading ? LOADING_COSTS_MS : 0);
}

function leastLoaded<H extends Placeable>(hosts: readonly H[]): H | undefined {
  let best: H | undefined;
  for (const host of hosts) if (best === undefined || loadMs(host) < loadMs(best)) best = host;
  return best;
}

/**
 * The host to speak with a model: the least busy of those that have it; else the least busy of all. Equals are taken in
 * order, so that models gather in the first hosts and the others stay small.
 */
export function place<H extends Placeable>(hosts: readonly H[], model: string): H | undefined {
  const ready = hosts.filter(({ state }) => state === "ready");
  return leastLoaded(ready.filter((host) => host.isLoaded(model))) ?? leastLoaded(ready);
}

/** A host that should get a model too, because all that have it are busy while this one does nothing. */
export function placeToSpread<H extends Placeable>(hosts: readonly H[], model: string): H | undefined {
  const ready = hosts.filter(({ state }) => state === "ready");
  if (ready.some((host) => host.isLoaded(model) && host.activeStreams === 0)) return undefined;
  return ready.find((host) => host.activeStreams === 0 && !host.isLoading && !host.isLoaded(model));
}
