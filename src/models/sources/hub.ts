import { ParlandoError, toParlandoError } from "../../contract/errors.js";
import type { Origin } from "../entry.js";
import type { Environment } from "../web/client.js";
import { download } from "../web/download.js";
import type { Delivery, Told, Tools } from "./tools.js";

const HUB = "https://huggingface.co";

/** The hub, or the mirrors that `HF_ENDPOINT` names instead, separated by commas and tried in order. */
export function hubEndpoints(environment: Environment): readonly string[] {
  const named = (environment["HF_ENDPOINT"] ?? "")
    .split(/[\s,]+/)
    .filter((endpoint) => endpoint !== "")
    .map((endpoint) => endpoint.replace(/\/+$/, ""));
  return named.length > 0 ? named : [HUB];
}

/** A file of a repository. */
export function hubUrl(endpoint: string, repo: string, revision: string, path: string): string {
  const parts = [...repo.split("/"), "resolve", revision, ...path.split("/")];
  return `${endpoint}/${parts.map(encodeURIComponent).join("/")}`;
}

/** The digests are those that the hub itself tells of its large files. */
export async function fromHub(
  origin: Extract<Origin, { readonly type: "huggingface" }>,
  delivery: Delivery,
  tools: Tools,
  signal: AbortSignal,
): Promise<Told> {
  const endpoints = hubEndpoints(tools.environment);
  const token = tools.environment["HF_TOKEN"];
  const told: Record<string, string> = {};
  let doneBytes = 0;
  for (const [name, path] of Object.entries(origin.files)) {
    const failures: string[] = [];
    for (const endpoint of endpoints) {
      const url = hubUrl(endpoint, origin.repo, origin.revision ?? "main", path);
      const part = tools.partOf(url);
      let bytes = 0;
      const onBytes = (now: number): void => {
        bytes = now;
        delivery.onBytes(doneBytes + bytes);
      };
      try {
        const authorization = token === undefined || token === "" ? {} : { authorization: `Bearer ${token}` };
        const wanted = { url, path: part, onBytes, ...authorization };
        const { sha256 } = await download(wanted, tools.web, tools.clock, signal);
        if (sha256 !== undefined) told[name] = sha256;
        doneBytes += bytes;
        await delivery.deliver(part, name);
        break;
      } catch (error) {
        const known = toParlandoError(error);
        if (known.code !== "download_failed") throw error;
        failures.push(`${path}: ${known.message.replace(/\.$/, "")}`);
      }
    }
    if (failures.length === endpoints.length) throw new ParlandoError("download_failed", `${failures.join("; ")}.`);
  }
  return told;
}
