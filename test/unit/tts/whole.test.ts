import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../src/async/iterate.js";
import { once } from "../../../src/async/once.js";
import type { TtsModel } from "../../../src/contract/engine.js";
import type { SentenceEvent, SentenceJob, SpeechHosts } from "../../../src/contract/hosts.js";
import type { SpeakMark } from "../../../src/contract/speech.js";
import { espeakEngine } from "../../../src/tts/engines/espeak/index.js";
import { request, samplesOf, speechOver } from "./scripted.js";

const NEVER = new AbortController().signal;

/** A model that speaks in this process, without a host around it. */
class DirectHosts implements SpeechHosts {
  steps = 0;

  constructor(private readonly model: TtsModel) {}

  async voices() {
    return this.model.voices;
  }

  async *speakSentence(job: SentenceJob, signal: AbortSignal): AsyncGenerator<SentenceEvent> {
    for (const utterance of await this.model.prepare(job.sentence, job.voiceId, job.manner)) {
      const { span, expectedMs } = utterance;
      yield { type: "utterance", span, expectedMs, sampleRateHz: 22050 };
      for await (const step of this.model.synthesize(utterance, signal)) {
        this.steps++;
        yield { type: "step", ...step };
      }
    }
  }
}

const hosts = once(
  async () => new DirectHosts(await espeakEngine.load("", { threads: 1 }, new AbortController().signal)),
);

async function speak(pieces: readonly string[], voice = "espeak:en-us") {
  const events = await collect(speechOver(await hosts()).speak(request(streamOf(pieces), { voice }), NEVER));
  const marks = events.filter((event): event is SpeakMark => event.type === "mark");
  return { events, marks, samples: samplesOf(events), words: marks.filter((mark) => mark.kind === "word") };
}

const TEXT = "Dr. Lee said: \"It's 5 o'clock 😀, isn't it?\"\r\n\r\nNobody answered…  She left; so did I.";

test("every word of a text is marked, in order, where it stands and when it sounds", async () => {
  const { words, samples, events } = await speak([TEXT]);
  const durationMs = (samples.length * 1000) / 22050;
  for (const [n, word] of words.entries()) {
    const before = words[n - 1];
    assert.equal(TEXT.slice(word.start, word.end), word.text);
    assert.ok(before === undefined || (word.start >= before.end && word.startMs >= (before.endMs ?? 0) - 1), word.text);
    assert.ok((word.endMs ?? Infinity) <= durationMs + 0.01, word.text);
  }
  const spoken = words.map((word) => word.text).filter((word) => /[\p{L}\p{N}]/u.test(word));
  assert.deepEqual(spoken, TEXT.match(/[\p{L}\p{N}](?:['\p{L}\p{N}]*[\p{L}\p{N}])?/gu));
  const end = events.at(-1);
  assert.ok(end?.type === "end" && Math.abs(end.durationMs - durationMs) < 0.01 && end.characters === TEXT.length);
});

test("sentences cover the text's words, each before its sound", async () => {
  const { marks } = await speak([TEXT]);
  const sentences = marks.filter((mark) => mark.kind === "sentence");
  assert.ok(sentences.length >= 3);
  for (const [n, sentence] of sentences.entries()) {
    assert.equal(TEXT.slice(sentence.start, sentence.end), sentence.text);
    const first = marks.find((mark) => mark.kind === "word" && mark.start >= sentence.start);
    assert.ok(first !== undefined && marks.indexOf(first) > marks.indexOf(sentence), sentence.text);
    assert.ok(n === 0 || sentence.startMs > (sentences[n - 1]?.startMs ?? 0));
  }
});

test("the answer is the same however the text is cut into pieces", async () => {
  const whole = await speak([TEXT]);
  for (const pieces of [TEXT.split(""), TEXT.match(/.{1,7}/gsu) ?? []]) {
    const cut = await speak(pieces);
    assert.deepEqual(cut.samples, whole.samples);
    assert.deepEqual(cut.marks, whole.marks);
  }
});

test("a long text is read to its end, a few steps ahead of its reader", async () => {
  const direct = await hosts();
  const text = "The water rose slowly. ".repeat(400);
  const before = direct.steps;
  const stream = speechOver(direct).speak(request(text, { voice: "espeak:en-us" }), NEVER);
  let sounds = 0;
  for await (const event of stream) {
    if (event.type !== "audio") continue;
    sounds++;
    // Pauses between sentences are audio too, so sounds run ahead of steps but for the one in flight.
    assert.ok(direct.steps - before <= sounds + 1, `${direct.steps - before} steps for ${sounds} sounds`);
    if (sounds >= 600) break;
  }
});
