import { ParlandoError, toParlandoError } from "../../../../contract/errors.js";
import { tooLargeReason, type Peer } from "../../../socket/serve.js";
import type { Socket } from "../../../socket/writer.js";
import { FRAME_TYPES, parseFrames } from "./frames.js";
import { Hearing } from "./hearing.js";
import type { ClientMessage } from "./messages.data.js";
import { Outlet } from "./outlet.js";
import { parseMessage, taskIdOf } from "./parse.js";
import type { OpenSession, SessionWish, WsDeps } from "./ports.js";
import { SpeakingLine } from "./speaking.js";
import { toSpeakTask, type SpeakTask } from "./task.js";

interface Incoming {
  readonly data: Uint8Array;
  readonly isBinary: boolean;
}

const LEAVING = "The server is shutting down; connect again.";

/** Messages that may wait while `connect` is being answered. */
const WAITING_MESSAGES = 256;

/**
 * One connection of the native protocol (docs/websocket.md). Knows nothing of HTTP: `receive` and `closed` are called
 * by whoever owns the socket, `sweep` from time to time. Keeps no timer, and no buffer until something is asked of it.
 */
export class WsSession implements Peer {
  /** Whether the peer showed a sign of life since the last sweep. */
  isAlive = true;
  private readonly socket: Socket;
  private readonly deps: WsDeps;
  private readonly outlet: Outlet;
  private session: OpenSession | undefined;
  private isConnected = false;
  private hasEnded = false;
  private isLeaving = false;
  private waiting: Incoming[] | undefined;
  private line: SpeakingLine | undefined;
  private hearing: Hearing | undefined;
  private openText: SpeakTask | undefined;
  private heldBack = 0;

  constructor(socket: Socket, deps: WsDeps) {
    this.socket = socket;
    this.deps = deps;
    this.outlet = new Outlet(socket);
  }

  /** Whether the connection is over, or on its way out with a close frame. */
  get isClosed(): boolean {
    return this.hasEnded;
  }

  /** Whether anything is spoken or heard, or waits to be. */
  get isBusy(): boolean {
    return (this.line?.size ?? 0) + (this.hearing?.size ?? 0) > 0;
  }

  /** Whether the socket is not being read, so that no sign of life can come. */
  get isHeldBack(): boolean {
    return this.heldBack > 0;
  }

  /** Takes a message of the client. Never throws: what is wrong with it is answered. */
  receive(data: Uint8Array, isBinary: boolean): void {
    if (this.isClosed) return;
    const { messageBytes } = this.deps.limits;
    if (data.length > messageBytes) return this.close(1009, tooLargeReason(messageBytes));
    if (this.waiting === undefined) return this.take({ data, isBinary });
    if (this.waiting.length >= WAITING_MESSAGES) return this.close(1008, "Wait for the answer to connect.");
    this.waiting.push({ data, isBinary });
  }

  /** The socket has closed: whatever was asked through it ends now. */
  closed(): void {
    if (this.isClosed) return;
    this.hasEnded = true;
    this.waiting = undefined;
    this.line?.abandon();
    this.hearing?.abandon();
    this.openText = undefined;
    this.session?.release();
  }

  close(code: number, reason: string): void {
    this.closed();
    this.socket.close(code, reason);
  }

  /** Takes no new work, finishes what is at work and then closes the connection. */
  leave(): void {
    this.isLeaving = true;
    this.leaveIfDone();
  }

  /** Ends texts and transcriptions that a client opened and forgot. */
  sweep(nowMs: number): void {
    const sinceMs = nowMs - this.deps.limits.openIdleMs;
    this.line?.expire(sinceMs);
    this.hearing?.expire(sinceMs);
  }

  private leaveIfDone(): void {
    if (this.isLeaving && !this.isBusy && !this.isClosed) this.close(1001, LEAVING);
  }

  private take(incoming: Incoming): void {
    const text = incoming.isBinary ? "" : Buffer.from(incoming.data).toString();
    try {
      if (incoming.isBinary) this.takeFrames(incoming.data);
      else this.takeMessage(parseMessage(text));
    } catch (error) {
      this.outlet.error(toParlandoError(error), taskIdOf(text));
    }
  }

  private takeFrames(data: Uint8Array): void {
    for (const frame of parseFrames(data)) {
      if (frame.type !== FRAME_TYPES.recording) {
        throw new ParlandoError(
          "invalid_request",
          `Frame type ${frame.type} means nothing here; audio to be transcribed is type ${FRAME_TYPES.recording}.`,
          { field: "frame" },
        );
      }
      this.hear().push(frame.data);
    }
  }

  private takeMessage(message: ClientMessage): void {
    switch (message.type) {
      case "connect":
        return this.connect(message);
      case "synthesize":
        return this.work(message.task_id, () => this.synthesize(message));
      case "text":
        return this.addText(message.task_id, (task) => task.text.push(message.delta, "delta"));
      case "flush":
        return this.addText(message.task_id, (task) => task.text.flush());
      case "end":
        return this.addText(message.task_id, (task) => this.endText(task));
      case "interrupt":
        return this.interrupt(message);
      case "transcribe":
        return this.work(message.task_id, () => {
          this.refuseKnown(message.task_id);
          this.hear().start(message);
        });
      case "transcribe_end":
        return this.hear().finish(message.task_id);
      case "ping":
        return this.outlet.json({ type: "pong" });
    }
  }

  private connect(message: ClientMessage<"connect">): void {
    if (this.isConnected) {
      throw new ParlandoError(
        "invalid_request",
        `This connection is session ${this.session?.sessionId ?? ""} already; open another connection for another session.`,
        { field: "type" },
      );
    }
    const { session_id: sessionId, auth_token: authToken } = message;
    const wish = {
      ...(sessionId === undefined ? {} : { sessionId }),
      ...(authToken === undefined ? {} : { authToken }),
    };
    this.open(wish, (session) => {
      this.isConnected = true;
      this.outlet.json({
        type: "connected",
        session_id: session.sessionId,
        resumed: session.resumed,
        limits: toWireLimits(this.deps),
      });
    });
  }

  /** Does what needs a session, in one of its own if the client has not asked for one. */
  private work(taskId: string | undefined, act: () => void): void {
    if (this.isLeaving) throw new ParlandoError("shutting_down", LEAVING);
    if (this.session === undefined) this.open({}, act, taskId);
    else act();
  }

  /** Opens a session and then acts; messages that come meanwhile wait. */
  private open(wish: SessionWish, act: (session: OpenSession) => void, taskId?: string): void {
    const waiting: Incoming[] = [];
    this.waiting = waiting;
    void this.openThen(wish, act, taskId).finally(() => this.takeWaiting(waiting));
  }

  private async openThen(wish: SessionWish, act: (session: OpenSession) => void, taskId?: string): Promise<void> {
    try {
      const session = await this.deps.openSession(wish);
      if (this.isClosed) return session.release();
      this.session?.release();
      this.session = session;
      act(session);
    } catch (error) {
      this.outlet.error(toParlandoError(error), taskId);
    }
  }

  private takeWaiting(waiting: Incoming[]): void {
    if (this.waiting !== waiting) return;
    this.waiting = undefined;
    while (waiting.length > 0 && this.waiting === undefined) this.take(waiting.shift() as Incoming);
    // One of them was a connect: the rest goes on waiting, behind it and before what came meanwhile.
    (this.waiting as Incoming[] | undefined)?.unshift(...waiting);
  }

  private synthesize(message: ClientMessage<"synthesize">): void {
    this.refuseKnown(message.task_id);
    if (message.stream_text === true && this.openText?.text.isOpen === true) {
      throw new ParlandoError(
        "invalid_request",
        `The text of task ${this.openText.id} is still open; send end before opening another.`,
        { field: "stream_text" },
      );
    }
    const task = toSpeakTask(message, this.deps);
    this.line ??= new SpeakingLine(this.deps, this.outlet, () => this.leaveIfDone());
    this.line.add(task);
    if (task.text.isOpen) this.openText = task;
  }

  private addText(taskId: string | undefined, act: (task: SpeakTask) => void): void {
    const task = this.openText;
    if (task === undefined || !task.text.isOpen) {
      throw new ParlandoError("invalid_request", "No task takes text; send synthesize with stream_text true first.");
    }
    if (taskId !== undefined && taskId !== task.id) {
      throw new ParlandoError("invalid_request", `Task ${taskId} takes no text; ${task.id} does.`, {
        field: "task_id",
      });
    }
    task.touchedMs = this.deps.clock.nowMs();
    act(task);
  }

  private endText(task: SpeakTask): void {
    task.text.end();
    task.progress ??= 0;
    this.openText = undefined;
  }

  private interrupt({ task_id: taskId, reason }: ClientMessage<"interrupt">): void {
    if (taskId !== undefined && this.hearing?.cancel(taskId, reason) === true) return;
    if ((this.line?.cancel(taskId, reason) ?? 0) > 0) return;
    this.outlet.json({ type: "status", task_id: taskId ?? null, status: "idle", progress: null, error: null });
  }

  private refuseKnown(taskId: string | undefined): void {
    if (taskId === undefined) return;
    if (this.line?.has(taskId) !== true && this.hearing?.has(taskId) !== true) return;
    throw new ParlandoError("invalid_request", `Task ${taskId} is at work; another needs another id.`, {
      field: "task_id",
    });
  }

  private hear(): Hearing {
    this.hearing ??= new Hearing(this.deps, this.outlet, {
      onFull: (isFull) => this.holdBack(isFull),
      onEnd: () => this.leaveIfDone(),
    });
    return this.hearing;
  }

  private holdBack(isFull: boolean): void {
    this.heldBack += isFull ? 1 : -1;
    if (this.isClosed) return;
    if (isFull && this.heldBack === 1) this.socket.pause();
    if (!isFull && this.heldBack === 0) this.socket.resume();
  }
}

function toWireLimits({ limits }: WsDeps): Readonly<Record<string, number>> {
  return {
    message_bytes: limits.messageBytes,
    text_characters: limits.textCharacters,
    tasks: limits.tasks,
    transcriptions: limits.transcriptions,
  };
}
