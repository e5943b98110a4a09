import { readFileSync } from "node:fs";
import { PLAIN_MANNER } from "../../src/contract/manner.js";
import { createHostPool, type HostPool } from "../../src/host/pool.js";
import type { Cell, Table } from "../report.js";
import { quantile } from "../statistics.js";
import { beside, openPeer, type Peer } from "./process.js";
import { JOE, joeFolder } from "./setup.js";
import { TEN_SECONDS } from "./texts.js";

const CROWDS = (process.env["CROWDS"] ?? "1,8,16,32").split(",").map(Number);
const HOSTS = 2;
/** A player reads no further ahead of what it plays. */
const AHEAD_MS = 2000;
const UNDERRUN_MS = 20;

interface Heard {
  readonly firstMs: number;
  /** Longest time the player had nothing to play. */
  readonly gapMs: number;
}

/** One listener, who plays from the first samples on. */
async function listen(pool: HostPool, requestId: string): Promise<Heard> {
  const startMs = performance.now();
  let firstMs = -1;
  let dryAtMs = startMs;
  let gapMs = 0;
  const job = { voiceId: JOE, sentence: TEN_SECONDS, manner: PLAIN_MANNER, priority: "normal", requestId } as const;
  const slackMs = (): number => Math.max(0, dryAtMs - performance.now());
  for await (const event of pool.speakSentence({ ...job, slackMs }, new AbortController().signal)) {
    if (event.type !== "step" || event.pcm === undefined) continue;
    const nowMs = performance.now();
    if (firstMs < 0) firstMs = nowMs - startMs;
    else gapMs = Math.max(gapMs, nowMs - dryAtMs);
    const { samples, sampleRateHz } = event.pcm;
    dryAtMs = Math.max(nowMs, dryAtMs) + (samples.length * 1000) / sampleRateHz;
    const aheadMs = dryAtMs - performance.now();
    if (aheadMs > AHEAD_MS) await new Promise((resolve) => setTimeout(resolve, aheadMs - AHEAD_MS));
  }
  return { firstMs, gapMs };
}

async function withPool<T>(work: (pool: HostPool) => Promise<T>): Promise<T> {
  const pool = createHostPool({
    models: [{ id: JOE, engine: "piper", kind: "tts", directory: joeFolder() }],
    warm: [JOE],
    tts: { hosts: HOSTS },
  });
  try {
    await pool.ready();
    await listen(pool, "warm");
    return await work(pool);
  } finally {
    await pool.close();
  }
}

function times(firstMs: readonly number[]): number[] {
  return [quantile(firstMs, 0.5), quantile(firstMs, 0.95)].map(Math.round);
}

async function crowd(pool: HostPool, size: number): Promise<Heard[]> {
  const listening: Promise<Heard>[] = [];
  for (let at = 0; at < size; at++) {
    listening.push(listen(pool, `crowd-${size}-${at}`));
    // Requests come in one after the other, however fast.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return Promise.all(listening);
}

/** Whole sentences in order on as many processes, without anything between: each waits for those before it. */
async function inOrder(peers: readonly Peer[], size: number): Promise<number[]> {
  const startMs = performance.now();
  const queues = peers.map(async (peer, at) => {
    const firstMs: number[] = [];
    for (let n = at; n < size; n += peers.length) {
      await peer.speak(TEN_SECONDS);
      firstMs.push(performance.now() - startMs);
    }
    return firstMs;
  });
  return (await Promise.all(queues)).flat();
}

/** Many 10 s sentences at once on two hosts; the same with whole sentences in order. */
export async function crowdTables(): Promise<Table[]> {
  const rows: Cell[][] = [];
  const p95 = new Map<string, number>();
  let memoryMb = NaN;
  await withPool(async (pool) => {
    for (const size of CROWDS) {
      const heard = await crowd(pool, size);
      const firstMs = heard.map((each) => each.firstMs);
      p95.set(`parlando ${size}`, quantile(firstMs, 0.95));
      const gaps = heard.map(({ gapMs }) => gapMs);
      const underruns = gaps.filter((gapMs) => gapMs > UNDERRUN_MS).length;
      rows.push(["parlando", size, ...times(firstMs), underruns, Math.round(Math.max(...gaps))]);
    }
    memoryMb = await hostsMb(pool);
  });
  const command = [process.execPath, beside("peer-graph.js"), joeFolder()];
  const peers = await Promise.all(Array.from({ length: HOSTS }, () => openPeer("whole", command, undefined)));
  for (const peer of peers) await peer.speak(TEN_SECONDS);
  for (const size of CROWDS) {
    const firstMs = await inOrder(peers, size);
    p95.set(`whole ${size}`, quantile(firstMs, 0.95));
    rows.push(["whole sentences in order", size, ...times(firstMs), 0, 0]);
  }
  for (const peer of peers) await peer[Symbol.asyncDispose]();
  const ratio = (p95.get("parlando 16") ?? NaN) / (p95.get("whole 16") ?? NaN);
  return [
    {
      title: `many at once, ${HOSTS} hosts`,
      note: `a sentence of 10 s each, all asked for in the same moment, played from the first samples on; underrun = nothing to play for more than ${UNDERRUN_MS} ms`,
      columns: ["", "at once", "first p50, ms", "first p95, ms", "streams with underruns", "longest, ms"],
      rows,
    },
    {
      title: "targets",
      columns: ["", "measured", "target", "reached"],
      rows: [
        [
          "first samples p95 of 16, against whole sentences in order",
          ratio.toFixed(3),
          "<= 0.167",
          ratio <= 1 / 6 ? "yes" : "no",
        ],
        ["memory of both hosts after that, MB", Math.round(memoryMb), "<= 600", memoryMb <= 600 ? "yes" : "no"],
      ],
    },
  ];
}

/** Memory of the hosts, with what they share (weights are mapped files) counted once (Linux). */
async function hostsMb(pool: HostPool): Promise<number> {
  const { hosts } = await pool.status();
  return hosts.reduce((sum, { pid }) => {
    const rollup = pid === undefined ? "" : readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return sum + Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? NaN) / 1024;
  }, 0);
}
