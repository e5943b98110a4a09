import { Type } from "@fastify/type-provider-typebox";
import { ParlandoError } from "../../../contract/errors.js";
import type { App, GatewayDeps } from "../../context.js";
import { didYouMean } from "../../suggest.js";
import { LISTENING_MODEL_ALIASES, OPENAI_VOICES, SPEECH_MODEL_ALIASES } from "./names.data.js";

/** `created` of every model, seconds: clients want a number, and nobody asks which. */
const CREATED_SECONDS = 1_764_028_800;

const Model = Type.Object({
  id: Type.String(),
  object: Type.Literal("model"),
  created: Type.Integer(),
  owned_by: Type.String(),
});
const ModelList = Type.Object({ object: Type.Literal("list"), data: Type.Array(Model) });
const ModelNames = Type.Object({ models: Type.Array(Type.Object({ id: Type.String() })) });
const VoiceNames = Type.Object({ voices: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) });

const TAGS = ["OpenAI"];

/** Listings, open to all: Open WebUI asks for them without a key. Nothing secret may be in them. */
export function addModels(app: App, deps: GatewayDeps): void {
  const list = { summary: "Models that speak or listen", tags: TAGS, response: { 200: ModelList } };
  app.get("/models", { schema: list }, async (request) => {
    const ids = await modelIds(deps, request.work.signal);
    return { object: "list" as const, data: ids.map(toModel) };
  });

  const one = {
    summary: "One model",
    tags: TAGS,
    params: Type.Object({ id: Type.String() }),
    response: { 200: Model },
  };
  app.get("/models/:id", { schema: one }, async (request) => {
    const { id } = request.params;
    const ids = await modelIds(deps, request.work.signal);
    if (ids.includes(id)) return toModel(id);
    throw new ParlandoError("not_found", `There is no model "${id}".${didYouMean(id, ids)} GET /v1/models lists all.`, {
      field: "model",
    });
  });

  const names = { summary: "Models that speak", tags: TAGS, response: { 200: ModelNames } };
  app.get("/audio/models", { schema: names }, async (request) => ({
    models: (await speechModelIds(deps, request.work.signal)).map((id) => ({ id })),
  }));

  const voices = { summary: "Voices", tags: TAGS, response: { 200: VoiceNames } };
  app.get("/audio/voices", { schema: voices }, async (request) => {
    const own = (await deps.speech.voices(request.work.signal)).filter(({ isAvailable }) => isAvailable);
    const aliases = OPENAI_VOICES.map((id) => ({ id, name: id }));
    return { voices: [...own.map(({ id, name }) => ({ id, name })), ...aliases] };
  });
}

function toModel(id: string) {
  return { id, object: "model" as const, created: CREATED_SECONDS, owned_by: "parlando" };
}

async function speechModelIds({ speech }: GatewayDeps, signal: AbortSignal): Promise<string[]> {
  const voices = await speech.voices(signal);
  const own = voices.filter(({ isAvailable }) => isAvailable).flatMap(({ engine, model }) => [engine, model]);
  return [...new Set([...SPEECH_MODEL_ALIASES, ...own])];
}

async function modelIds(deps: GatewayDeps, signal: AbortSignal): Promise<string[]> {
  const [speaking, recognisers] = await Promise.all([speechModelIds(deps, signal), deps.listening.recognisers(signal)]);
  const own = recognisers.filter(({ isAvailable }) => isAvailable).map(({ id }) => id);
  return [...new Set([...speaking, ...LISTENING_MODEL_ALIASES, ...own])];
}
