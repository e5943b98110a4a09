import type { SentenceEvent } from "../contract/hosts.js";
import { openCall } from "./call.js";
import type { Connection } from "./connection.js";
import { METHODS } from "./schema.js";
import type { HostJob } from "./services.js";
import { fromSentenceWire } from "./wire.js";

/** Each time the reader has used up what came, one pull asks for one more step. */
export async function* speakOver(
  connection: Connection,
  job: HostJob,
  signal: AbortSignal,
): AsyncGenerator<SentenceEvent, void, undefined> {
  const slack = (): { slackMs: number } => ({ slackMs: job.slackMs?.() ?? 0 });
  const call = openCall(connection, METHODS.speak, signal);
  try {
    call.send({ open: { ...job, ...slack() } });
    for (let reply = await call.next(); reply !== undefined; reply = await call.next()) {
      for (const wire of reply.events) {
        const event = fromSentenceWire(wire);
        if (event !== undefined) yield event;
      }
      call.send({ pull: slack() });
    }
  } finally {
    call[Symbol.dispose]();
  }
}
