/** What is known of a model's use. */
export interface Use {
  readonly isLoaded: boolean;
  readonly active: number;
  readonly lastUsedMs: number;
}

/** Models that are loaded, that nobody uses now and that nobody used for so long. */
export function idleModels(models: Iterable<readonly [string, Use]>, nowMs: number, idleTtlMs: number): string[] {
  return [...models]
    .filter(([, use]) => use.isLoaded && use.active === 0 && nowMs - use.lastUsedMs >= idleTtlMs)
    .map(([model]) => model);
}
