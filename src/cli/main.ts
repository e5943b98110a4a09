import { Command, CommanderError } from "commander";
import { toParlandoError } from "../contract/errors.js";
import { PARLANDO_VERSION } from "../main/version.js";
import { doctorCommand } from "./doctor.js";
import { sayCommand } from "./say.js";
import { serveCommand } from "./serve.js";
import { transcribeCommand } from "./transcribe.js";
import { voicesCommand } from "./voices.js";

/** What a command left to the shell: 0 done, 1 failed, 2 wrong usage, 130 ended by Ctrl-C. */
const FAILED = 1;
const USAGE = 2;
const INTERRUPTED = 130;

/** Runs one command line (without `node` and the script) and gives the exit status. Errors go to stderr in one line. */
export async function main(argv: readonly string[]): Promise<number> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once("SIGINT", onInterrupt);
  process.once("SIGTERM", onInterrupt);
  let readerLeft = false;
  // A reader that has enough (`| head`) closes the pipe: that is an end, not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    readerLeft = true;
    interrupt.abort();
  });
  try {
    await program(interrupt.signal).parseAsync([...argv], { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    if (readerLeft) return 0;
    if (interrupt.signal.aborted) return INTERRUPTED;
    process.stderr.write(`parlando: ${toParlandoError(error).message}\n`);
    return FAILED;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}

function program(signal: AbortSignal): Command {
  const root = new Command("parlando")
    .description("Streaming speech server: text to speech while it is made, speech to text while it is spoken.")
    .version(PARLANDO_VERSION)
    .showSuggestionAfterError()
    .exitOverride();
  for (const command of [serveCommand, sayCommand, transcribeCommand, voicesCommand, doctorCommand]) {
    root.addCommand(command(signal).exitOverride());
  }
  return root;
}
