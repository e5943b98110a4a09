import { randomUUID } from "node:crypto";
import { ParlandoError } from "../../../../contract/errors.js";
import type { SpeakRequest } from "../../../../contract/speech.js";
import { CHUNK_MS, type ClientMessage } from "./messages.data.js";
import type { SpeechOutput, WsDeps } from "./ports.js";
import { SpeechAccount } from "../../../socket/account.js";
import { ArrivingText } from "./text.js";

/** A text that is to be heard, from its message to its last status. */
export interface SpeakTask {
  readonly id: string;
  readonly request: SpeakRequest;
  readonly output: SpeechOutput;
  readonly text: ArrivingText;
  readonly timestamps: boolean;
  readonly abort: { readonly signal: AbortSignal };
  /** Audio kept until it is complete; absent when it streams. */
  readonly whole: Uint8Array[] | undefined;
  /** Frees the compute and the reader of the text. Any number of times. */
  readonly stop: () => void;
  /** What the metrics and the log tell of it afterwards. */
  readonly account: SpeechAccount;
  /** 0 … 1; null while the length of the text is not known. */
  progress: number | null;
  /** When its text was last added to, on the house's clock. */
  touchedMs: number;
}

/** @throws ParlandoError what is wrong with the message, before the task exists. */
export function toSpeakTask(message: ClientMessage<"synthesize">, deps: WsDeps): SpeakTask {
  const output: SpeechOutput = {
    format: message.format ?? "pcm",
    chunkMs: message.chunk_ms ?? CHUNK_MS.default,
    ...(message.sample_rate === undefined ? {} : { sampleRateHz: message.sample_rate }),
  };
  deps.checkOutput(output);
  const requestId = randomUUID();
  const text = toText(message, deps.limits.textCharacters);
  const abort = new AbortController();
  return {
    // A client's own id is unique on its connection only, so it does not name the request to the rest of the house.
    id: message.task_id ?? requestId,
    output,
    text,
    abort,
    request: toRequest(message, requestId, text, deps.defaultVoice),
    timestamps: message.timestamps ?? false,
    whole: message.stream === false ? [] : undefined,
    stop() {
      abort.abort();
      text.end();
    },
    account: new SpeechAccount(deps, { requestId, route: "/ws", isTextOpen: text.isOpen }),
    progress: text.isOpen ? null : 0,
    touchedMs: deps.clock.nowMs(),
  };
}

function toText(message: ClientMessage<"synthesize">, maxCharacters: number): ArrivingText {
  const { text = "", stream_text: isStreamed = false } = message;
  if (!isStreamed && text.trim() === "") {
    const what = message.text === undefined ? "missing" : "empty";
    throw new ParlandoError(
      "invalid_request",
      `text is ${what}; send what is to be said, or set stream_text to true.`,
      {
        field: "text",
      },
    );
  }
  const arriving = new ArrivingText(maxCharacters);
  arriving.push(text, "text");
  if (!isStreamed) arriving.end();
  return arriving;
}

function toRequest(
  message: ClientMessage<"synthesize">,
  requestId: string,
  text: ArrivingText,
  defaultVoice: string,
): SpeakRequest {
  return {
    text: text.pieces,
    voice: message.voice_id ?? defaultVoice,
    ...(message.model === undefined ? {} : { model: message.model }),
    ...(message.language === undefined ? {} : { language: message.language }),
    manner: {
      speed: message.speed ?? 1,
      pitch: message.pitch ?? 1,
      volume: message.volume ?? 1,
      ...(message.seed === undefined ? {} : { seed: message.seed }),
    },
    priority: message.priority ?? "normal",
    requestId,
  };
}
