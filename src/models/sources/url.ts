import type { Origin } from "../entry.js";
import { download } from "../web/download.js";
import type { Delivery, Told, Tools } from "./tools.js";

export async function fromUrl(
  origin: Extract<Origin, { readonly type: "url" }>,
  delivery: Delivery,
  tools: Tools,
  signal: AbortSignal,
): Promise<Told> {
  let doneBytes = 0;
  for (const [name, url] of Object.entries(origin.files)) {
    const part = tools.partOf(url);
    let bytes = 0;
    const onBytes = (now: number): void => {
      bytes = now;
      delivery.onBytes(doneBytes + bytes);
    };
    await download({ url, path: part, onBytes }, tools.web, tools.clock, signal);
    doneBytes += bytes;
    await delivery.deliver(part, name);
  }
  return {};
}
