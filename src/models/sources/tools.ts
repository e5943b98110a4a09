import type { Clock } from "../../async/clock.js";
import type { Environment, WebClient } from "../web/client.js";

/** What the sources work with. */
export interface Tools {
  readonly web: WebClient;
  readonly clock: Clock;
  readonly environment: Environment;
  /** Where a download of an address is kept until it is whole. */
  readonly partOf: (url: string) => string;
}

/** How an origin hands over its files. */
export interface Delivery {
  /** An empty folder of its own, deleted afterwards. */
  readonly folder: string;
  /** Takes a finished file: moved away, or joined to what earlier origins gave under the name. */
  deliver(path: string, name: string): Promise<void>;
  /** Told the bytes that this origin has fetched so far. */
  onBytes(bytes: number): void;
}

/** SHA-256 of files as their origin told them, by name. */
export type Told = Readonly<Record<string, string>>;
