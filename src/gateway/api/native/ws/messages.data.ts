import { Type, type Static } from "typebox";
import { MANNER_RANGES } from "../../../../contract/manner.js";
import { PRIORITIES } from "../../../../contract/speech.js";

/** Named in schemas and documentation; ids a client may choose. */
const id = (what: string) =>
  Type.String({ pattern: "^[\\x21-\\x7e]{1,128}$", description: `${what}: 1 to 128 printable characters, no spaces` });

const name = Type.String({ minLength: 1, maxLength: 256 });
const range = ({ min, max }: { readonly min: number; readonly max: number }) =>
  Type.Number({ minimum: min, maximum: max });

/** Longest sound in one frame, ms: spec of the pipeline. */
export const CHUNK_MS = { min: 20, max: 100, default: 100 } as const;

const taskId = Type.Optional(id("a task's id"));

/** Every message a client may send, by its `type`. Fields not listed here are ignored. */
export const CLIENT_MESSAGES = {
  connect: Type.Object({
    type: Type.Literal("connect"),
    session_id: Type.Optional(id("a session's id")),
    auth_token: Type.Optional(Type.String({ maxLength: 8192 })),
  }),
  synthesize: Type.Object({
    type: Type.Literal("synthesize"),
    task_id: taskId,
    text: Type.Optional(Type.String()),
    stream_text: Type.Optional(Type.Boolean()),
    voice_id: Type.Optional(name),
    model: Type.Optional(name),
    language: Type.Optional(name),
    format: Type.Optional(name),
    sample_rate: Type.Optional(Type.Integer({ minimum: 4000, maximum: 192_000 })),
    chunk_ms: Type.Optional(range(CHUNK_MS)),
    priority: Type.Optional(Type.Enum([...PRIORITIES])),
    stream: Type.Optional(Type.Boolean()),
    speed: Type.Optional(range(MANNER_RANGES.speed)),
    pitch: Type.Optional(range(MANNER_RANGES.pitch)),
    volume: Type.Optional(range(MANNER_RANGES.volume)),
    seed: Type.Optional(Type.Integer({ minimum: MANNER_RANGES.seed.min, maximum: MANNER_RANGES.seed.max })),
    timestamps: Type.Optional(Type.Boolean()),
  }),
  text: Type.Object({ type: Type.Literal("text"), delta: Type.String(), task_id: taskId }),
  flush: Type.Object({ type: Type.Literal("flush"), task_id: taskId }),
  end: Type.Object({ type: Type.Literal("end"), task_id: taskId }),
  interrupt: Type.Object({
    type: Type.Literal("interrupt"),
    reason: Type.Optional(Type.String({ maxLength: 1024 })),
    task_id: taskId,
  }),
  transcribe: Type.Object({
    type: Type.Literal("transcribe"),
    task_id: taskId,
    format: Type.Optional(name),
    sample_rate: Type.Optional(Type.Integer({ minimum: 4000, maximum: 192_000 })),
    language: Type.Optional(name),
    model: Type.Optional(name),
    task: Type.Optional(Type.Enum(["transcribe", "translate"])),
    prompt: Type.Optional(Type.String({ maxLength: 4096 })),
    temperature: Type.Optional(range({ min: 0, max: 1 })),
    words: Type.Optional(Type.Boolean()),
  }),
  transcribe_end: Type.Object({ type: Type.Literal("transcribe_end"), task_id: taskId }),
  ping: Type.Object({ type: Type.Literal("ping") }),
} as const;

export type ClientMessageType = keyof typeof CLIENT_MESSAGES;
export type ClientMessage<T extends ClientMessageType = ClientMessageType> = {
  readonly [K in T]: Readonly<Static<(typeof CLIENT_MESSAGES)[K]>>;
}[T];
