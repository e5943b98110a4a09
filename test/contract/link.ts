import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { collect, streamOf } from "../../src/async/iterate.js";
import { ERROR_TABLE, ParlandoError, type ErrorCode } from "../../src/contract/errors.js";
import type { SentenceEvent } from "../../src/contract/hosts.js";
import type { TranscriptEvent } from "../../src/contract/listening.js";
import type { Pcm } from "../../src/contract/pcm.js";
import type { HostClient, HostJob, HostListenOptions, HostServices } from "../../src/link/services.js";

/** A host with one connection to it. */
export interface OpenLink {
  readonly client: HostClient;
  /** The host ends without a word, as a killed process does. */
  kill(): void;
  close(): Promise<void>;
}

/** Opens a host with these services and connects to it. */
export type OpenLinkWith = (services: HostServices) => Promise<OpenLink>;

const NEVER = new AbortController().signal;
const JOB: HostJob = {
  model: "m",
  voiceId: "v",
  sentence: "Grüße, 世界!",
  manner: { speed: 1.25, pitch: 0.5, volume: 2, seed: 4_294_967_295 },
  priority: "critical",
  requestId: "r-1",
};
const LISTEN: HostListenOptions = { model: "m", task: "transcribe", temperature: 0.25, words: true, requestId: "r-2" };

/** Services whose every method fails until a test replaces it. */
const REFUSING: HostServices = {
  hello: () => Promise.reject(new ParlandoError("not_found", "hello")),
  ping: () => Promise.reject(new ParlandoError("not_found", "ping")),
  load: () => Promise.reject(new ParlandoError("not_found", "load")),
  voices: () => Promise.reject(new ParlandoError("not_found", "voices")),
  recognisers: () => Promise.reject(new ParlandoError("not_found", "recognisers")),
  status: () => Promise.reject(new ParlandoError("not_found", "status")),
  speak: () => failing<SentenceEvent>(new ParlandoError("not_found", "speak")),
  listen: () => failing<TranscriptEvent>(new ParlandoError("not_found", "listen")),
};

async function* failing<T>(error: unknown): AsyncGenerator<T, void, undefined> {
  yield* [] as T[];
  throw error;
}

function deferred<T = void>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}

function onAbort(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });
}

function pcm(length: number, first = 0): Pcm {
  return { samples: Float32Array.from({ length }, (_, n) => (first + n) / 1_000_000), sampleRateHz: 22_050 };
}

/** What every link must do, whatever it runs over. */
export function linkSuite(name: string, open: OpenLinkWith): void {
  describe(`link over ${name}`, () => {
    let services: HostServices = REFUSING;
    let link: OpenLink;
    const client = (): HostClient => link.client;
    before(async () => {
      const late = new Proxy(REFUSING, { get: (_, key) => Reflect.get(services, key) as unknown });
      link = await open(late);
    });
    after(() => link.close());
    const serve = (part: Partial<HostServices>): void => {
      services = { ...REFUSING, ...part };
    };

    test("questions get the answers that the host gave", async () => {
      const voice = {
        id: "v",
        name: "Vera",
        engine: "e",
        model: "m",
        languages: ["de-DE", "de"],
        gender: "female",
        description: "",
        sampleRateHz: 22_050,
        isAvailable: false,
      } as const;
      const status = { pid: 7, rssBytes: 2 ** 33, waitingSteps: 3, models: [{ model: "m", loadMs: 1.5, idleMs: 0 }] };
      const loaded: string[] = [];
      serve({
        hello: () => Promise.resolve({ host: "h", pid: 7, protocol: 1 }),
        ping: () => Promise.resolve({ stepMs: 12.5, needsRecycling: true }),
        load: (model) => Promise.resolve(void loaded.push(model)),
        voices: (model) => Promise.resolve([voice, { ...voice, licence: "MIT", name: model }]),
        recognisers: () => Promise.resolve([{ id: "m", engine: "e", name: "M", languages: [], isAvailable: true }]),
        status: () => Promise.resolve(status),
      });
      assert.deepEqual({ ...(await client().hello(NEVER)) }, { host: "h", pid: 7, protocol: 1 });
      assert.deepEqual({ ...(await client().ping(NEVER)) }, { stepMs: 12.5, needsRecycling: true });
      await client().load("big", NEVER);
      assert.deepEqual(loaded, ["big"]);
      assert.deepEqual(await client().voices("m", NEVER), [voice, { ...voice, licence: "MIT", name: "m" }]);
      assert.equal((await client().recognisers("m", NEVER))[0]?.isAvailable, true);
      assert.deepEqual(await client().status(NEVER), status);
    });

    test("a job and its events arrive as they were sent", async () => {
      const span = { start: 0, end: 12 };
      const events: SentenceEvent[] = [
        { type: "utterance", span, expectedMs: 812.5, sampleRateHz: 22_050 },
        { type: "step" },
        {
          type: "step",
          pcm: pcm(700),
          marks: [{ kind: "word", text: "Grüße", span: { start: 0, end: 5 }, startMs: 0, endMs: 310.25 }],
          totalSamples: 700,
        },
        { type: "utterance", span: { start: 7, end: 9 }, expectedMs: 1, sampleRateHz: 22_050 },
        { type: "step", pcm: pcm(0) },
        { type: "utterance", span: { start: 9, end: 9 }, expectedMs: 0, sampleRateHz: 22_050 },
      ];
      let job: HostJob | undefined;
      serve({
        speak: (given) => {
          job = given;
          return streamOf(events);
        },
      });
      assert.deepEqual(await collect(client().speak(JOB, NEVER)), events);
      assert.deepEqual(JSON.parse(JSON.stringify(job)), JOB);
      const { seed: _, ...plain } = JOB.manner;
      await collect(client().speak({ ...JOB, manner: plain, sentence: "" }, NEVER));
      assert.equal("seed" in (job?.manner ?? {}), false, "an absent seed stays absent");
    });

    test("a sentence of 100 kB and a step of a minute pass", async () => {
      const sentence = "€".repeat(33_334);
      let got = "";
      serve({
        speak: (job) => {
          got = job.sentence;
          return streamOf<SentenceEvent>([{ type: "step", pcm: pcm(60 * 22_050) }]);
        },
      });
      const [event] = await collect(client().speak({ ...JOB, sentence }, NEVER));
      assert.equal(got, sentence);
      assert.deepEqual(event, { type: "step", pcm: pcm(60 * 22_050) });
    });

    /** An endless sentence that counts what it was asked for. */
    function endless(): {
      readonly services: Partial<HostServices>;
      readonly steps: () => number;
      readonly ended: Promise<void>;
    } {
      let steps = 0;
      const ended = deferred();
      return {
        services: {
          ping: () => Promise.resolve({ stepMs: 0, needsRecycling: false }),
          async *speak() {
            try {
              for (;;) {
                steps++;
                yield { type: "step", pcm: pcm(10) };
              }
            } finally {
              ended.resolve();
            }
          },
        },
        steps: () => steps,
        ended: ended.promise,
      };
    }

    test("nothing is computed that was not pulled", async () => {
      const sentence = endless();
      serve(sentence.services);
      const events = client().speak(JOB, NEVER)[Symbol.asyncIterator]();
      assert.equal(sentence.steps(), 0);
      for (let pulls = 1; pulls <= 5; pulls++) {
        await events.next();
        // Whatever was on its way before this answer has arrived by now.
        await client().ping(NEVER);
        assert.equal(sentence.steps(), pulls);
      }
      await events.return?.();
      await sentence.ended;
    });

    test("aborting ends the stream at once, and the sentence before its next step", async () => {
      const sentence = endless();
      serve(sentence.services);
      const abort = new AbortController();
      const events = client().speak(JOB, abort.signal)[Symbol.asyncIterator]();
      await events.next();
      abort.abort();
      await assert.rejects(events.next(), { code: "cancelled" });
      await sentence.ended;
      assert.ok(sentence.steps() <= 2, `${sentence.steps()} steps`);
    });

    test("aborting in the middle of a step does not wait for it", async () => {
      const stepping = deferred();
      const left = deferred();
      serve({
        async *speak(_, signal) {
          stepping.resolve();
          await onAbort(signal);
          left.resolve();
          yield* [];
        },
      });
      const abort = new AbortController();
      const next = collect(client().speak(JOB, abort.signal));
      await stepping.promise;
      abort.abort(new ParlandoError("shutting_down", "enough"));
      await assert.rejects(next, { code: "shutting_down" });
      await left.promise;
    });

    test("a signal that is aborted already asks nothing", async () => {
      serve({ speak: () => assert.fail("asked"), ping: () => assert.fail("asked") });
      const aborted = AbortSignal.abort();
      await assert.rejects(collect(client().speak(JOB, aborted)), { code: "cancelled" });
      await assert.rejects(collect(client().listen(streamOf([]), LISTEN, aborted)), { code: "cancelled" });
      await assert.rejects(client().ping(aborted), { code: "cancelled" });
    });

    test("a question can be given up", async () => {
      const asked = deferred();
      const left = deferred();
      serve({
        async load(_, signal) {
          asked.resolve();
          await onAbort(signal);
          left.resolve();
        },
      });
      const abort = new AbortController();
      const answer = client().load("m", abort.signal);
      await asked.promise;
      abort.abort();
      await assert.rejects(answer, { code: "cancelled" });
      await left.promise;
    });

    test("every error keeps its code, words and fields", async () => {
      for (const code of Object.keys(ERROR_TABLE) as ErrorCode[]) {
        const error = new ParlandoError(code, `Ünglück: ${code}`, { field: "voice", retryAfterMs: 1500 });
        serve({
          ping: () => Promise.reject(error),
          speak: () => failing(error),
          async *listen() {
            yield { type: "started", model: "m" };
            throw error;
          },
        });
        const same = { name: "ParlandoError", code, message: error.message, field: "voice", retryAfterMs: 1500 };
        await assert.rejects(client().ping(NEVER), same);
        await assert.rejects(collect(client().speak(JOB, NEVER)), same);
        await assert.rejects(collect(client().listen(streamOf([]), LISTEN, NEVER)), same);
      }
    });

    test("events before an error arrive; foreign errors are internal; long words are cut", async () => {
      serve({
        async *speak() {
          yield { type: "step", pcm: pcm(3) };
          throw new TypeError("x".repeat(100_000));
        },
      });
      const events = client().speak(JOB, NEVER)[Symbol.asyncIterator]();
      assert.deepEqual((await events.next()).value, { type: "step", pcm: pcm(3) });
      await assert.rejects(events.next(), (error: unknown) => {
        assert.ok(error instanceof ParlandoError);
        assert.deepEqual([error.code, error.field, error.message.length], ["internal", undefined, 2000]);
        return true;
      });
    });

    test("audio arrives whole and in order, however it is cut, and so do the events", async () => {
      const events: TranscriptEvent[] = [
        { type: "started", model: "m" },
        { type: "segment", segment: { text: "", startMs: 0, endMs: 0.5 } },
        { type: "segment", segment: { text: "no words", startMs: 1, endMs: 2, words: [] } },
        {
          type: "segment",
          segment: {
            text: "hé",
            startMs: 2,
            endMs: 3,
            words: [
              { text: "hé", startMs: 2, endMs: 3, probability: 0.5 },
              { text: "!", startMs: 3, endMs: 3 },
            ],
            averageLogProbability: -0.25,
            noSpeechProbability: 0,
          },
        },
        { type: "end", text: "hé", language: "fr", durationMs: 3 },
      ];
      const heard: number[] = [];
      let options: HostListenOptions | undefined;
      serve({
        async *listen(audio, given) {
          options = given;
          for await (const { samples, sampleRateHz } of audio) {
            assert.equal(sampleRateHz, 22_050);
            heard.push(...samples);
          }
          yield* events;
        },
      });
      const lengths = [1, 0, 7, 16_384, 16_385, 50_000, 3];
      const starts = lengths.map((_, at) => lengths.slice(0, at).reduce((sum, length) => sum + length, 0));
      const pieces = lengths.map((length, at) => pcm(length, starts[at]));
      const wanted = pieces.flatMap(({ samples }) => [...samples]);
      assert.deepEqual(await collect(client().listen(streamOf(pieces), { ...LISTEN, prompt: "" }, NEVER)), events);
      assert.deepEqual(heard, wanted);
      assert.deepEqual(JSON.parse(JSON.stringify(options)), { ...LISTEN, prompt: "" });
    });

    test("audio is read only as far as the host takes it", async () => {
      let read = 0;
      async function* source(): AsyncGenerator<Pcm> {
        for (;;) {
          read++;
          yield pcm(100);
        }
      }
      const go = deferred();
      const took = 20;
      serve({
        ping: () => Promise.resolve({ stepMs: 0, needsRecycling: false }),
        async *listen(audio) {
          yield { type: "started", model: "m" };
          await go.promise;
          let left = took;
          for await (const _ of audio) if (--left === 0) break;
          yield { type: "end", text: "", language: "en", durationMs: 0 };
        },
      });
      const events = client().listen(source(), LISTEN, NEVER)[Symbol.asyncIterator]();
      await events.next();
      await client().ping(NEVER);
      assert.ok(read <= 9, `${read} pieces read while none was taken`);
      go.resolve();
      assert.equal((await events.next()).value?.type, "end");
      assert.ok(read >= took && read <= took + 9, `${read} pieces read for ${took}`);
      assert.equal((await events.next()).done, true);
    });

    test("a reader that leaves early ends the listening on both sides", async () => {
      const sourceEnded = deferred();
      const hostLeft = deferred();
      async function* source(): AsyncGenerator<Pcm> {
        try {
          for (;;) yield pcm(100);
        } finally {
          sourceEnded.resolve();
        }
      }
      serve({
        async *listen(_, __, signal) {
          yield { type: "started", model: "m" };
          await onAbort(signal);
          hostLeft.resolve();
        },
      });
      for await (const _ of client().listen(source(), LISTEN, NEVER)) break;
      await Promise.all([sourceEnded.promise, hostLeft.promise]);
    });

    test("an audio source that fails fails the listening with its own error", async () => {
      serve({
        async *listen(audio) {
          for await (const _ of audio) yield { type: "started", model: "m" };
        },
      });
      async function* source(): AsyncGenerator<Pcm> {
        yield pcm(10);
        throw new ParlandoError("invalid_audio", "no sound");
      }
      await assert.rejects(collect(client().listen(source(), LISTEN, NEVER)), {
        code: "invalid_audio",
        message: "no sound",
      });
    });

    test("a host that dies ends everything with host_lost, and what is asked later too", async () => {
      const sentence = endless();
      const stuck = deferred();
      serve({
        ...sentence.services,
        load: async () => {
          stuck.resolve();
          await new Promise(() => {});
        },
      });
      const own = await open(services);
      const events = own.client.speak(JOB, NEVER)[Symbol.asyncIterator]();
      await events.next();
      const answer = own.client.load("m", NEVER);
      await stuck.promise;
      own.kill();
      await assert.rejects(answer, { code: "host_lost", retryable: true });
      await assert.rejects(events.next(), { code: "host_lost" });
      await assert.rejects(own.client.ping(NEVER), { code: "host_lost" });
      await own.close();
    });
  });
}
