import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { orAbort } from "../../async/iterate.js";
import { stayAlive, type Clock } from "../../async/clock.js";
import { abortError, ParlandoError } from "../../contract/errors.js";
import { systemCode } from "../disk.js";
import { BrokenDownload, causeOf, type Answer, type WebClient } from "./client.js";
import { forget, keptAt, noteVersion, sizeOf, type Kept } from "./kept.js";

export interface Wanted {
  readonly url: string;
  /** File to write. What is there of an earlier try is gone on with. */
  readonly path: string;
  readonly authorization?: string;
  /** Told the bytes on disk. */
  readonly onBytes: (bytes: number) => void;
}

export interface Downloaded {
  /** Where the hub told it. */
  readonly sha256?: string;
}

/** Tries without a byte gained before a download is given up. */
const MOST_TRIES = 4;
const FIRST_WAIT_MS = 300;

/**
 * Fetches a file. When the connection breaks it goes on where it was, if the server can; what is there stays for the next call.
 * @throws ParlandoError `download_failed` with the server's answer or the reason; the system's error when the disk is full.
 */
export async function download(wanted: Wanted, web: WebClient, clock: Clock, signal: AbortSignal): Promise<Downloaded> {
  for (let tries = 1; ; tries += 1) {
    const beforeBytes = await sizeOf(wanted.path);
    try {
      return await attempt(wanted, web, signal);
    } catch (error) {
      if (!(error instanceof BrokenDownload)) throw error;
      if ((await sizeOf(wanted.path)) > beforeBytes) tries = 1;
      if (tries >= MOST_TRIES) throw new ParlandoError("download_failed", `${error.message}.`, { cause: error });
    }
    await pause(FIRST_WAIT_MS * 2 ** (tries - 1), clock, signal);
  }
}

async function attempt(wanted: Wanted, web: WebClient, signal: AbortSignal): Promise<Downloaded> {
  const { url, path, authorization } = wanted;
  const kept = await keptAt(path);
  const answer = await web.get(
    url,
    {
      "accept-encoding": "identity",
      ...(authorization === undefined ? {} : { authorization }),
      ...(kept === undefined ? {} : { range: `bytes=${kept.sizeBytes}-`, "if-range": kept.etag }),
    },
    signal,
  );
  const { status } = answer.response;
  const found: Downloaded = answer.linkedSha256 === undefined ? {} : { sha256: answer.linkedSha256 };
  if (status === 416 && kept !== undefined) {
    await answer.response.body?.cancel();
    if (rangeOf(answer)?.totalBytes === kept.sizeBytes) return found;
    await forget(path);
    throw new BrokenDownload("the server does not have the rest of the file");
  }
  if (status !== 200 && status !== 206) {
    await answer.response.body?.cancel();
    throw refusal(answer, status);
  }
  await receive(answer, kept, wanted, signal);
  return found;
}

async function receive(
  answer: Answer,
  kept: Kept | undefined,
  { path, onBytes }: Wanted,
  signal: AbortSignal,
): Promise<void> {
  const { response } = answer;
  const isRest = response.status === 206;
  const range = rangeOf(answer);
  if (isRest && range?.startBytes !== kept?.sizeBytes) {
    await response.body?.cancel();
    await forget(path);
    throw new BrokenDownload("the server sent another part of the file than was asked for");
  }
  if (!isRest) await noteVersion(path, response.headers.get("etag"));
  const length = response.headers.get("content-length");
  const totalBytes = isRest ? range?.totalBytes : length === null ? undefined : Number(length);
  let bytes = isRest ? (kept?.sizeBytes ?? 0) : 0;
  const body = response.body ?? [];
  async function* counted(): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      yield chunk;
      bytes += chunk.length;
      onBytes(bytes);
    }
  }
  try {
    await pipeline(counted, createWriteStream(path, { flags: isRest ? "a" : "w" }), { signal });
  } catch (error) {
    throw toBroken(error, bytes, totalBytes, signal);
  }
  if (totalBytes !== undefined && bytes !== totalBytes) throw toBroken(undefined, bytes, totalBytes, signal);
}

function toBroken(error: unknown, bytes: number, totalBytes: number | undefined, signal: AbortSignal): unknown {
  if (signal.aborted) return abortError(signal);
  const code = systemCode(error);
  // What the disk says is no matter of the connection.
  const isOfDisk = error instanceof Error && "syscall" in error && ["write", "open"].includes(String(error.syscall));
  if (isOfDisk && code !== "EPIPE") return error;
  const why = error === undefined ? "it ended early" : (code ?? causeOf(error));
  const expected = totalBytes === undefined ? "" : ` of ${totalBytes}`;
  return new BrokenDownload(`the connection was lost after ${bytes}${expected} bytes (${why})`, { cause: error });
}

function rangeOf({ response }: Answer): { readonly startBytes?: number; readonly totalBytes: number } | undefined {
  const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(\d+)$/.exec(response.headers.get("content-range") ?? "") ?? [];
  if (total === undefined) return undefined;
  return { ...(start === undefined ? {} : { startBytes: Number(start) }), totalBytes: Number(total) };
}

/** Busy servers may be asked again; the others have said no. */
function refusal({ response }: Answer, status: number): Error {
  const { host } = new URL(response.url);
  const hint = status === 401 || status === 403 ? "; a token may be needed (HF_TOKEN)" : "";
  const message = `${host} answered ${status} ${response.statusText}`.trimEnd() + hint;
  if (status === 429 || status >= 500) return new BrokenDownload(message);
  return new ParlandoError("download_failed", `${message}.`);
}

async function pause(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  let cancel: (() => void) | undefined;
  const letGo = stayAlive();
  try {
    await orAbort(
      new Promise<void>((resolve) => {
        cancel = clock.after(ms, resolve);
      }),
      signal,
    );
  } finally {
    cancel?.();
    letGo();
  }
}
