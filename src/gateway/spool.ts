import { randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ParlandoError, throwIfAborted } from "../contract/errors.js";
import { uploadTooLarge } from "./limits.js";

/** What is held in memory; anything larger waits in a temporary file. */
const MEMORY_BYTES = 2 ** 20;

/** An upload, whole: small ones in memory, large ones in a file that disposing removes. */
export class Spool implements AsyncDisposable {
  sizeBytes = 0;
  private readonly path = join(tmpdir(), `parlando-${randomUUID()}`);
  private chunks: Uint8Array[] = [];
  private file: FileHandle | undefined;

  /**
   * Takes all the bytes there are.
   * @throws ParlandoError `payload_too_large` past `limitBytes`; `storage_full`; what the stream throws.
   */
  static async of(bytes: AsyncIterable<Uint8Array>, limitBytes: number, signal: AbortSignal): Promise<Spool> {
    const spool = new Spool();
    try {
      for await (const chunk of bytes) {
        throwIfAborted(signal);
        if (spool.sizeBytes + chunk.length > limitBytes) throw uploadTooLarge(limitBytes);
        await spool.add(chunk);
      }
      return spool;
    } catch (error) {
      await spool[Symbol.asyncDispose]();
      throw error;
    }
  }

  async *bytes(): AsyncGenerator<Uint8Array, void, undefined> {
    if (this.file === undefined) yield* this.chunks;
    else yield* this.file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.chunks = [];
    await this.file?.close();
    if (this.file !== undefined) await rm(this.path, { force: true });
    this.file = undefined;
  }

  private async add(chunk: Uint8Array): Promise<void> {
    this.sizeBytes += chunk.length;
    if (this.file === undefined && this.sizeBytes <= MEMORY_BYTES) {
      this.chunks.push(chunk);
      return;
    }
    try {
      this.file ??= await open(this.path, "wx+", 0o600);
      for (const each of this.chunks.splice(0)) await this.file.writeFile(each);
      await this.file.writeFile(chunk);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
        throw new ParlandoError("storage_full", `No room for the upload in ${tmpdir()}; free some.`, { cause: error });
      }
      throw error;
    }
  }
}
