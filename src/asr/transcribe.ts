import type { AsrModel, RecogniseOptions, RecogniseStep } from "../contract/engine.js";
import { ParlandoError, throwIfAborted } from "../contract/errors.js";
import type { ListenOptions, TranscriptEvent, TranscriptSegment, TranscriptWord } from "../contract/listening.js";
import { samplesToMs, type Pcm } from "../contract/pcm.js";
import { resample } from "../audio/pcm/resample.js";
import { streamOf } from "../async/iterate.js";
import { speechPieces, type Turn } from "./pieces.js";
import type { SpeechPiece } from "./vad/cutter.js";
import { VAD_RATE_HZ, type SileroVad } from "./vad/silero.js";

export interface TranscribeParts {
  readonly model: AsrModel;
  readonly vad: SileroVad;
  /** Where each bounded step runs; absent = at once. */
  readonly turn?: Turn;
}

const AT_ONCE: Turn = (work) => work();

/**
 * Speech to text: the audio is cut at its pauses, each piece is recognised, its text given as soon as it is there.
 * Pulled: while a piece is being recognised no audio is read, and between two turns the model is free for others.
 * @throws ParlandoError `invalid_request` for a language the model does not know, `invalid_audio` for an impossible rate.
 */
export async function* transcribe(
  { model, vad, turn = AT_ONCE }: TranscribeParts,
  audio: AsyncIterable<Pcm>,
  options: ListenOptions,
  signal: AbortSignal,
): AsyncGenerator<TranscriptEvent, void, undefined> {
  throwIfAborted(signal);
  checkLanguage(model, options.language);
  yield { type: "started", model: model.id };
  const length = { ms: 0 };
  const texts: string[] = [];
  let language = options.language ?? model.languages[0];
  const source = { vad, turn, maxPieceMs: model.maxPieceMs };
  for await (const piece of speechPieces(source, measured(audio, length), signal)) {
    const pcm = await atRate(piece, model.sampleRateHz, signal);
    for await (const step of inTurns(model.recognise(pcm, recogniseOptions(options), signal), turn)) {
      language = step.language ?? language;
      for (const segment of step.segments ?? []) {
        texts.push(segment.text.trim());
        yield { type: "segment", segment: placed(segment, piece) };
      }
    }
  }
  const text = texts.filter((part) => part !== "").join(" ");
  yield { type: "end", text, language: language ?? "und", durationMs: length.ms };
}

function checkLanguage({ id, languages }: AsrModel, wanted: string | undefined): void {
  if (wanted === undefined || languages.length === 0) return;
  const base = (tag: string): string => tag.toLowerCase().split("-")[0] as string;
  if (languages.some((known) => base(known) === base(wanted))) return;
  const message = `The recogniser ${id} does not understand "${wanted}"; it knows ${languages.join(", ")}.`;
  throw new ParlandoError("invalid_request", message, { field: "language" });
}

function recogniseOptions({ language, task, prompt, temperature, words }: ListenOptions): RecogniseOptions {
  return {
    task,
    temperature,
    words,
    ...(language === undefined ? {} : { language }),
    ...(prompt === undefined ? {} : { prompt }),
  };
}

/** Counts the playing time of what is read. */
async function* measured(audio: AsyncIterable<Pcm>, length: { ms: number }): AsyncGenerator<Pcm, void, undefined> {
  for await (const pcm of audio) {
    if (pcm.sampleRateHz > 0) length.ms += samplesToMs(pcm.samples.length, pcm.sampleRateHz);
    yield pcm;
  }
}

async function atRate({ samples }: SpeechPiece, sampleRateHz: number, signal: AbortSignal): Promise<Pcm> {
  const pcm = { samples, sampleRateHz: VAD_RATE_HZ };
  if (sampleRateHz === VAD_RATE_HZ) return pcm;
  const parts: Float32Array[] = [];
  for await (const part of resample(streamOf([pcm]), sampleRateHz, signal)) parts.push(part.samples);
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return { samples: whole, sampleRateHz };
}

/** Each pull of the steps as one turn. */
async function* inTurns(steps: AsyncIterable<RecogniseStep>, turn: Turn): AsyncGenerator<RecogniseStep> {
  const iterator = steps[Symbol.asyncIterator]();
  let isDone = false;
  try {
    for (;;) {
      const step = await turn(() => iterator.next());
      if (step.done === true) {
        isDone = true;
        return;
      }
      yield step.value;
    }
  } finally {
    if (!isDone) await iterator.return?.();
  }
}

/** A segment of a piece on the stream's own clock, never outside the speech that the detector heard. */
function placed(segment: TranscriptSegment, piece: SpeechPiece): TranscriptSegment {
  const place = (ms: number): number => Math.min(Math.max(piece.startMs + ms, piece.speechStartMs), piece.speechEndMs);
  const move = <T extends TranscriptSegment | TranscriptWord>(part: T): T => ({
    ...part,
    startMs: place(part.startMs),
    endMs: place(part.endMs),
  });
  return { ...move(segment), ...(segment.words === undefined ? {} : { words: segment.words.map(move) }) };
}
