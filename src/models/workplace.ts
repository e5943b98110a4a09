import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { takeLock } from "./lock.js";

/**
 * The store's folder. A model is made in `.work` and appears at its place in one rename, so what is there is whole:
 *
 *   <models>/<id>/            installed
 *   <models>/.work/<id>.lock  somebody installs it
 *   <models>/.work/<id>.new/  being made
 *   <models>/.work/parts/     downloads that broke off, to go on with
 *   <models>/.work/gone/      taken away, about to be deleted
 */
export class Workplace {
  readonly folder: string;
  private readonly work: string;

  constructor(folder: string) {
    this.folder = folder;
    this.work = join(folder, ".work");
  }

  directoryOf(id: string): string {
    return join(this.folder, id);
  }

  /** Where a broken download of an address waits. */
  partOf(url: string): string {
    return join(this.work, "parts", createHash("sha256").update(url).digest("hex").slice(0, 32));
  }

  /** A file kept between runs that is no model. */
  keptFile(name: string): string {
    return join(this.work, name);
  }

  async open(): Promise<void> {
    await mkdir(join(this.work, "parts"), { recursive: true });
  }

  /** Runs while nobody else may install this id. @throws ParlandoError `overloaded` when somebody does. */
  async locked<T>(id: string, run: () => Promise<T>): Promise<T> {
    await this.open();
    const unlock = await takeLock(join(this.work, `${id}.lock`), id);
    try {
      return await run();
    } finally {
      await unlock();
    }
  }

  /** Gives an empty folder to make a model in; it is gone afterwards, unless it was installed. */
  async withNew<T>(id: string, make: (directory: string) => Promise<T>): Promise<T> {
    const directory = join(this.work, `${id}.new`);
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    try {
      return await make(directory);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Puts a finished folder in the place of what is there. */
  async install(id: string, directory: string): Promise<void> {
    await this.remove(id);
    await rename(directory, this.directoryOf(id));
  }

  /** Takes a model away; whoever has its files open may go on reading. False when there is none. */
  async remove(id: string): Promise<boolean> {
    const gone = join(this.work, "gone");
    await mkdir(gone, { recursive: true });
    try {
      await rename(this.directoryOf(id), join(gone, `${id}-${randomUUID()}`));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
      throw error;
    } finally {
      await rm(gone, { recursive: true, force: true });
    }
    return true;
  }

  /** Forgets every broken download. */
  async dropParts(): Promise<void> {
    await rm(join(this.work, "parts"), { recursive: true, force: true });
  }

  /** Names of the folders that should hold models. */
  async ids(): Promise<string[]> {
    const names = await readdir(this.folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    });
    return names
      .filter((name) => name.isDirectory() && !name.name.startsWith("."))
      .map(({ name }) => name)
      .toSorted();
  }
}
