import { statfs } from "node:fs/promises";
import { cpus, freemem, totalmem } from "node:os";

/** How much of the machine is in use, each 0 … 100. */
export interface Resources {
  readonly cpuPercent: number;
  readonly memoryPercent: number;
  readonly diskPercent: number;
}

interface CpuTimes {
  readonly busyMs: number;
  readonly totalMs: number;
}

function readCpuTimes(): CpuTimes {
  let busyMs = 0;
  let totalMs = 0;
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.idle + times.irq;
    totalMs += sum;
    busyMs += sum - times.idle;
  }
  return { busyMs, totalMs };
}

function percent(part: number, whole: number): number {
  return whole <= 0 ? 0 : Math.round(Math.min(1, Math.max(0, part / whole)) * 1000) / 10;
}

/** Reads the machine's use. CPU counts since the previous reading (the first one: since the meter was made). */
export function createResourceMeter(diskFolder: string): () => Promise<Resources> {
  let previous = readCpuTimes();
  return async () => {
    const now = readCpuTimes();
    const since = previous;
    previous = now;
    const { blocks, bavail } = await statfs(diskFolder);
    return {
      cpuPercent: percent(now.busyMs - since.busyMs, now.totalMs - since.totalMs),
      memoryPercent: percent(totalmem() - freemem(), totalmem()),
      diskPercent: percent(blocks - bavail, blocks),
    };
  };
}
