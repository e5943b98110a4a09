import type { ServerDuplexStream } from "@grpc/grpc-js";
import { ParlandoError } from "../contract/errors.js";
import type { SentenceEvent } from "../contract/hosts.js";
import { messagesOf } from "./messages.js";
import type { HostServices } from "./services.js";
import { toSentenceWire, type SentenceEventWire, type SpeakInWire, type SpeakOutWire } from "./wire.js";

/** Computes one step for the opening and one for each pull, and nothing in between. */
export async function serveSpeak(
  services: HostServices,
  call: ServerDuplexStream<SpeakInWire, SpeakOutWire>,
  signal: AbortSignal,
): Promise<void> {
  const pulls = messagesOf<SpeakInWire>(call);
  const job = (await pulls.next()).value?.open;
  if (job === undefined) throw new ParlandoError("invalid_request", "The first message must say what to speak.");
  let { slackMs } = job;
  const events = services.speak({ ...job, slackMs: () => slackMs }, signal)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const answer = await untilStep(events);
      if (answer.length > 0) call.write({ events: answer });
      if (answer.at(-1)?.step === undefined) return;
      const pull = (await pulls.next()).value;
      if (pull === undefined) return;
      slackMs = pull.pull?.slackMs ?? 0;
    }
  } finally {
    await events.return?.();
  }
}

/** Events up to the next step; without a step at its end, the sentence is over. */
async function untilStep(events: AsyncIterator<SentenceEvent>): Promise<SentenceEventWire[]> {
  const answer: SentenceEventWire[] = [];
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    answer.push(toSentenceWire(next.value));
    if (next.value.type === "step") break;
  }
  return answer;
}
