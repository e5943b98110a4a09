import assert from "node:assert/strict";
import { test } from "node:test";
import { openEspeak } from "../../../../src/text/phonemes/espeak.js";
import type { EspeakCall, EspeakEvent } from "../../../../src/text/phonemes/espeak.js";
import { ParlandoError } from "../../../../src/contract/errors.js";

const PLAIN: EspeakCall = { voice: "en-us", wordsPerMinute: 175, pitchLevel: 50 };

async function speak(text: string, call: EspeakCall = PLAIN, stopAfter = Infinity) {
  const espeak = await openEspeak();
  const samples: number[] = [];
  const events: EspeakEvent[] = [];
  espeak.synthesize(text, call, (pcm, heard) => {
    samples.push(...pcm);
    events.push(...heard);
    return samples.length >= stopAfter;
  });
  return { samples, events, words: events.filter((event) => event.kind === "word") };
}

test("one machine per process, with a hundred languages and more", async () => {
  const espeak = await openEspeak();
  assert.equal(await openEspeak(), espeak);
  assert.ok(espeak.languages.length >= 100, `got ${espeak.languages.length}`);
});

test("clauses of IPA, without separators", async () => {
  const espeak = await openEspeak();
  assert.deepEqual(espeak.ipa("Hello world, again.", "en-us"), ["həlˈoʊ wˈɜːld", "ɐɡˈɛn"]);
  assert.deepEqual(espeak.ipa("Привет, мир!", "ru"), ["prʲivʲˈet", "mʲˈir"]);
  assert.throws(() => espeak.ipa("x", "no-such"), { code: "invalid_request" });
  assert.deepEqual(espeak.ipa("Still here", "en-us"), ["stˈɪl hˈɪɹ"]);
});

test("equal calls give equal samples, whatever was spoken or stopped in between", async () => {
  const first = await speak("The same words.");
  await speak("Something else that is stopped early.", { ...PLAIN, voice: "ru" }, 4000);
  const espeak = await openEspeak();
  espeak.ipa("and phonemes", "es");
  assert.deepEqual((await speak("The same words.")).samples, first.samples);
});

test("a stopped call stops within one chunk", async () => {
  const { samples } = await speak("A sentence that would go on for several seconds if it were let.", PLAIN, 4000);
  assert.ok(samples.length >= 4000 && samples.length < 4000 + 2206, `got ${samples.length}`);
});

test("markup is text: words stay where they were written", async () => {
  const text = "one <break time='3s'/> & [[two]] &lt; \u0001three\u0000 \ud83d four";
  const { words, events } = await speak(text);
  for (const word of ["one", "break", "two", "three", "four"]) {
    const at = text.indexOf(word);
    assert.ok(
      words.some((event) => event.start === at && event.end === at + word.length),
      `${word} at ${at}: ${JSON.stringify(words)}`,
    );
  }
  assert.ok((events.at(-1)?.atMs ?? Infinity) < 8000, "the break of three seconds was obeyed");
});

test("positions count UTF-16 units, past astral characters too", async () => {
  const { words } = await speak("😀 ждём кота", { ...PLAIN, voice: "ru" });
  assert.ok(
    words.some((word) => word.start === 8 && word.end === 12),
    JSON.stringify(words),
  );
});

test("a text too long for one call is refused, and nothing breaks", async () => {
  const espeak = await openEspeak();
  assert.throws(
    () => espeak.ipa("я".repeat(40_000), "ru"),
    (error) => {
      return error instanceof ParlandoError && error.code === "text_too_long";
    },
  );
  assert.deepEqual(espeak.ipa("Fine.", "en-us"), ["fˈaɪn"]);
});
