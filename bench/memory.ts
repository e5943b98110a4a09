import { readdirSync, readFileSync } from "node:fs";

/** A process and all its descendants (Linux). */
export function processTree(pid: number): number[] {
  const childrenOf = (parent: number): number[] => {
    try {
      return readdirSync(`/proc/${parent}/task`)
        .flatMap((task) => readFileSync(`/proc/${parent}/task/${task}/children`, "utf8").split(" "))
        .filter((text) => text !== "")
        .map(Number);
    } catch {
      return []; // it ended while we looked
    }
  };
  return [pid, ...childrenOf(pid).flatMap(processTree)];
}

/** Resident memory of one process, MB. */
export function residentMb(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1] ?? Number.NaN) / 1024;
}

/** Resident memory of a process and its descendants, MB. */
export function treeResidentMb(pid: number): number {
  return processTree(pid).reduce((sum, each) => sum + residentMb(each), 0);
}
