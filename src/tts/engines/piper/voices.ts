import { ParlandoError } from "../../../contract/errors.js";
import type { Voice } from "../../../contract/voice.js";
import type { PiperConfig } from "./config.js";

/** A voice of its first speaker under the model's id, and each speaker as `<id>:<name>`. */
export function toVoices(id: string, config: PiperConfig, limitation: string | undefined): readonly Voice[] {
  const { quality, language, sampleRateHz, speakers } = config;
  const how = limitation === undefined ? "spoken while it is made" : "spoken a sentence at a time";
  const voice = (voiceId: string, name: string): Voice => ({
    id: voiceId,
    name,
    engine: "piper",
    model: id,
    languages: [language],
    gender: "unknown",
    description: [`Piper voice${quality === "" ? "" : ` of ${quality} quality`}`, how].join(", "),
    sampleRateHz,
    isAvailable: true,
  });
  const first = voice(id, config.dataset === "" ? id : config.dataset);
  if (speakers === 1) return [first];
  const named = new Map([...config.speakerIds].map(([name, speaker]) => [speaker, name]));
  const all = Array.from({ length: speakers }, (_, at) => named.get(at) ?? String(at));
  return [first, ...all.map((name) => voice(`${id}:${name}`, `${first.name} ${name}`))];
}

/**
 * The speaker of a voice id: `<id>`, `<id>:<name>` or `<id>:<number>`.
 * @throws ParlandoError `unknown_voice` naming the speakers there are.
 */
export function findSpeaker(id: string, config: PiperConfig, voiceId: string): number {
  if (voiceId === id) return 0;
  const wanted = voiceId.startsWith(`${id}:`) ? voiceId.slice(id.length + 1) : undefined;
  if (wanted === undefined) {
    throw new ParlandoError("unknown_voice", `The model ${id} has no voice "${voiceId}".`, { field: "voice" });
  }
  const speaker = config.speakerIds.get(wanted) ?? (/^\d+$/.test(wanted) ? Number(wanted) : NaN);
  if (speaker < config.speakers) return speaker;
  const names = [...config.speakerIds.keys()].slice(0, 8).join(", ");
  throw new ParlandoError(
    "unknown_voice",
    `The voice ${id} has no speaker "${wanted}": its ${config.speakers} speakers are 0 … ${config.speakers - 1}${names === "" ? "" : ` (${names}, …)`}.`,
    { field: "voice" },
  );
}
