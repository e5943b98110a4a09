import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { formatById } from "../../../../audio/formats/index.js";
import { abortError } from "../../../../contract/errors.js";
import type { ApiSurface, GatewayDeps } from "../../../context.js";
import { Heartbeat } from "./heartbeat.js";
import { decodeRecording } from "./decode.js";
import { WS_LIMITS, type WsDeps } from "./ports.js";
import { WsSession, tooLargeReason } from "./session.js";
import { speakBytes } from "./speech.js";

/** The native WebSocket at `/ws`; docs/websocket.md. */
export const NATIVE_WS_API: ApiSurface = {
  id: "native-ws",
  register(app, gateway) {
    const deps = toWsDeps(gateway);
    const heartbeat = new Heartbeat(gateway.clock);
    app.get("/ws", { websocket: true }, (socket, request) => {
      const session = serve(socket, deps, heartbeat);
      // The server gives up waiting for what is still at work, or the client has gone: then the socket is closed already.
      request.work.signal.addEventListener("abort", () => session.close(1001, abortError(request.work.signal).message));
    });
  },
};

function serve(socket: WebSocket, deps: WsDeps, heartbeat: Heartbeat): WsSession {
  const session = new WsSession(socket, deps);
  takeOverClosing(socket, session, deps.limits.messageBytes);
  heartbeat.add(session, socket);
  socket.on("message", (data, isBinary) => session.receive(data as Buffer, isBinary));
  socket.on("pong", () => {
    session.isAlive = true;
  });
  socket.on("close", () => {
    heartbeat.delete(session);
    session.closed();
  });
  return session;
}

/**
 * Two others close this socket. `ws` does so with 1009 and no reason, before an oversized message is ours to see. The
 * server does so with 1001 when it shuts down; what is playing may finish then.
 */
function takeOverClosing(socket: WebSocket, session: WsSession, limitBytes: number): void {
  const close = socket.close.bind(socket);
  socket.close = (code, reason) => {
    if (code === 1001 && !session.isClosed) session.leave();
    else close(code, code === 1009 ? (reason ?? tooLargeReason(undefined, limitBytes)) : reason);
  };
  // The plug-in's own listener cuts the connection at once, and the reason would be lost on the way.
  socket.removeAllListeners("error");
  socket.on("error", () => undefined);
}

function toWsDeps({ speech, listening, settings, clock, log, metrics }: GatewayDeps): WsDeps {
  return {
    listening,
    clock,
    log,
    metrics,
    limits: { ...WS_LIMITS, messageBytes: settings.maxFrameBytes, textCharacters: settings.maxTextCharacters },
    defaultVoice: "default",
    speak: (request, output, signal) => speakBytes(speech, request, output, signal),
    checkOutput({ format, sampleRateHz }) {
      const audio = formatById(format);
      if (sampleRateHz !== undefined) audio.rateFor(sampleRateHz);
    },
    decode: decodeRecording,
    async openSession({ sessionId }) {
      return { sessionId: sessionId ?? randomUUID(), resumed: false, release() {} };
    },
  };
}
