import { Type } from "@fastify/type-provider-typebox";
import type { ApiSurface, App } from "../../context.js";
import { Heartbeat } from "../../socket/heartbeat.js";
import { serveSocket } from "../../socket/serve.js";
import { takeUploads } from "../../upload.js";
import { addEcho } from "./echo.js";
import { addPiper } from "./piper.js";
import { addSamples } from "./samples.js";
import { addStt } from "./stt.js";
import { STREAM_FIELDS } from "./tts-message.js";
import { TtsStream } from "./tts-stream.js";
import { addTts } from "./tts.js";

/** Paths of the systems that Parlando replaces, and of Piper's own server; docs/websocket.md and the OpenAPI document. */
export const LEGACY_API: ApiSurface = {
  id: "legacy",
  async register(app, deps) {
    for (const add of [addTts, addSamples, addPiper]) add(app, deps);
    await app.register(async (uploads: App) => {
      await takeUploads(uploads, deps.settings, true);
      addStt(uploads, deps);
      addEcho(uploads, deps);
    });
    const heartbeat = new Heartbeat(deps.clock);
    const messageBytes = deps.settings.maxFrameBytes;
    const schema = { querystring: Type.Object(STREAM_FIELDS) };
    app.get("/ws/tts", { websocket: true, schema }, (socket, request) => {
      const stream = new TtsStream(socket, deps, request.query);
      serveSocket(socket, stream, { heartbeat, messageBytes, signal: request.work.signal });
    });
  },
};
