import type { Clock } from "../../../async/clock.js";
import type { SectionRun } from "../../../onnx/graph/windows.js";
import type { Encoding, SpokenIds, VoiceGraphs } from "./graphs.js";

/** ms = perRun + perPosition * n (+ perSquare * n^2). */
export interface Cost {
  readonly perRunMs: number;
  readonly perPositionMs: number;
  readonly perSquareMs: number;
}

/** What a voice costs on this machine now. */
export interface VoiceCosts {
  /** One layer of the text encoder, by ids. */
  readonly layer: Cost;
  /** Durations, by ids. */
  readonly durations: Cost;
  /** Each section, by its input positions, context included. */
  readonly sections: readonly Cost[];
}

export function costMs({ perRunMs, perPositionMs, perSquareMs }: Cost, positions: number): number {
  return perRunMs + perPositionMs * positions + perSquareMs * positions ** 2;
}

export function runsMs(costs: VoiceCosts, runs: readonly SectionRun[]): number {
  let sum = 0;
  for (const { section, first, end } of runs) {
    const cost = costs.sections[section];
    if (cost !== undefined) sum += costMs(cost, end - first);
  }
  return sum;
}

interface Sample {
  readonly positions: number;
  readonly ms: number;
}

/** Of what a large run costs at least this share grows with its size: noise in the small one must not hide it. */
const LEAST_GROWING = 0.6;

/** The line (or parabola) through the best times at the sizes measured, with no term below zero. */
export function fitCost(samples: readonly Sample[], isSquare: boolean): Cost {
  const best = new Map<number, number>();
  for (const { positions, ms } of samples) best.set(positions, Math.min(ms, best.get(positions) ?? Infinity));
  const points = [...best].toSorted(([a], [b]) => a - b);
  const [[smallAt, smallMs] = [0, 0]] = points;
  const [largeAt, largeMs] = points.at(-1) ?? [0, 0];
  const perLarge = largeMs / Math.max(1, largeAt);
  const straight = largeAt > smallAt ? (largeMs - smallMs) / (largeAt - smallAt) : perLarge;
  const slope = Math.max(straight, LEAST_GROWING * perLarge);
  const [middleAt, middleMs] = points[1] ?? [0, 0];
  const perSquareMs =
    isSquare && points.length > 2
      ? Math.max(0, (straight - (middleMs - smallMs) / (middleAt - smallAt)) / (largeAt - middleAt))
      : 0;
  const perPositionMs = Math.max(0, slope - perSquareMs * (smallAt + largeAt));
  const perRunMs = Math.max(0, smallMs - perPositionMs * smallAt - perSquareMs * smallAt ** 2);
  return { perRunMs, perPositionMs, perSquareMs };
}

/** Windows measured, in frames; the sizes speech is made in. */
const WINDOWS = [16, 16, 16, 64, 64, 64];
const ENCODER_IDS = { small: 40, middle: 240 };

async function timed(clock: Clock, work: () => Promise<unknown>): Promise<number> {
  const startMs = clock.nowMs();
  await work();
  return clock.nowMs() - startMs;
}

async function encodeTimed(clock: Clock, encoding: Encoding): Promise<number[]> {
  const times: number[] = [];
  while (encoding.layersLeft > 0) times.push(await timed(clock, () => encoding.runLayer()));
  return times;
}

/**
 * Warms every session at its full length, then measures: a first run is slower, and one longer than all before it grows memory.
 * About 1 s for a medium voice with `mostIds` 1200.
 */
export async function measureCosts(graphs: VoiceGraphs, mostIds: number, clock: Clock): Promise<VoiceCosts> {
  const layer: Sample[] = [];
  const durations: Sample[] = [];
  const sections: Sample[][] = graphs.sections.map(() => []);
  for (const ids of [mostIds, ENCODER_IDS.small, ENCODER_IDS.middle, mostIds].filter((count) => count <= mostIds)) {
    const encoding = graphs.encode(probeOf(ids, graphs.parts.symbols));
    const times = await encodeTimed(clock, encoding);
    layer.push(...times.map((ms) => ({ positions: ids, ms })));
    let frames: readonly number[] = [];
    durations.push({ positions: ids, ms: await timed(clock, async () => (frames = await encoding.durations())) });
    if (ids !== mostIds || sections.some((samples) => samples.length > 0)) continue;
    const chain = encoding.chain(frames);
    let until = 0;
    for (const window of [WINDOWS.at(-1) ?? 1, ...WINDOWS]) {
      until += window;
      for (const run of chain.plan(until)) {
        const ms = await timed(clock, () => chain.run(run));
        sections[run.section]?.push({ positions: run.end - run.first, ms });
      }
    }
  }
  return {
    layer: fitCost(layer, true),
    durations: fitCost(durations, false),
    sections: sections.map((samples) => fitCost(samples.slice(1), false)),
  };
}

/** Ids that no sentence has, but of any length. */
export function probeOf(count: number, symbols: number): SpokenIds {
  const ids = Array.from({ length: count }, (_, at) => (at * 7) % Math.min(symbols, 100));
  return { ids, speaker: 0, noiseScale: 0.667, lengthScale: 1, noiseW: 0.8, seed: 1 };
}
