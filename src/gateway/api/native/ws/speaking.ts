import { orAbort } from "../../../../async/iterate.js";
import { ParlandoError, toParlandoError } from "../../../../contract/errors.js";
import type { SpeakMark } from "../../../../contract/speech.js";
import { toErrorBody, type Outlet } from "./outlet.js";
import type { SpokenPiece, WsDeps } from "./ports.js";
import type { SpeakTask } from "./task.js";

/**
 * The tasks of one connection that are to be heard: the first speaks, the others wait in order.
 *
 *   add ──▶ [ speaks | waits | waits ] ──▶ bytes, marks, status
 *
 * A task leaves the line in the same turn of the event loop in which it ends, and nothing of a task that has left is
 * sent. That is all an interrupt needs to be silent.
 */
export class SpeakingLine {
  private readonly line: SpeakTask[] = [];
  private readonly deps: WsDeps;
  private readonly outlet: Outlet;
  private readonly onEnd: () => void;
  private running = false;

  /** @param onEnd told after the last status of each task. */
  constructor(deps: WsDeps, outlet: Outlet, onEnd: () => void) {
    this.deps = deps;
    this.outlet = outlet;
    this.onEnd = onEnd;
  }

  get size(): number {
    return this.line.length;
  }

  has(taskId: string): boolean {
    return this.line.some(({ id }) => id === taskId);
  }

  /** @throws ParlandoError `rate_limited` when the line is full. */
  add(task: SpeakTask): void {
    if (this.line.length >= this.deps.limits.tasks) {
      throw new ParlandoError(
        "rate_limited",
        `${this.line.length} tasks speak or wait on this connection, and no more fit; wait for one to complete, or interrupt.`,
      );
    }
    this.line.push(task);
    this.status(task, "queued", { position: this.line.length - 1 });
    if (!this.running) void this.run();
  }

  /** Silences one task, or all. Answers how many there were. */
  cancel(taskId: string | undefined, reason: string | undefined): number {
    const tasks = this.line.filter(({ id }) => taskId === undefined || id === taskId);
    for (const task of tasks) {
      this.end(task, "cancelled", reason === undefined ? {} : { reason });
    }
    return tasks.length;
  }

  /** Ends every task without a word: nobody listens any more. */
  abandon(): void {
    for (const task of this.line.splice(0)) {
      task.stop();
      task.account.close("cancelled", task.output.format);
    }
  }

  /** Ends tasks whose text has been left open since before `sinceMs`. */
  expire(sinceMs: number): void {
    for (const task of this.line.filter(({ text, touchedMs }) => text.isOpen && touchedMs < sinceMs)) {
      this.fail(task, new ParlandoError("timeout", "No text came for too long; send end when a text is complete."));
    }
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let task = this.line[0]; task !== undefined; task = this.line[0]) await this.speak(task);
    this.running = false;
  }

  private async speak(task: SpeakTask): Promise<void> {
    const { signal } = task.abort;
    let pieces: AsyncIterator<SpokenPiece> | undefined;
    try {
      pieces = this.deps.speak(task.request, task.output, signal)[Symbol.asyncIterator]();
      while (this.speaks(task)) {
        const { done, value } = await orAbort(pieces.next(), signal);
        if (!this.speaks(task)) return;
        if (done === true) throw new ParlandoError("internal", "The speech stopped without its end.");
        this.deliver(task, value);
        if (value.type === "end") return;
        if (value.type === "bytes") await this.outlet.room(signal);
      }
    } catch (error) {
      this.fail(task, toParlandoError(error));
    } finally {
      // Not awaited: a step that still computes must not keep the next task waiting. It ends by the signal.
      task.stop();
      pieces?.return?.().catch(() => undefined);
    }
  }

  private speaks(task: SpeakTask): boolean {
    return this.line[0] === task;
  }

  private deliver(task: SpeakTask, piece: SpokenPiece): void {
    switch (piece.type) {
      case "started":
        task.account.started(piece.voice);
        return this.status(task, "processing", {
          voice_id: piece.voice.id,
          engine: piece.voice.engine,
          fell_back: piece.fellBack,
          format: task.output.format,
          content_type: piece.contentType,
          sample_rate: piece.sampleRateHz,
        });
      case "bytes":
        task.account.sounded(piece.bytes.length);
        if (task.whole === undefined) return this.outlet.speech(piece.bytes);
        if (task.account.bytes > this.deps.limits.wholeAudioBytes) throw tooLarge(this.deps.limits.wholeAudioBytes);
        task.whole.push(piece.bytes);
        return;
      case "mark":
        return this.mark(task, piece);
      case "end":
        if (task.whole !== undefined) this.outlet.speech(Buffer.concat(task.whole));
        task.progress = 1;
        task.account.spoke(piece.durationMs, piece.characters);
        return this.end(task, "completed", {
          duration_ms: piece.durationMs,
          characters: piece.characters,
          bytes: task.account.bytes,
        });
    }
  }

  private mark(task: SpeakTask, mark: SpeakMark): void {
    if (mark.kind === "sentence" && !task.text.isOpen && mark.start > 0) {
      task.progress = Math.min(1, mark.start / Math.max(1, task.text.length));
      this.status(task, "processing");
    }
    if (!task.timestamps && mark.kind !== "mark") return;
    this.outlet.json({
      type: "mark",
      task_id: task.id,
      kind: mark.kind,
      text: mark.text,
      start: mark.start,
      end: mark.end,
      start_ms: mark.startMs,
      end_ms: mark.endMs ?? null,
    });
  }

  private fail(task: SpeakTask, error: ParlandoError): void {
    if (!this.line.includes(task)) return;
    task.account.failed(error);
    this.end(task, "failed", {
      error: { ...toErrorBody(error), field: NATIVE_FIELDS[error.field ?? ""] ?? error.field ?? null },
    });
  }

  private end(
    task: SpeakTask,
    status: "completed" | "failed" | "cancelled",
    more: Readonly<Record<string, unknown>>,
  ): void {
    this.line.splice(this.line.indexOf(task), 1);
    task.stop();
    task.account.close(status, task.output.format);
    this.status(task, status, more);
    this.onEnd();
  }

  private status(task: SpeakTask, status: string, more: Readonly<Record<string, unknown>> = {}): void {
    this.outlet.json({ type: "status", task_id: task.id, status, progress: task.progress, error: null, ...more });
  }
}

/** How this protocol spells what the pipeline finds fault with. */
const NATIVE_FIELDS: Readonly<Record<string, string>> = { voice: "voice_id", response_format: "format" };

function tooLarge(limitBytes: number): ParlandoError {
  return new ParlandoError(
    "payload_too_large",
    `The whole audio is larger than ${limitBytes} bytes; set stream to true, or send a shorter text.`,
    { field: "stream" },
  );
}
