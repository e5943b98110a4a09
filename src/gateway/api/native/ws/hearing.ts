import { randomUUID } from "node:crypto";
import { orAbort } from "../../../../async/iterate.js";
import { ParlandoError, toParlandoError } from "../../../../contract/errors.js";
import type { ListenOptions, TranscriptEvent, TranscriptSegment } from "../../../../contract/listening.js";
import type { Pcm } from "../../../../contract/pcm.js";
import type { ClientMessage } from "./messages.data.js";
import { toErrorBody, type Outlet } from "./outlet.js";
import type { WsDeps } from "./ports.js";
import { Recording } from "./recording.js";

/** Audio that becomes text, from its message to its last status. */
interface HearTask {
  readonly id: string;
  readonly audio: AsyncIterable<Pcm>;
  readonly options: ListenOptions;
  readonly recording: Recording;
  readonly abort: AbortController;
  /** When its last audio came, on the house's clock. */
  touchedMs: number;
}

/** Who is told what happens to a connection's transcriptions. */
interface HearingWatch {
  /** When the client's audio should be held back, and when no longer. */
  readonly onFull: (isFull: boolean) => void;
  /** After the last status of each task. */
  readonly onEnd: () => void;
}

/** The transcriptions of one connection: one takes audio, others may still be at work on what they got. */
export class Hearing {
  private readonly tasks = new Set<HearTask>();
  private readonly deps: WsDeps;
  private readonly outlet: Outlet;
  private readonly watch: HearingWatch;
  private open: HearTask | undefined;

  constructor(deps: WsDeps, outlet: Outlet, watch: HearingWatch) {
    this.deps = deps;
    this.outlet = outlet;
    this.watch = watch;
  }

  get size(): number {
    return this.tasks.size;
  }

  has(taskId: string): boolean {
    return this.find(taskId) !== undefined;
  }

  /**
   * @throws ParlandoError `invalid_request` while another takes audio, `rate_limited` when too many are at work,
   * `unsupported_format`.
   */
  start(message: ClientMessage<"transcribe">): void {
    if (this.open !== undefined) {
      throw new ParlandoError(
        "invalid_request",
        `Transcription ${this.open.id} still takes audio; send transcribe_end before the next one.`,
      );
    }
    if (this.tasks.size >= this.deps.limits.transcriptions) {
      throw new ParlandoError(
        "rate_limited",
        `${this.tasks.size} transcriptions of this connection are at work, and no more fit; wait for a transcript.`,
      );
    }
    const task = this.toTask(message);
    this.tasks.add(task);
    this.open = task;
    this.status(task, "processing");
    void this.hear(task);
  }

  /** @throws ParlandoError `invalid_request` when no transcription takes audio. */
  push(data: Uint8Array): void {
    const task = this.taking();
    task.touchedMs = this.deps.clock.nowMs();
    task.recording.push(data);
  }

  /** @throws ParlandoError `invalid_request` when no transcription takes audio, or another than the one named. */
  finish(taskId: string | undefined): void {
    const task = this.taking();
    if (taskId !== undefined && taskId !== task.id) {
      throw new ParlandoError("invalid_request", `Transcription ${taskId} takes no audio; ${task.id} does.`, {
        field: "task_id",
      });
    }
    this.open = undefined;
    task.recording.end();
  }

  /** Answers whether there was such a transcription. */
  cancel(taskId: string, reason: string | undefined): boolean {
    const task = this.find(taskId);
    if (task !== undefined) this.end(task, "cancelled", reason === undefined ? {} : { reason });
    return task !== undefined;
  }

  /** Ends every task without a word: nobody listens any more. */
  abandon(): void {
    for (const task of this.tasks) this.release(task);
  }

  /** Ends the open transcription if its audio stopped before `sinceMs`. */
  expire(sinceMs: number): void {
    if (this.open === undefined || this.open.touchedMs >= sinceMs) return;
    const error = new ParlandoError("timeout", "No audio came for too long; send transcribe_end when it is complete.");
    this.end(this.open, "failed", { error: toErrorBody(error) });
  }

  private toTask(message: ClientMessage<"transcribe">): HearTask {
    const requestId = randomUUID();
    const recording = new Recording((isFull) => this.watch.onFull(isFull));
    const abort = new AbortController();
    const input = { format: message.format ?? "pcm", sampleRateHz: message.sample_rate ?? 16_000 };
    return {
      id: message.task_id ?? requestId,
      audio: this.deps.decode(recording.bytes(), input, abort.signal),
      options: {
        ...(message.model === undefined ? {} : { model: message.model }),
        ...(message.language === undefined ? {} : { language: message.language }),
        ...(message.prompt === undefined ? {} : { prompt: message.prompt }),
        task: message.task === "translate" ? "translate" : "transcribe",
        temperature: message.temperature ?? 0,
        words: message.words ?? false,
        requestId,
      },
      recording,
      abort,
      touchedMs: this.deps.clock.nowMs(),
    };
  }

  private async hear(task: HearTask): Promise<void> {
    const { signal } = task.abort;
    const segments: TranscriptSegment[] = [];
    let events: AsyncIterator<TranscriptEvent> | undefined;
    try {
      events = this.deps.listening.transcribe(task.audio, task.options, signal)[Symbol.asyncIterator]();
      for (;;) {
        const { done, value } = await orAbort(events.next(), signal);
        if (!this.tasks.has(task)) return;
        if (done === true) throw new ParlandoError("internal", "The transcription stopped without its end.");
        this.deliver(task, value, segments);
        if (value.type === "end") return;
      }
    } catch (error) {
      this.fail(task, toParlandoError(error));
    } finally {
      this.release(task);
      // Not awaited: it may be waiting for a step that still computes.
      events?.return?.().catch(() => undefined);
    }
  }

  private deliver(task: HearTask, event: TranscriptEvent, segments: TranscriptSegment[]): void {
    if (event.type === "started") return;
    if (event.type === "segment") {
      segments.push(event.segment);
      return this.transcript(task, { final: false, text: event.segment.text, segments: [toWire(event.segment)] });
    }
    this.transcript(task, {
      final: true,
      text: event.text,
      segments: segments.map(toWire),
      language: event.language,
      duration_ms: event.durationMs,
    });
    this.end(task, "completed");
  }

  private fail(task: HearTask, error: ParlandoError): void {
    if (!this.tasks.has(task)) return;
    if (error.code === "internal") this.deps.log.error({ task_id: task.id, error }, "a transcription failed");
    this.end(task, "failed", { error: toErrorBody(error) });
  }

  private end(task: HearTask, status: string, more: Readonly<Record<string, unknown>> = {}): void {
    this.release(task);
    this.status(task, status, more);
    this.watch.onEnd();
  }

  private release(task: HearTask): void {
    this.tasks.delete(task);
    if (this.open === task) this.open = undefined;
    task.abort.abort();
    task.recording.discard();
  }

  private taking(): HearTask {
    if (this.open !== undefined) return this.open;
    throw new ParlandoError("invalid_request", "No transcription takes audio; send transcribe first.");
  }

  private find(taskId: string): HearTask | undefined {
    return [...this.tasks].find(({ id }) => id === taskId);
  }

  private status(task: HearTask, status: string, more: Readonly<Record<string, unknown>> = {}): void {
    const progress = status === "completed" ? 1 : null;
    this.outlet.json({ type: "status", task_id: task.id, status, progress, error: null, ...more });
  }

  private transcript(task: HearTask, fields: Readonly<Record<string, unknown>>): void {
    this.outlet.json({ type: "transcript", task_id: task.id, ...fields });
  }
}

function toWire(segment: TranscriptSegment): Readonly<Record<string, unknown>> {
  return {
    text: segment.text,
    start_ms: segment.startMs,
    end_ms: segment.endMs,
    ...(segment.words === undefined
      ? {}
      : {
          words: segment.words.map(({ text, startMs, endMs, probability }) => ({
            text,
            start_ms: startMs,
            end_ms: endMs,
            ...(probability === undefined ? {} : { probability }),
          })),
        }),
  };
}
