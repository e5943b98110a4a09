import { Command } from "commander";
import { startAll } from "../main/all.js";
import { addSettingFlags, settingsOf } from "./options.js";

export function serveCommand(signal: AbortSignal): Command {
  const command = new Command("serve")
    .description("Run the speech server.")
    .allowExcessArguments(false)
    .action(async (flags: Record<string, unknown>) => {
      const server = await startAll(settingsOf(flags));
      await ended(signal);
      await server.close();
    });
  return addSettingFlags(command);
}

async function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
