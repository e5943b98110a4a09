import { ParlandoError } from "../../contract/errors.js";
import type { Problem } from "../../models/index.js";
import type { ModelsContext } from "../models.js";

export async function exportModels(
  { store }: ModelsContext,
  ids: readonly string[],
  { out }: { readonly out?: unknown },
): Promise<void> {
  const path = String(out);
  if (!path.endsWith(".tar")) {
    throw new ParlandoError("invalid_request", `--out: "${path}" must end in .tar: that is what a bundle is.`);
  }
  await store.export(ids, path);
  process.stdout.write(`${path}: ${ids.join(", ")}\n`);
}

export async function verifyModels({ store, signal }: ModelsContext, ids: readonly string[]): Promise<void> {
  const problems: Problem[] = [];
  for (const id of ids.length > 0 ? ids : await store.ids()) {
    const found = await store.verify(id, signal);
    if (found.length === 0) process.stdout.write(`${id}: ok\n`);
    for (const { what } of found) process.stdout.write(`${id}: ${what}\n`);
    problems.push(...found);
  }
  if (problems.length === 0) return;
  const broken = [...new Set(problems.map(({ id }) => id))].join(" ");
  throw new ParlandoError(
    "engine_failed",
    `Damaged: ${broken}. \`parlando models pull --force ${broken}\` repairs them.`,
  );
}

export async function removeModels({ store }: ModelsContext, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await store.remove(id);
    process.stdout.write(`${id}: removed\n`);
  }
}
