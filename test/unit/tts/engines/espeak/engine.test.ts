import assert from "node:assert/strict";
import { test } from "node:test";
import type { TtsModel } from "../../../../../src/contract/engine.js";
import { PLAIN_MANNER } from "../../../../../src/contract/manner.js";
import { once } from "../../../../../src/async/once.js";
import { openEspeak } from "../../../../../src/text/phonemes/espeak.js";
import { TTS_ENGINES } from "../../../../../src/tts/engines/index.js";
import { ttsEngineSuite } from "../../../../contract/tts-engine.js";

const NEVER = new AbortController().signal;

const open = once(async (): Promise<TtsModel> => {
  const engine = await TTS_ENGINES["espeak"]?.();
  assert.ok(engine);
  return engine.load("", { threads: 1 }, NEVER);
});

ttsEngineSuite("espeak", open, { voiceId: "espeak:en-us", words: true });
ttsEngineSuite("espeak in Russian", open, {
  voiceId: "espeak:ru",
  words: true,
  sentence: "Когда дождь кончился, мы пошли домой; никто не сказал ни слова.",
});

async function speak(text: string, voiceId: string, manner = PLAIN_MANNER) {
  const model = await open();
  const marks = [];
  const lengths: number[] = [];
  let samples = 0;
  for (const utterance of await model.prepare(text, voiceId, manner)) {
    for await (const step of model.synthesize(utterance, NEVER)) {
      lengths.push(step.pcm?.samples.length ?? 0);
      samples += step.pcm?.samples.length ?? 0;
      marks.push(...(step.marks ?? []));
    }
  }
  return { marks, lengths, samples, words: marks.filter((mark) => mark.kind === "word") };
}

test("more than a hundred languages, each with a voice", async () => {
  const { voices } = await open();
  assert.ok(new Set(voices.map((voice) => voice.languages[0])).size >= 100);
  for (const id of ["en-us", "en-gb", "ru", "es", "de", "fr-fr", "cmn", "yue", "yue-latn-jyutping", "en-us+f3"]) {
    assert.ok(
      voices.some((voice) => voice.id === `espeak:${id}`),
      id,
    );
  }
});

test("every voice speaks", async () => {
  const { voices } = await open();
  for (const voice of voices) assert.ok((await speak("ma 1 ᎣᏏᏲ", voice.id)).samples > 4000, voice.id);
});

test("a sentence divided at its clauses is as long as the undivided one: melody and pauses are those of the whole", async () => {
  const espeak = await openEspeak();
  const texts = [
    "Hello brave new world, this is a test; and another one follows: it is quite long. Then comes the end!",
    'He said "no," then left – quickly (too quickly?) for us… Why?',
    "Nobody came at 5 p.m. that day; not even Dr. Lee, who lives there.",
  ];
  for (const text of texts) {
    let whole = 0;
    espeak.synthesize(text, { voice: "gmw/en-US", wordsPerMinute: 175, pitchLevel: 50 }, (pcm) => {
      whole += pcm.length;
      return false;
    });
    const { samples } = await speak(text, "espeak:en-us");
    // The flutter of the voice starts anew in each clause: a few milliseconds.
    assert.ok(Math.abs(samples - whole) < 22050 * 0.03, `${samples} and ${whole}: ${text}`);
  }
});

test("words are marked as they are written", async () => {
  const { words } = await speak("Don't pay $5.20 (or 3%) for re-used “things”, Dr. Lee.", "espeak:en-us");
  assert.deepEqual(
    words.map((mark) => mark.text),
    ["Don't", "pay", "$5.20", "or", "3%", "for", "re-used", "things", "Dr", "Lee"],
  );
});

test("markup is spoken as text, and words after it keep their place", async () => {
  const text = "one <break time='9s'/> two & [[three]] four";
  const { words, samples } = await speak(text, "espeak:en-us");
  for (const word of ["one", "two", "four"]) {
    assert.ok(
      words.some((mark) => mark.text === word && mark.span.start === text.indexOf(word)),
      word,
    );
  }
  assert.ok(samples < 22050 * 8);
});

test("phonemes are marked in IPA, in the word they sound in", async () => {
  const { marks } = await speak("Hello world.", "espeak:en-us");
  const phonemes = marks.filter((mark) => mark.kind === "phoneme");
  assert.equal(phonemes.map((mark) => mark.text).join(""), "həlˈoʊwˈɜːld");
  assert.ok(phonemes.every((mark) => mark.endMs > mark.startMs));
  assert.deepEqual(
    phonemes.map((mark) => mark.span.start),
    [0, 0, 0, 0, 6, 6, 6, 6],
  );
});

test("steps are short, and the first words come from a call of their own", async () => {
  const { lengths } = await speak("the words go on and on without a single mark ".repeat(20), "espeak:en-us");
  assert.ok(Math.max(...lengths) <= 22050 * 0.8, `${Math.max(...lengths)}`);
  const model = await open();
  const utterances = await model.prepare("la ".repeat(1000), "espeak:en-us", PLAIN_MANNER);
  assert.ok(utterances.length > 25);
  assert.ok(utterances.every(({ span }) => span.end - span.start <= 100));
});

test("pitch moves the voice, not its length", async () => {
  const plain = await speak("A longer sentence about nothing.", "espeak:en-us");
  const high = await speak("A longer sentence about nothing.", "espeak:en-us", { ...PLAIN_MANNER, pitch: 1.5 });
  assert.ok(Math.abs(plain.samples - high.samples) < plain.samples * 0.05);
});

test("speeds beyond espeak's own are reached, marks included", async () => {
  const text = "A longer sentence about nothing.";
  const plain = await speak(text, "espeak:en-us");
  for (const speed of [0.25, 0.4, 3, 4]) {
    const { samples, words } = await speak(text, "espeak:en-us", { ...PLAIN_MANNER, speed });
    const factor = plain.samples / samples;
    assert.ok(factor > speed * 0.8 && factor < speed * 1.25, `${speed}: ${factor}`);
    const lastMs = words.at(-1)?.endMs ?? 0;
    assert.ok(lastMs > (samples / 22.05) * 0.8 && lastMs <= samples / 22.05, `${lastMs} of ${samples / 22.05}`);
  }
});

test("volume is a gain", async () => {
  const model = await open();
  const first = async (volume: number) => {
    const [utterance] = await model.prepare("Hello", "espeak:en-us", { ...PLAIN_MANNER, volume });
    assert.ok(utterance);
    for await (const step of model.synthesize(utterance, NEVER)) return step.pcm?.samples;
    return undefined;
  };
  const [plain, half] = [await first(1), await first(0.5)];
  assert.ok(plain && half && plain.some((sample) => sample !== 0));
  assert.deepEqual(
    half,
    plain.map((sample) => sample / 2),
  );
});
