import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../src/async/iterate.js";
import { ParlandoError } from "../../../src/contract/errors.js";
import type { SentenceEvent } from "../../../src/contract/hosts.js";
import { FLUSH } from "../../../src/contract/speech.js";
import type { SpeakEvent, TextPiece } from "../../../src/contract/speech.js";
import { ScriptedHosts, VOICES, request, samplesOf, speechOver, voice, wordByWord } from "./scripted.js";
import type { Script } from "./scripted.js";

const NEVER = new AbortController().signal;

async function speak(script: Script, text: string | AsyncIterable<TextPiece>, more = {}, parts = {}) {
  const hosts = new ScriptedHosts(script);
  const events = await collect(speechOver(hosts, parts).speak(request(text, more), NEVER));
  return { hosts, events, started: events[0] as Extract<SpeakEvent, { type: "started" }> };
}

test("started first, then marks before their audio, then the end; times and offsets of the whole answer", async () => {
  const { events } = await speak(wordByWord, "One two. Three!");
  const short = events.map((event) => {
    if (event.type === "audio") return event.pcm.samples.length;
    if (event.type === "mark") return [event.kind, event.text, event.start, event.end, event.startMs, event.endMs];
    return event.type === "started" ? event.voice.id : event;
  });
  assert.deepEqual(short, [
    "best",
    ["sentence", "One two.", 0, 8, 0, undefined],
    ["word", "One", 0, 3, 0, 100],
    100,
    ["word", "two", 4, 7, 100, 200],
    100,
    300,
    ["sentence", "Three!", 9, 15, 500, undefined],
    ["word", "Three", 9, 14, 500, 600],
    100,
    { type: "end", durationMs: 600, characters: 15 },
  ]);
});

test("the pause between sentences counts the silence that the engine left", async () => {
  const script: Script = function* (job) {
    yield* wordByWord(job);
    yield { type: "step", pcm: { samples: new Float32Array(120).fill(0.001), sampleRateHz: 1000 } };
  };
  const { events } = await speak(script, "One. Two.");
  assert.equal(samplesOf(events).length, 100 + 120 + 180 + 100 + 120);
});

test("pauses shrink with speed", async () => {
  const { events } = await speak(wordByWord, "One. Two.", { manner: { speed: 2, pitch: 1, volume: 1 } });
  assert.equal(samplesOf(events).length, 100 + 150 + 100);
});

test("marks stand where the text was written, whatever the normaliser made of it", async () => {
  const normalize = (sentence: string) => ({
    text: sentence.replace("12", "twelve"),
    toOriginal: (start: number, end: number) =>
      start < 4 ? { start, end } : { start: start === 4 ? 4 : start - 4, end: end - 4 },
  });
  const { events, hosts } = await speak(wordByWord, "Hi. Say 12 now.", {}, { normalize });
  assert.deepEqual(
    hosts.jobs.map((job) => job.sentence.trim()),
    ["Hi.", "Say twelve now."],
  );
  const words = events.flatMap((event) => (event.type === "mark" && event.kind === "word" ? [event] : []));
  assert.deepEqual(
    words.map(({ text, start, end }) => [text, start, end]),
    [
      ["Hi", 0, 2],
      ["Say", 4, 7],
      ["12", 8, 10],
      ["now", 11, 14],
    ],
  );
});

test("volume is the pipeline's: engines hear 1", async () => {
  const { events, hosts } = await speak(wordByWord, "One.", { manner: { speed: 1.5, pitch: 1, volume: 0.5, seed: 7 } });
  assert.deepEqual(hosts.jobs[0]?.manner, { speed: 1.5, pitch: 1, volume: 1, seed: 7 });
  assert.ok(samplesOf(events).every((sample) => sample === 0.25));
});

test("all audio has the rate of the first, whatever later utterances have", async () => {
  let calls = 0;
  const { events, started } = await speak(
    (job) => wordByWord(job, 0.5, calls++ === 0 ? 1000 : 2000),
    "One. Two three.",
  );
  assert.equal(started.sampleRateHz, 1000);
  assert.ok(events.every((event) => event.type !== "audio" || event.pcm.sampleRateHz === 1000));
  assert.equal(samplesOf(events).length, 100 + 300 + 200);
  assert.deepEqual(events.at(-1), { type: "end", durationMs: 600, characters: 15 });
});

const failed = (code: "engine_failed" | "host_lost" | "overloaded" = "engine_failed") => new ParlandoError(code, "no");

test("an engine that fails before its first sample is replaced; the answer says by whom", async () => {
  const script: Script = function* (job) {
    if (job.voiceId !== "best") {
      yield* wordByWord(job);
      return;
    }
    const [utterance] = wordByWord(job) as Iterable<SentenceEvent>;
    yield utterance as SentenceEvent;
    yield { type: "step", marks: [{ kind: "word", text: "One", span: { start: 0, end: 3 }, startMs: 0, endMs: 9 }] };
    yield failed();
  };
  const { events, started, hosts } = await speak(script, "One. Two.");
  assert.equal(started.voice.id, "other");
  assert.equal(started.fellBack, true);
  assert.deepEqual(
    hosts.jobs.map((job) => job.voiceId),
    ["best", "other", "other"],
  );
  const words = events.flatMap((event) => (event.type === "mark" && event.kind === "word" ? [event.text] : []));
  assert.deepEqual(words, ["One", "Two"]);
  assert.equal(hosts.open, 0);
});

test("the last in line is espeak; when it fails too, its error is the answer's", async () => {
  const tried: string[] = [];
  const script: Script = (job) => {
    tried.push(job.voiceId);
    return [new ParlandoError("engine_failed", `${job.voiceId} failed`)];
  };
  await assert.rejects(speak(script, "One."), { code: "engine_failed", message: "espeak:en-us failed" });
  assert.deepEqual(tried, ["best", "other", "espeak:en-us"]);
});

test("after the first sample a failure is a failure", async () => {
  let sentences = 0;
  const script: Script = function* (job) {
    yield* wordByWord(job);
    if (++sentences === 1) yield failed();
  };
  await assert.rejects(speak(script, "One."), { code: "engine_failed" });
  const second: Script = function* (job) {
    if (job.sentence.startsWith("Two")) yield failed();
    yield* wordByWord(job);
  };
  await assert.rejects(speak(second, "One. Two."), { code: "engine_failed" });
});

test("a request's own failure is not the engine's: nobody else is tried", async () => {
  const hosts = new ScriptedHosts(() => [failed("overloaded")]);
  await assert.rejects(collect(speechOver(hosts).speak(request("One."), NEVER)), { code: "overloaded" });
  assert.equal(hosts.jobs.length, 1);
});

test("a lost host is tried once more with the same voice, also in a later sentence", async () => {
  const lost = new Set<string>();
  const script: Script = (job) => {
    if (lost.has(job.sentence)) return wordByWord(job);
    lost.add(job.sentence);
    return [failed("host_lost")];
  };
  const { started, hosts } = await speak(script, "One. Two.");
  assert.equal(started.voice.id, "best");
  assert.equal(started.fellBack, false);
  assert.equal(hosts.jobs.length, 4);
});

test("who insists on a model gets no other", async () => {
  const hosts = new ScriptedHosts(() => [failed()]);
  const stream = speechOver(hosts).speak(request("One.", { model: "piper" }), NEVER);
  await assert.rejects(collect(stream), { code: "engine_failed" });
  assert.equal(hosts.jobs.length, 1);
});

test("a voice that is known but not there is replaced from the start", async () => {
  const hosts = new ScriptedHosts(wordByWord, [voice("gone", "piper", "en", { isAvailable: false }), ...VOICES]);
  const [started] = await collect(speechOver(hosts).speak(request("One.", { voice: "gone" }), NEVER));
  assert.ok(started?.type === "started" && started.fellBack && started.voice.id === "other");
});

for (const text of ["", "   \n\t ", "\u0000\u0007"]) {
  test(`a text of nothing is refused: ${JSON.stringify(text)}`, async () => {
    await assert.rejects(speak(wordByWord, text), { code: "invalid_request", field: "text" });
  });
}

test("a text of marks alone is an answer without sound", async () => {
  const { events } = await speak(wordByWord, "... !");
  assert.deepEqual(
    events.map((event) => event.type),
    ["started", "end"],
  );
});

test("controls and broken surrogates reach no engine and move no offset", async () => {
  const { hosts, events } = await speak(wordByWord, "a\u0000b \ud83d ok 😀 end.");
  assert.equal(hosts.jobs[0]?.sentence, "a b   ok 😀 end.");
  const last = events.findLast((event) => event.type === "mark");
  assert.deepEqual(last?.type === "mark" && [last.text, last.start], ["end", 12]);
});

test("text arrives in pieces cut anywhere; a flush is spoken at once", async () => {
  const { events, hosts } = await speak(wordByWord, streamOf(["On", "e. Tw", "o", FLUSH, " three"]));
  assert.deepEqual(
    hosts.jobs.map((job) => job.sentence.trim()),
    ["One.", "Two", "three"],
  );
  assert.deepEqual(events.at(-1)?.type === "end" && events.at(-1), { type: "end", durationMs: 750, characters: 14 });
});

test("a text too long is refused when the limit is passed, not when it has all arrived", async () => {
  let pieces = 0;
  async function* endless(): AsyncGenerator<TextPiece> {
    for (;;) {
      pieces++;
      yield "word ";
    }
  }
  await assert.rejects(speak(wordByWord, endless(), {}, { maxCharacters: 99 }), {
    code: "text_too_long",
    field: "text",
  });
  assert.equal(pieces, 20);
  const { events } = await speak(wordByWord, "x".repeat(99), {}, { maxCharacters: 99 });
  assert.equal(events.at(-1)?.type, "end");
});

test("a failing source of text fails the answer", async () => {
  async function* broken(): AsyncGenerator<TextPiece> {
    yield "One. ";
    throw new ParlandoError("invalid_request", "bad frame");
  }
  await assert.rejects(speak(wordByWord, broken()), { code: "invalid_request", message: "bad frame" });
});

test("names without a language speak the text's", async () => {
  const { started } = await speak(wordByWord, "Привет, мир.", { voice: "alloy" });
  assert.equal(started.voice.id, "espeak:ru");
  assert.equal(started.fellBack, false);
});
