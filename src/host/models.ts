import type { Clock } from "../async/clock.js";
import { orAbort } from "../async/iterate.js";
import { ParlandoError } from "../contract/errors.js";
import type { LoadedModel } from "../link/services.js";

interface Held<M> {
  readonly model: Promise<M>;
  loadMs: number | undefined;
  lastUsedMs: number;
}

/**
 * Models of a process, loaded when first wanted, once each, one at a time: a load blocks the thread, and two at once would
 * only both be late. A failed load is forgotten, so that the next caller tries again.
 */
export class Models<M> {
  private readonly held = new Map<string, Held<M>>();
  private readonly load: (id: string) => Promise<M>;
  private readonly clock: Clock;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(clock: Clock, load: (id: string) => Promise<M>) {
    this.clock = clock;
    this.load = load;
  }

  /** The model, loaded. An abort ends the wait, not the load. @throws ParlandoError `engine_failed`, `unknown_model`. */
  async get(id: string, signal: AbortSignal): Promise<M> {
    const held = this.held.get(id) ?? this.hold(id);
    held.lastUsedMs = this.clock.nowMs();
    return orAbort(held.model, signal);
  }

  /** Models that are loaded. */
  loaded(): LoadedModel[] {
    const nowMs = this.clock.nowMs();
    return [...this.held].flatMap(([model, { loadMs, lastUsedMs }]) =>
      loadMs === undefined ? [] : [{ model, loadMs, idleMs: nowMs - lastUsedMs }],
    );
  }

  private hold(id: string): Held<M> {
    const model = this.tail.then(async () => {
      const startMs = this.clock.nowMs();
      const loaded = await this.load(id);
      held.loadMs = this.clock.nowMs() - startMs;
      return loaded;
    });
    const held: Held<M> = { model, loadMs: undefined, lastUsedMs: this.clock.nowMs() };
    this.held.set(id, held);
    this.tail = model.catch(() => this.held.delete(id));
    return held;
  }
}

/** What a model's own errors mean to a caller: ours stay as they are, all others are `engine_failed`. */
export function toEngineError(thrown: unknown, model: string): ParlandoError {
  if (thrown instanceof ParlandoError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new ParlandoError("engine_failed", `The model ${model} failed: ${detail}`, { cause: thrown });
}
