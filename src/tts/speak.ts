import type { Clock } from "../async/clock.js";
import { orAbort } from "../async/iterate.js";
import { ParlandoError, throwIfAborted } from "../contract/errors.js";
import type { SpeechHosts } from "../contract/hosts.js";
import type { Log } from "../contract/log.js";
import type { SpeakEvent, SpeakRequest, Speech, TextPiece } from "../contract/speech.js";
import type { Voice } from "../contract/voice.js";
import { oneAhead } from "./ahead.js";
import { DEFAULT_FALLBACK, fallbacksOf } from "./fallback.js";
import type { FallbackEngines } from "./fallback.js";
import { IncomingText } from "./incoming.js";
import { guessLanguage } from "./language.js";
import { Playhead } from "./playhead.js";
import { SentenceReader } from "./sentences.js";
import type { Normalise, Sentence, SpokenStep } from "./sentences.js";
import { Timeline } from "./timeline.js";
import { insistedModel, isAnyLanguage, resolveVoice } from "./voices.js";

export const DEFAULT_MAX_CHARACTERS = 100_000;

export interface SpeechParts {
  readonly hosts: SpeechHosts;
  /** Cuts arriving text into sentences. @param language BCP-47. */
  segment(pieces: AsyncIterable<TextPiece>, language: string, signal: AbortSignal): AsyncIterable<Sentence>;
  /** Writes out what is not words; absent = the text is spoken as it is. */
  readonly normalize?: Normalise;
  /** Engines by language, best first; absent = the chains of the product. */
  readonly fallback?: FallbackEngines;
  readonly clock: Clock;
  readonly log: Log;
  /** Longest text of one request, UTF-16 units. */
  readonly maxCharacters?: number;
}

/** The synthesis pipeline: text → sentences → words → steps → one stream of sound and marks. */
export function createSpeech(parts: SpeechParts): Speech {
  return new Pipeline(parts);
}

class Pipeline implements Speech {
  private readonly parts: SpeechParts;

  constructor(parts: SpeechParts) {
    this.parts = parts;
  }

  voices(signal: AbortSignal): Promise<readonly Voice[]> {
    return this.parts.hosts.voices(signal);
  }

  async *speak(request: SpeakRequest, signal: AbortSignal): AsyncGenerator<SpeakEvent, void, undefined> {
    throwIfAborted(signal);
    const text = new IncomingText(request.text, this.parts.maxCharacters ?? DEFAULT_MAX_CHARACTERS);
    const startedMs = this.parts.clock.nowMs();
    try {
      const cast = await this.cast(request, text, signal);
      const playhead = new Playhead(this.parts.clock);
      const parts = { ...this.parts, playhead, normalise: this.parts.normalize ?? asWritten };
      const reader = new SentenceReader(parts, request, cast.line, cast.language);
      const open = (inner: AbortSignal): AsyncIterable<SpokenStep> =>
        reader.read(this.parts.segment(text, cast.language, inner), inner);
      let timeline: Timeline | undefined;
      for await (const spoken of oneAhead(open, signal)) {
        if (timeline === undefined) {
          const { sampleRateHz } = spoken.utterance;
          timeline = new Timeline({ sampleRateHz, ...request.manner });
          const fields = { requestId: request.requestId, voice: spoken.voice.id };
          this.parts.log.debug({ ...fields, latency_ms: this.parts.clock.nowMs() - startedMs }, "first audio");
          yield { type: "started", voice: spoken.voice, sampleRateHz, fellBack: spoken.voice.id !== cast.asked.id };
        }
        for (const event of timeline.add(spoken)) {
          throwIfAborted(signal);
          yield event;
        }
      }
      if (timeline === undefined) yield startedInSilence(text, cast, reader.voice);
      else yield* timeline.finish();
      yield { type: "end", durationMs: timeline?.durationMs ?? 0, characters: text.characters };
    } finally {
      // The source may hang in `next`: it is told, not waited for.
      text.return().catch(() => undefined);
    }
  }

  /** Who is asked for and who steps in, and in which language. */
  private async cast(request: SpeakRequest, text: IncomingText, signal: AbortSignal): Promise<Cast> {
    const voices = await orAbort(this.parts.hosts.voices(signal), signal);
    const chains = this.parts.fallback ?? DEFAULT_FALLBACK;
    const told = request.language ?? (isAnyLanguage(request.voice) ? await this.heard(text, signal) : undefined);
    const asked = resolveVoice({ ...request, language: told ?? "en" }, voices, chains);
    const language = told ?? asked.languages[0] ?? "en";
    const isInsisting = insistedModel(request.model, voices) !== undefined;
    const others = isInsisting ? [] : fallbacksOf(asked, language, voices, chains);
    const line = asked.isAvailable ? [asked, ...others] : others;
    if (line.length > 0) return { asked, language, line };
    throw new ParlandoError("unknown_voice", `The voice "${asked.id}" is known but cannot speak now.`, {
      field: "voice",
    });
  }

  private async heard(text: IncomingText, signal: AbortSignal): Promise<string> {
    return guessLanguage(await orAbort(text.peek(), signal));
  }
}

interface Cast {
  readonly asked: Voice;
  readonly language: string;
  /** At least one. */
  readonly line: readonly Voice[];
}

/** A text of marks alone is an answer without sound; a text of nothing is a mistake. */
function startedInSilence(text: IncomingText, cast: Cast, voice: Voice): SpeakEvent {
  if (!text.hasText) {
    throw new ParlandoError("invalid_request", "The text is empty: there is nothing to say.", { field: "text" });
  }
  return { type: "started", voice, sampleRateHz: voice.sampleRateHz, fellBack: voice.id !== cast.asked.id };
}

const asWritten: Normalise = (sentence) => ({ text: sentence, toOriginal: (start, end) => ({ start, end }) });
