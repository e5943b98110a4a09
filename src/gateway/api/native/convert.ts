import { Type, type Static } from "@fastify/type-provider-typebox";
import { decodeAudio, decodeRaw } from "../../../audio/formats/decode/index.js";
import { formatById } from "../../../audio/formats/index.js";
import { resample } from "../../../audio/pcm/resample.js";
import type { AudioFormat } from "../../../contract/format.js";
import { ParlandoError } from "../../../contract/errors.js";
import type { Pcm } from "../../../contract/pcm.js";
import { breathing } from "../../breathe.js";
import type { App, GatewayDeps } from "../../context.js";
import { primed, sendStream } from "../../reply.js";
import { AUDIO_TYPES, FORMAT_IDS, oneOf, rawAnswer, SampleRate } from "../../schemas.js";
import { CHECKED_BY_HANDLER, readUpload, type Upload } from "../../upload.js";
import { RAW_FIELDS, toRawAudio } from "./raw.js";

const Options = Type.Object({
  format: oneOf(FORMAT_IDS, "Format of the answer."),
  sample_rate: SampleRate,
  ...RAW_FIELDS,
  input_sample_rate: Type.Optional(Type.Integer({ description: "With encoding: Hz of the input. Default: 16000." })),
});

type Options = Static<typeof Options>;

/** `app` takes uploads, as a form or as a plain body. */
export function addConvert(app: App, deps: GatewayDeps): void {
  const schema = {
    summary: "Convert audio to another format",
    description:
      "The audio is a form's part `file`, or the body itself; then the options are the query. Mono comes out.",
    tags: ["Parlando"],
    consumes: ["multipart/form-data"],
    body: Type.Object({ file: Type.Unsafe<unknown>({ type: "string", format: "binary" }), ...Options.properties }),
    response: { 200: rawAnswer(AUDIO_TYPES, "The sound in the other format.") },
  };
  app.post("/api/v1/convert", { schema, ...CHECKED_BY_HANDLER }, async (request, reply) => {
    // Whole before the answer begins: many clients read nothing until all is sent, and back-pressure would stop both.
    const upload = await readUpload(request, Options, deps.settings);
    const { work } = request;
    const format = formatById(upload.fields.format, "format");
    const bytes = await primed(breathing(convert(upload, format, work.signal)));
    return sendStream(reply, work, format.contentType, bytes);
  });
}

async function* convert(
  upload: Upload<Options>,
  format: AudioFormat,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  await using held = upload;
  const { sample_rate: wantedRate, input_sample_rate: inputRate } = held.fields;
  const raw = toRawAudio(held.fields, inputRate);
  const bytes = held.file.bytes();
  const source = raw === undefined ? decodeAudio(bytes, signal) : decodeRaw(bytes, raw, signal);
  try {
    const first = await source.next();
    if (first.done === true) throw new ParlandoError("invalid_audio", "The upload holds no sound.");
    const rateHz = format.rateFor(wantedRate ?? first.value.sampleRateHz);
    yield* format.encode(resample(prepend(first.value, source), rateHz, signal), rateHz, signal);
  } finally {
    await source.return(undefined);
  }
}

async function* prepend(first: Pcm, rest: AsyncIterable<Pcm>): AsyncGenerator<Pcm, void, undefined> {
  yield first;
  yield* rest;
}
