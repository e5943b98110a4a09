/** A unix socket's path (anything with a slash) or `host:port`, as gRPC writes it. */
export function toTarget(address: string): string {
  return address.includes("/") ? `unix:${address}` : address;
}

/** Metadata key of the secret that both ends know. */
export const TOKEN_KEY = "parlando-token";

/** Largest message: half a minute of 48 kHz audio in one step, far above what engines send. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
