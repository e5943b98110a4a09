import { ERROR_TABLE, type ParlandoError } from "../../contract/errors.js";
import type { Voice } from "../../contract/voice.js";
import type { GatewayDeps } from "../context.js";

/** What an account is written with. */
export type Books = Pick<GatewayDeps, "clock" | "log"> & {
  readonly metrics: Pick<
    GatewayDeps["metrics"],
    "speechEnded" | "errorSeen" | "streamOpened" | "interrupted" | "audioSent"
  >;
};

export interface SpeechSubject {
  readonly requestId: string;
  /** The path it came by. */
  readonly route: string;
  /** Whether the text still arrives, so that no time to first audio can be told. */
  readonly isTextOpen: boolean;
}

/** What there is to tell of one speech over a socket, gathered while it runs and told once. */
export class SpeechAccount {
  private readonly books: Books;
  private readonly subject: SpeechSubject;
  private readonly startedMs: number;
  private closeStream: (() => void) | undefined;
  private voice: Voice | undefined;
  private ttfaMs: number | undefined;
  private audioMs = 0;
  private characters = 0;
  private sentBytes = 0;
  private error: ParlandoError | undefined;

  constructor(books: Books, subject: SpeechSubject) {
    this.books = books;
    this.subject = subject;
    this.startedMs = books.clock.nowMs();
  }

  /** Encoded audio so far. */
  get bytes(): number {
    return this.sentBytes;
  }

  started(voice: Voice): void {
    this.voice = voice;
    this.closeStream = this.books.metrics.streamOpened("websocket");
  }

  sounded(bytes: number): void {
    this.sentBytes += bytes;
    if (!this.subject.isTextOpen) this.ttfaMs ??= this.elapsedMs;
  }

  spoke(audioMs: number, characters: number): void {
    this.audioMs = audioMs;
    this.characters = characters;
  }

  failed(error: ParlandoError): void {
    this.error = error;
  }

  close(status: "completed" | "failed" | "cancelled", format: string): void {
    const { log, metrics } = this.books;
    const durationMs = this.elapsedMs;
    const ttfa = this.ttfaMs === undefined ? {} : { ttfaMs: this.ttfaMs };
    this.closeStream?.();
    if (this.sentBytes > 0) metrics.audioSent(format, this.sentBytes);
    if (status === "cancelled") metrics.interrupted();
    if (this.error !== undefined) metrics.errorSeen(this.error.code);
    if (this.voice !== undefined) {
      metrics.speechEnded({ engine: this.voice.engine, audioMs: this.audioMs, durationMs, ...ttfa });
    }
    const fields = {
      request_id: this.subject.requestId,
      route: this.subject.route,
      status,
      duration_ms: Math.round(durationMs),
      ...(this.ttfaMs === undefined ? {} : { ttfa_ms: Math.round(this.ttfaMs * 10) / 10 }),
      audio_ms: Math.round(this.audioMs),
      chars: this.characters,
      ...(this.voice === undefined ? {} : { voice: this.voice.id, engine: this.voice.engine }),
    };
    if (this.error === undefined) return log.info(fields, "speech");
    const isOurs = ERROR_TABLE[this.error.code].status >= 500;
    log[isOurs ? "error" : "info"](
      { ...fields, code: this.error.code, ...(isOurs ? { err: this.error } : {}) },
      "speech",
    );
  }

  private get elapsedMs(): number {
    return this.books.clock.nowMs() - this.startedMs;
  }
}
