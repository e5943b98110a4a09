import { Command, CommanderError } from "commander";
import { toParlandoError } from "../contract/errors.js";
import { PARLANDO_VERSION } from "../main/version.js";

type MakeCommand = (signal: AbortSignal) => Command;

/** The commands. Only the one that is called is read from disk: `parlando say` must not wait for the server's code. */
const COMMANDS: Readonly<Record<string, () => Promise<MakeCommand>>> = {
  serve: async () => (await import("./serve.js")).serveCommand,
  say: async () => (await import("./say.js")).sayCommand,
  transcribe: async () => (await import("./transcribe.js")).transcribeCommand,
  voices: async () => (await import("./voices.js")).voicesCommand,
  models: async () => (await import("./models.js")).modelsCommand,
  normalize: async () => (await import("./normalize.js")).normalizeCommand,
  doctor: async () => (await import("./doctor.js")).doctorCommand,
};

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
    const root = await program(argv[0] ?? "", interrupt.signal);
    await root.parseAsync([...argv], { from: "user" });
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

/** The command line with the command that is called, or with all of them for help and corrections. */
async function program(called: string, signal: AbortSignal): Promise<Command> {
  const root = new Command("parlando")
    .description("Streaming speech server: text to speech while it is made, speech to text while it is spoken.")
    .version(PARLANDO_VERSION)
    .showSuggestionAfterError()
    .exitOverride();
  if (VERSION_FLAGS.has(called)) return root;
  const wanted = COMMANDS[called] === undefined ? Object.values(COMMANDS) : [COMMANDS[called]];
  for (const load of wanted) root.addCommand((await load())(signal).exitOverride());
  return root;
}

const VERSION_FLAGS: ReadonlySet<string> = new Set(["-V", "--version"]);
