import { Agent, request, type IncomingMessage } from "node:http";

/** Connections are kept, as every SDK keeps them: a handshake is not part of first audio. */
const agent = new Agent({ keepAlive: true, maxSockets: 1000 });

export interface SpeechCall {
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends a JSON request and gives the response with its body unread. */
export async function post({ url, body }: SpeechCall): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: "POST", agent, headers: { "content-type": "application/json" } }, resolve);
    call.once("error", reject);
    call.end(JSON.stringify(body));
  });
}

/** Milliseconds from the last byte of the request to the first of the body; then the connection is dropped. */
export async function firstByteMs(call: SpeechCall): Promise<number> {
  const startedMs = performance.now();
  const response = await post(call);
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
  await new Promise<void>((resolve, reject) => {
    response.once("data", () => resolve());
    response.once("error", reject);
    response.once("end", () => reject(new Error(`status ${response.statusCode} without a body`)));
  });
  const ms = performance.now() - startedMs;
  response.destroy();
  return ms;
}

/** Reads all of a body: its bytes and the time it took from the request on. */
export async function wholeBody(call: SpeechCall): Promise<{ bytes: number; ms: number }> {
  const startedMs = performance.now();
  let bytes = 0;
  for await (const chunk of await post(call)) bytes += (chunk as Buffer).length;
  return { bytes, ms: performance.now() - startedMs };
}
