import { printTable, writeJson, type Bench } from "./report.js";

/** Every bench, in the order `npm run bench` runs them; `npm run bench -- NAME …` runs some. */
const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  speech: async () => (await import("./speech.js")).speechBench,
  interrupt: async () => (await import("./interrupt.js")).interruptBench,
  load: async () => (await import("./load.js")).loadBench,
  crash: async () => (await import("./crash.js")).crashBench,
  listening: async () => (await import("./listening.js")).listeningBench,
  piper: async () => (await import("./piper/index.js")).piperBench,
  normalize: async () => (await import("./normalize/main.js")).normalizeBench,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  process.stderr.write(`No bench named ${unknown.join(", ")}. There are: ${Object.keys(BENCHES).join(", ")}.\n`);
  process.exit(2);
}
for (const [name, load] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const bench = await load();
  process.stdout.write(`\n# ${name}: ${bench.question}\n`);
  const tables = await bench.run();
  for (const table of tables) printTable(table);
  process.stdout.write(`\n(written to ${writeJson(name, tables).replace(`${process.cwd()}/`, "")})\n`);
}
process.exit(0);
