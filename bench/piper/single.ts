import { quantile } from "../statistics.js";
import type { Cell, Table } from "../report.js";
import type { Timing } from "./peer.js";
import { beside, openPeer, type Peer } from "./process.js";
import { espeakData, JOE, joeFolder, pythonWithPeers, sherpaFolder, streamingVitsCache } from "./setup.js";
import { LENGTHS } from "./texts.js";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { join } from "node:path";

/** The core every peer gets, one after the other. */
const CORE = 0;

export const OURS = "parlando";
export const OURS_WHOLE = "parlando, sentence kept whole";
export const OURS_UNTRIMMED = "parlando, kept whole, untrimmed";
export const GRAPH = "whole graph, onnxruntime-node";
export const SHERPA = "sherpa-onnx-node 1.13.8";
export const PIPER = "piper-tts 1.8.0, one thread";
export const PIPER_SHIPPED = "piper-tts 1.8.0 as shipped (all cores)";
export const STREAMING_VITS = "streaming-vits 0.4.2, given ids";

async function openPeers(): Promise<Peer[]> {
  const folder = joeFolder();
  const node = (file: string, ...args: string[]): string[] => [process.execPath, beside(file), folder, ...args];
  const python = (name: string, ...args: string[]): string[] => {
    const script = join(PACKAGE_FOLDER, "bench/piper/peers.py");
    return [pythonWithPeers(), script, name, join(folder, `${JOE}.onnx`), ...args];
  };
  const commands: readonly (readonly [string, readonly string[]])[] = [
    [OURS, node("peer-parlando.js")],
    [OURS_WHOLE, node("peer-parlando.js", "whole")],
    [OURS_UNTRIMMED, node("peer-parlando.js", "whole", "untrimmed")],
    [GRAPH, node("peer-graph.js")],
    [SHERPA, node("peer-sherpa.js", sherpaFolder(), espeakData())],
    [PIPER, python("piper-tts", "1")],
    [PIPER_SHIPPED, python("piper-tts")],
    [STREAMING_VITS, python("streaming-vits", streamingVitsCache())],
  ];
  const peers: Peer[] = [];
  for (const [name, command] of commands) peers.push(await openPeer(name, command, CORE));
  return peers;
}

/** Every peer's timings of every length. */
export type Timings = ReadonlyMap<string, ReadonlyMap<string, readonly Timing[]>>;

/** All peers in turn within each round, so that what disturbs the machine disturbs all. */
export async function measureSingle(rounds: number): Promise<Timings> {
  const peers = await openPeers();
  const timings = new Map(peers.map(({ name }) => [name, new Map(LENGTHS.map((each) => [each.name, [] as Timing[]]))]));
  try {
    for (let round = -1; round < rounds; round++) {
      for (const { name, text } of LENGTHS) {
        for (const peer of peers) {
          const timing = await peer.speak(text);
          if (round >= 0) timings.get(peer.name)?.get(name)?.push(timing);
        }
      }
    }
  } finally {
    for (const peer of peers) await peer[Symbol.asyncDispose]();
  }
  return timings;
}

/** Median of a field; NaN where nothing was measured. */
export function median(timings: Timings, peer: string, length: string, of: (timing: Timing) => number): number {
  return quantile((timings.get(peer)?.get(length) ?? []).map(of), 0.5);
}

const round1 = (value: number): number => Math.round(value * 10) / 10;

export function singleTables(timings: Timings): Table[] {
  const lengths = LENGTHS.map(({ name }) => name);
  const rounds = timings.get(OURS)?.get(lengths[0] ?? "")?.length ?? 0;
  const table = (title: string, of: (timing: Timing) => number, digits: (value: number) => Cell): Table => ({
    title,
    note: `one core, one thread, from text unless said otherwise; median of ${rounds} rounds, peers in turn within each`,
    columns: ["", ...lengths],
    rows: [...timings.keys()].map((peer) => [
      peer,
      ...lengths.map((length) => digits(median(timings, peer, length, of))),
    ]),
  });
  return [
    table("first samples, ms", ({ firstMs }) => firstMs, round1),
    table("first audible sample, ms", ({ audibleMs }) => audibleMs, round1),
    table(
      "real-time factor",
      ({ totalMs, audioMs }) => totalMs / audioMs,
      (value) => value.toFixed(3),
    ),
    table("least playing time left, ms (negative: a gap)", ({ slackMs }) => slackMs, round1),
    table("audio, s", ({ audioMs }) => audioMs / 1000, round1),
    ratios(timings),
  ];
}

/** What the project set out to reach, as ratios of this very run. */
function ratios(timings: Timings): Table {
  const first = ({ firstMs }: Timing): number => firstMs;
  const rtf = ({ totalMs, audioMs }: Timing): number => totalMs / audioMs;
  const of = (peer: string, length: string, value = first): number => median(timings, peer, length, value);
  const ratio = (name: string, value: number, target: number): Cell[] => [
    name,
    value.toFixed(3),
    `<= ${target.toFixed(3)}`,
    value <= target ? "yes" : "no",
  ];
  const earlier =
    of(OURS_UNTRIMMED, "12 s", ({ audibleMs }) => audibleMs) - of(OURS_WHOLE, "12 s", ({ audibleMs }) => audibleMs);
  return {
    title: "targets",
    columns: ["", "measured", "target", "reached"],
    rows: [
      ...[GRAPH, PIPER, SHERPA].map((peer) =>
        ratio(`first samples, 12 s, against ${peer}`, of(OURS, "12 s") / of(peer, "12 s"), 1 / 8),
      ),
      ratio(`the same against ${STREAMING_VITS}`, of(OURS, "12 s") / of(STREAMING_VITS, "12 s"), 0.75),
      ...[GRAPH, PIPER, SHERPA].map((peer) =>
        ratio(`first samples, 12 s, kept whole, against ${peer}`, of(OURS_WHOLE, "12 s") / of(peer, "12 s"), 1 / 8),
      ),
      ratio(`the same against ${STREAMING_VITS}`, of(OURS_WHOLE, "12 s") / of(STREAMING_VITS, "12 s"), 0.75),
      ["first audible sample before the untrimmed one, ms", earlier.toFixed(1), ">= 30", earlier >= 30 ? "yes" : "no"],
      ratio("first samples, 30 s against 5 s, first clause divided off", of(OURS, "30 s") / of(OURS, "5 s"), 1.5),
      ratio(`first samples, 30 s, kept whole, against ${GRAPH}`, of(OURS_WHOLE, "30 s") / of(GRAPH, "30 s"), 1 / 8),
      ratio(`real-time factor, 12 s, against ${GRAPH}`, of(OURS_WHOLE, "12 s", rtf) / of(GRAPH, "12 s", rtf), 1.15),
      ratio(`the same against ${STREAMING_VITS}`, of(OURS_WHOLE, "12 s", rtf) / of(STREAMING_VITS, "12 s", rtf), 0.8),
    ],
  };
}
