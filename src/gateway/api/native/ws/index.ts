import { randomUUID } from "node:crypto";
import { formatById } from "../../../../audio/formats/index.js";
import type { ApiSurface, GatewayDeps } from "../../../context.js";
import { Heartbeat } from "../../../socket/heartbeat.js";
import { serveSocket } from "../../../socket/serve.js";
import { decodeRecording } from "./decode.js";
import { WS_LIMITS, type WsDeps } from "./ports.js";
import { WsSession } from "./session.js";
import { speakBytes } from "./speech.js";

/** The native WebSocket at `/ws`; docs/websocket.md. */
export const NATIVE_WS_API: ApiSurface = {
  id: "native-ws",
  register(app, gateway) {
    const deps = toWsDeps(gateway);
    const heartbeat = new Heartbeat(gateway.clock);
    const { messageBytes } = deps.limits;
    app.get("/ws", { websocket: true }, (socket, request) => {
      serveSocket(socket, new WsSession(socket, deps), { heartbeat, messageBytes, signal: request.work.signal });
    });
  },
};

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
