import { Type } from "@fastify/type-provider-typebox";
import type { App, GatewayDeps } from "../../context.js";
import { collectTranscript, hearUpload } from "../../transcript.js";
import { CHECKED_BY_HANDLER, readUpload } from "../../upload.js";
import { RECORDING_FIELDS, toListenOptions, toRawAudio } from "./recording.js";

const Options = Type.Object(RECORDING_FIELDS);
const Answer = Type.Object({ text: Type.String(), language: Type.String(), duration_ms: Type.Number() });

/** `POST /api/stt/bytes`: the body is audio, the answer its text. `app` takes uploads. */
export function addStt(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Turn the audio in the body into text",
    tags: ["Older systems"],
    querystring: Options,
    response: { 200: Answer },
  };
  app.post("/api/stt/bytes", { schema, ...CHECKED_BY_HANDLER }, async (request) => {
    const upload = await readUpload(request, Options, deps.settings);
    const { fields } = upload;
    const options = toListenOptions(fields, request.id);
    const events = hearUpload(upload, options, deps, request.work.signal, toRawAudio(fields));
    const { text, language, durationMs } = await collectTranscript(events);
    return { text, language, duration_ms: durationMs };
  });
}
