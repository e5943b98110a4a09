import { ParlandoError } from "../contract/errors.js";
import type { Recogniser } from "../contract/listening.js";
import { nearestNames } from "../contract/nearest.js";
import type { ModelEntry } from "./config.js";

/** Names that mean "the best there is": OpenAI's clients send them. */
const ALIASES: readonly string[] = ["default", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe"];

/** Recognisers as listings show them; nothing is loaded for it. */
export function listRecognisers(entries: readonly ModelEntry[]): Recogniser[] {
  return entries
    .filter(({ kind }) => kind === "asr")
    .map(({ id, engine, name, languages }) => ({
      id,
      engine,
      name: name ?? id,
      languages: languages ?? [],
      isAvailable: true,
    }));
}

/**
 * The recogniser's model for a wanted name; the list's first is the best.
 * @throws ParlandoError `unknown_model`, with the nearest names.
 */
export function recogniserFor(wanted: string | undefined, entries: readonly ModelEntry[]): string {
  const ids = entries.filter(({ kind }) => kind === "asr").map(({ id }) => id);
  const [best] = ids;
  if (best === undefined)
    throw new ParlandoError("unknown_model", "No speech recogniser is installed.", { field: "model" });
  if (wanted === undefined || ALIASES.includes(wanted)) return best;
  if (ids.includes(wanted)) return wanted;
  const names = [...ids, ...ALIASES];
  const near = nearestNames(wanted, names);
  const hint = `Did you mean ${(near.length > 0 ? near : names).join(", ")}?`;
  throw new ParlandoError("unknown_model", `There is no recogniser "${wanted}". ${hint}`, { field: "model" });
}
