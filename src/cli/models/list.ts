import { installedBytes, type CatalogueEntry, type InstalledModel } from "../../models/index.js";
import type { ModelsContext } from "../models.js";

interface ListFlags {
  readonly all?: unknown;
  readonly installed?: unknown;
  readonly lang?: unknown;
  readonly json?: unknown;
}

/** A line of the list. */
interface Row {
  readonly id: string;
  readonly name: string;
  readonly engine: string;
  readonly kind: "tts" | "asr";
  readonly languages: readonly string[];
  readonly licence: string;
  /** Absent where it is not known before the model is fetched. */
  readonly sizeBytes?: number;
  readonly isInstalled: boolean;
}

export async function listModels(context: ModelsContext, flags: ListFlags): Promise<void> {
  const rows = (await rowsOf(context, flags)).filter((row) => speaks(row, flags.lang));
  process.stdout.write(flags.json === true ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
}

async function rowsOf({ store, settings, signal }: ModelsContext, flags: ListFlags): Promise<readonly Row[]> {
  const installed = (await store.list()).map(rowOfInstalled);
  if (flags.installed === true) return installed;
  const entries = [...(await store.catalogue())];
  if (flags.all === true) entries.push(...(await store.piperVoices(settings.offline, signal)));
  const rows = new Map<string, Row>();
  for (const entry of entries) if (!rows.has(entry.id)) rows.set(entry.id, rowOfEntry(entry));
  for (const row of installed) rows.set(row.id, row);
  return [...rows.values()].toSorted(
    (a, b) => Number(b.isInstalled) - Number(a.isInstalled) || a.kind.localeCompare(b.kind) * -1,
  );
}

function rowOfInstalled({ id, name, engine, kind, languages, licence, files }: InstalledModel): Row {
  const sizeBytes = Object.values(files).reduce((sum, file) => sum + file.sizeBytes, 0);
  const about = { id, name: name ?? id, engine, kind, languages: languages ?? [], licence: licence ?? "unknown" };
  return { ...about, sizeBytes, isInstalled: true };
}

/** The size of the smallest source: which one will answer is not known. */
function rowOfEntry({ id, name, engine, kind, languages, licence, sources }: CatalogueEntry): Row {
  const known = sources.filter(({ files }) => Object.values(files).every(({ sizeBytes }) => sizeBytes !== undefined));
  const sizes = known.map(installedBytes);
  const size = sizes.length === 0 ? {} : { sizeBytes: Math.min(...sizes) };
  return { id, name, engine, kind, languages, licence, ...size, isInstalled: false };
}

function speaks({ languages }: Row, wanted: unknown): boolean {
  if (typeof wanted !== "string") return true;
  const tag = wanted.toLowerCase().replaceAll("_", "-");
  return languages.some((language) => language.toLowerCase() === tag || language.toLowerCase().startsWith(`${tag}-`));
}

function table(rows: readonly Row[]): string {
  const cells = rows.map(({ id, kind, engine, languages, sizeBytes, licence, isInstalled }) => [
    id,
    kind,
    engine,
    languages.length === 0 ? "many" : languages.join(","),
    sizeBytes === undefined ? "?" : `${(sizeBytes / 1e6).toFixed(1)} MB`,
    licence,
    isInstalled ? "installed" : "",
  ]);
  const all = [["ID", "KIND", "ENGINE", "LANGUAGE", "SIZE", "LICENCE", ""], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2))
        .join("")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}
