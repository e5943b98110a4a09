import { normalize } from "../../src/text/normalize/index.js";
import { startServer } from "../../test/kit/server.js";
import { wordErrors, wordsOf } from "../../test/kit/wer.js";
import type { Cell, Table } from "../report.js";
import { PAIRS } from "./roundtrip.data.js";

/** What Moonshine hears when espeak speaks a text. */
async function heard(url: string, input: string): Promise<string> {
  const spoken = await fetch(`${url}/v1/audio/speech`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "espeak", voice: "espeak:en-us", input, response_format: "wav" }),
  });
  if (!spoken.ok) throw new Error(`speech: ${spoken.status} ${await spoken.text()}`);
  const form = new FormData();
  form.set("file", new File([new Uint8Array(await spoken.arrayBuffer())], "a.wav"));
  form.set("model", "whisper-1");
  form.set("response_format", "text");
  const listened = await fetch(`${url}/v1/audio/transcriptions`, { method: "POST", body: form });
  if (!listened.ok) throw new Error(`transcription: ${listened.status} ${await listened.text()}`);
  return listened.text();
}

/** The recogniser writes figures of its own accord: both sides are compared in words. */
const inWords = (text: string): string => normalize(text, "en").text.replaceAll("-", " ");

export async function roundTrip(): Promise<Table> {
  const server = await startServer();
  try {
    let words = 0;
    let errors = 0;
    let same = 0;
    let plainErrors = 0;
    for (const [written, spoken] of PAIRS) {
      const fromFigures = inWords(await heard(server.url, normalize(written, "en").text));
      const fromWords = inWords(await heard(server.url, spoken));
      words += wordsOf(spoken).length;
      errors += wordErrors(spoken, fromFigures);
      plainErrors += wordErrors(spoken, fromWords);
      if (wordErrors(fromWords, fromFigures) === 0) same += 1;
    }
    const row = (name: string, count: number): Cell[] => [name, words, count, (count / words) * 100];
    return {
      title: "Round trip: espeak speaks, Moonshine listens",
      note: `${PAIRS.length} sentences; ${same} are heard alike from figures and from words.`,
      columns: ["sentences with", "words", "errors", "WER %"],
      rows: [row("figures, normalised", errors), row("words", plainErrors)],
    };
  } finally {
    await server.stop();
  }
}
