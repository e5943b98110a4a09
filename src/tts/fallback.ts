import type { Voice } from "../contract/voice.js";
import { FALLBACK_ENGINES, PREFERRED_VOICES } from "./voices.data.js";

/** Engines by bare language, best first; `*` for the others. */
export type FallbackEngines = Readonly<Record<string, readonly string[]>>;

export const DEFAULT_FALLBACK: FallbackEngines = FALLBACK_ENGINES;

/** The bare language of a BCP-47 tag: `en` of `en-GB`. */
export function bareLanguage(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? tag;
}

/** A tag in the spelling that comparisons use: `en_GB` and `en-gb` alike. */
function plainTag(tag: string): string {
  return tag.toLowerCase().replaceAll("_", "-");
}

/**
 * The voices that can speak a language now, best first: by the engine's place in the chain, then those whose own
 * language it is and the preferred ones (the other way round where no region is named), then as listed. Engines outside the chain come last.
 */
export function voicesFor(tag: string, voices: readonly Voice[], chains: FallbackEngines): readonly Voice[] {
  const wanted = plainTag(tag);
  const chain = chains[bareLanguage(tag)] ?? chains["*"] ?? [];
  const ranked = voices.flatMap((voice) => {
    const nearness = languageNearness(wanted, voice);
    if (nearness === undefined || !voice.isAvailable) return [];
    const place = chain.indexOf(voice.engine);
    const liking = PREFERRED_VOICES.has(voice.id) ? 0 : 1;
    // A bare language leaves the accent to us; a region does not.
    const taste = wanted === bareLanguage(wanted) ? [liking, nearness] : [nearness, liking];
    return [{ voice, rank: [place < 0 ? chain.length : place, ...taste] }];
  });
  return ranked.toSorted((a, b) => compareRanks(a.rank, b.rank)).map(({ voice }) => voice);
}

/**
 * Who speaks when the voice asked for fails: the best voice of each other engine of the chain, of its gender if it can be.
 * @param tag BCP-47 tag of the text.
 */
export function fallbacksOf(
  asked: Voice,
  tag: string,
  voices: readonly Voice[],
  chains: FallbackEngines,
): readonly Voice[] {
  const chain = chains[bareLanguage(tag)] ?? chains["*"] ?? [];
  const able = voicesFor(tag, voices, chains);
  return chain.flatMap((engine) => {
    const ofEngine = engine === asked.engine ? [] : able.filter((voice) => voice.engine === engine);
    return ofEngine.find((voice) => voice.gender === asked.gender) ?? ofEngine[0] ?? [];
  });
}

/** 0 = exactly its own language … larger = less near; undefined = another language. */
function languageNearness(wanted: string, voice: Voice): number | undefined {
  const tags = voice.languages.map(plainTag);
  const exact = tags.indexOf(wanted);
  if (exact >= 0) return Math.min(exact, 1);
  const bare = bareLanguage(wanted);
  return tags.some((tag) => bareLanguage(tag) === bare) ? 2 : undefined;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, n) => value !== b[n]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
