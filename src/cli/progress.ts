import { Presets, SingleBar } from "cli-progress";

/** Progress of long work. Draws on stderr, and only where a person looks at it: stdout stays clean in a pipe. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

const QUIET: Progress = { update() {}, stop() {} };

/** @param total whole amount, in `unit`s; 0 where it is not known (then nothing is drawn). */
export function openProgress(label: string, total: number, unit: string): Progress {
  if (!process.stderr.isTTY || total <= 0) return QUIET;
  const bar = new SingleBar(
    {
      stream: process.stderr,
      format: `${label} {bar} {percentage}% {value}/{total} ${unit}`,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(Math.ceil(total), 0);
  return {
    update: (done) => bar.update(Math.min(Math.ceil(total), Math.round(done))),
    stop: () => bar.stop(),
  };
}
