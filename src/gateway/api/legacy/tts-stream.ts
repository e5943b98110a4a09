import { randomUUID } from "node:crypto";
import { formatById } from "../../../audio/formats/index.js";
import { orAbort } from "../../../async/iterate.js";
import { ParlandoError, toParlandoError } from "../../../contract/errors.js";
import type { SpeakRequest } from "../../../contract/speech.js";
import type { GatewayDeps } from "../../context.js";
import { nativeErrorBody } from "../../errors.js";
import { encodeSpeech, type SoundEvent } from "../../sound.js";
import { SpeechAccount } from "../../socket/account.js";
import { tooLargeReason, type Peer } from "../../socket/serve.js";
import { SocketWriter, type Socket } from "../../socket/writer.js";
import { toLegacyRequest } from "./fields.js";
import { reframe } from "./frames.js";
import { DEFAULT_RATE_HZ, FRAME_BYTES, parseStreamMessage, type StreamFields } from "./tts-message.js";

/** Texts of one connection that are spoken or wait to be. */
const MAX_TEXTS = 16;

const PCM = formatById("pcm");

interface Job {
  readonly request: SpeakRequest;
  readonly rateHz: number;
  readonly frameBytes: number;
  readonly account: SpeechAccount;
}

/**
 * One connection of `/ws/tts`: texts in, 16-bit mono PCM out in binary messages of equal size, `{"type":"end"}` after
 * each text. Texts are spoken one after another. An error takes the place of the end; the connection goes on.
 */
export class TtsStream implements Peer {
  isAlive = true;
  readonly isHeldBack = false;
  private readonly socket: Socket;
  private readonly deps: GatewayDeps;
  private readonly defaults: StreamFields;
  private readonly writer: SocketWriter;
  private readonly abort = new AbortController();
  private readonly jobs: Job[] = [];
  private isRunning = false;
  private isLeaving = false;

  /** @param defaults what the address said for all texts. */
  constructor(socket: Socket, deps: GatewayDeps, defaults: StreamFields) {
    this.socket = socket;
    this.deps = deps;
    this.defaults = defaults;
    this.writer = new SocketWriter(socket);
  }

  get isClosed(): boolean {
    return this.abort.signal.aborted;
  }

  receive(data: Uint8Array, isBinary: boolean): void {
    if (this.isClosed) return;
    const { maxFrameBytes } = this.deps.settings;
    if (data.length > maxFrameBytes) return this.close(1009, tooLargeReason(maxFrameBytes));
    const requestId = `req_${randomUUID().replaceAll("-", "")}`;
    try {
      this.take(data, isBinary, requestId);
    } catch (error) {
      this.refuse(toParlandoError(error), requestId);
    }
  }

  closed(): void {
    this.abort.abort();
    for (const job of this.jobs.splice(0)) this.settle(job, "cancelled");
  }

  close(code: number, reason: string): void {
    this.closed();
    this.socket.close(code, reason);
  }

  leave(): void {
    this.isLeaving = true;
    if (this.jobs.length === 0 && !this.isClosed) this.close(1001, "The server is shutting down; connect again.");
  }

  sweep(): void {
    // Nothing here can be left open: a text is whole when it comes.
  }

  private take(data: Uint8Array, isBinary: boolean, requestId: string): void {
    if (isBinary) throw new ParlandoError("invalid_request", "Binary messages mean nothing here; send text.");
    if (this.isLeaving) throw new ParlandoError("shutting_down", "The server is shutting down; connect again.");
    if (this.jobs.length >= MAX_TEXTS) {
      throw new ParlandoError("rate_limited", `${MAX_TEXTS} texts wait on this connection; wait for an end marker.`);
    }
    this.jobs.push(this.toJob(Buffer.from(data).toString(), requestId));
    if (!this.isRunning) void this.run();
  }

  private toJob(message: string, requestId: string): Job {
    const fields = { ...this.defaults, ...parseStreamMessage(message) };
    return {
      request: toLegacyRequest(fields.text, fields, requestId, this.deps),
      rateHz: PCM.rateFor(fields.sample_rate ?? DEFAULT_RATE_HZ),
      frameBytes: fields.frame_bytes ?? FRAME_BYTES.default,
      account: new SpeechAccount(this.deps, { requestId, route: "/ws/tts", isTextOpen: false }),
    };
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    for (let job = this.jobs[0]; job !== undefined; job = this.jobs[0]) {
      try {
        await this.speak(job);
        this.end(job);
      } catch (error) {
        this.fail(job, toParlandoError(error));
      }
    }
    this.isRunning = false;
    if (this.isLeaving) this.leave();
  }

  private async speak({ request, rateHz, frameBytes, account }: Job): Promise<void> {
    const { signal } = this.abort;
    const sound = encodeSpeech(this.deps.speech.speak(request, signal), { format: PCM, sampleRateHz: rateHz }, signal);
    const frames = reframe(noted(sound, account), frameBytes);
    try {
      while (!this.isClosed) {
        const { done, value } = await orAbort(frames.next(), signal);
        if (done === true) return;
        account.sounded(value.length);
        this.writer.bytes(value);
        await this.writer.room(signal);
      }
    } finally {
      // Not awaited when the client has gone: the engine may be in the middle of a step.
      frames.return().catch(() => undefined);
    }
  }

  private end(job: Job): void {
    if (this.isClosed) return;
    this.jobs.shift();
    this.writer.json({ type: "end", sample_rate: job.rateHz, bytes: job.account.bytes });
    this.settle(job, "completed");
  }

  private fail(job: Job, error: ParlandoError): void {
    if (this.isClosed) return;
    this.jobs.shift();
    this.refuse(error, job.request.requestId);
    job.account.failed(error);
    this.settle(job, "failed");
  }

  private settle({ account }: Job, status: "completed" | "failed" | "cancelled"): void {
    account.close(status, PCM.id);
  }

  private refuse(error: ParlandoError, requestId: string): void {
    this.writer.json({ type: "error", ...nativeErrorBody(error, requestId) });
  }
}

async function* noted(
  sound: AsyncIterable<SoundEvent>,
  account: SpeechAccount,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const event of sound) {
    if (event.type === "started") account.started(event.voice);
    if (event.type === "end") account.spoke(event.durationMs, event.characters);
    if (event.type === "audio") yield event.bytes;
  }
}
