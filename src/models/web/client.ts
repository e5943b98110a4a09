import { EnvHttpProxyAgent, fetch, type Response } from "undici";
import { abortError, ParlandoError } from "../../contract/errors.js";
import { systemCode } from "../disk.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Silence after which a connection is given up. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
const MOST_REDIRECTS = 10;
/** Asking again would not help. */
const NOBODY_THERE: ReadonlySet<string> = new Set(["ENOTFOUND", "ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH"]);

/** A download that broke and may be gone on with. */
export class BrokenDownload extends Error {}

export interface Answer {
  readonly response: Response;
  /** What the hub says of the file that it redirects to. */
  readonly linkedSha256?: string;
}

/** Fetches through the proxies that the environment names. Give it back. */
export class WebClient {
  private readonly agent: EnvHttpProxyAgent;

  constructor(environment: Environment) {
    const either = (name: string): string | undefined => environment[name] ?? environment[name.toUpperCase()];
    const httpProxy = either("http_proxy");
    const httpsProxy = either("https_proxy");
    this.agent = new EnvHttpProxyAgent({
      httpProxy: httpProxy ?? "",
      httpsProxy: httpsProxy ?? "",
      noProxy: either("no_proxy") ?? "",
      connect: { timeout: CONNECT_MS },
      headersTimeout: SILENCE_MS,
      bodyTimeout: SILENCE_MS,
    });
  }

  /**
   * Asks for an address and follows redirects. `authorization` is said to the first host only.
   * @throws BrokenDownload when no answer comes; ParlandoError `download_failed` for what cannot be asked.
   */
  async get(url: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Answer> {
    const { authorization, ...rest } = headers;
    const first = toUrl(url);
    let at = first;
    let linkedSha256: string | undefined;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
      const own = at.origin === first.origin && authorization !== undefined ? { authorization } : {};
      const response = await this.ask(at, { ...rest, ...own }, signal);
      linkedSha256 ??= /^"?([0-9a-f]{64})"?$/.exec(response.headers.get("x-linked-etag") ?? "")?.[1];
      const location = response.headers.get("location");
      if (response.status < 300 || response.status > 399 || location === null) {
        return { response, ...(linkedSha256 === undefined ? {} : { linkedSha256 }) };
      }
      await response.body?.cancel();
      at = toUrl(new URL(location, at).href);
    }
    throw new ParlandoError("download_failed", `${first.host} redirects more than ${MOST_REDIRECTS} times.`);
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async ask(url: URL, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Response> {
    try {
      return await fetch(url, { headers, redirect: "manual", dispatcher: this.agent, signal });
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      const why = systemCode(error) ?? causeOf(error);
      const message = `${url.host} does not answer (${why})`;
      if (NOBODY_THERE.has(why)) throw new ParlandoError("download_failed", `${message}.`, { cause: error });
      throw new BrokenDownload(message, { cause: error });
    }
  }
}

function toUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url;
  throw new ParlandoError("download_failed", `"${text}" is no web address.`);
}

export function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? causeOf(error.cause) : error.message;
}
