import { Type } from "@fastify/type-provider-typebox";
import type { Voice } from "../../../contract/voice.js";
import type { App, GatewayDeps } from "../../context.js";

const VoiceEntry = Type.Object({
  id: Type.String(),
  name: Type.String(),
  language: Type.String({ description: "BCP-47 tag of the language it speaks best." }),
  languages: Type.Array(Type.String()),
  gender: Type.String({ description: "female, male, neutral or unknown." }),
  description: Type.String(),
  engine: Type.String(),
  model: Type.String(),
  sample_rate: Type.Integer({ description: "Hz, before any resampling." }),
  is_available: Type.Boolean(),
  licence: Type.Optional(Type.String({ description: "SPDX id." })),
});

const Query = Type.Object({
  language: Type.Optional(Type.String({ description: "Only voices of this language, e.g. en or en-GB." })),
  engine: Type.Optional(Type.String({ description: "Only voices of this engine." })),
});

export function addVoices(app: App, { speech }: GatewayDeps): void {
  const answer = Type.Object({ voices: Type.Array(VoiceEntry) });
  const schema = { summary: "Voices", tags: ["Parlando"], querystring: Query, response: { 200: answer } };
  app.get("/api/v1/voices", { schema }, async (request) => {
    const { language, engine } = request.query;
    const voices = await speech.voices(request.work.signal);
    return {
      voices: voices
        .filter((voice) => engine === undefined || voice.engine === engine)
        .filter((voice) => language === undefined || speaks(voice, language))
        .map(toWire),
    };
  });
}

function speaks({ languages }: Voice, wanted: string): boolean {
  const prefix = wanted.toLowerCase();
  return languages.some((tag) => tag.toLowerCase() === prefix || tag.toLowerCase().startsWith(`${prefix}-`));
}

function toWire(voice: Voice) {
  const { id, name, languages, gender, description, engine, model, sampleRateHz, isAvailable, licence } = voice;
  return {
    id,
    name,
    language: languages[0] ?? "und",
    languages: [...languages],
    gender,
    description,
    engine,
    model,
    sample_rate: sampleRateHz,
    is_available: isAvailable,
    ...(licence === undefined ? {} : { licence }),
  };
}
