import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { collect, streamOf } from "../../../src/async/iterate.js";
import type { AsrModel } from "../../../src/contract/engine.js";
import { ParlandoError } from "../../../src/contract/errors.js";
import type { ListenOptions, TranscriptEvent } from "../../../src/contract/listening.js";
import type { Pcm } from "../../../src/contract/pcm.js";
import { Resampler } from "../../../src/audio/pcm/resample.js";
import { MOONSHINE } from "../../../src/asr/engines/moonshine/index.js";
import type { Turn } from "../../../src/asr/pieces.js";
import { transcribe } from "../../../src/asr/transcribe.js";
import { SileroVad } from "../../../src/asr/vad/silero.js";
import { JFK, TWO_CITIES, readSpeech } from "../../kit/speech.js";
import { wordErrorRate } from "../../kit/wer.js";

const RATE_HZ = 16_000;
const PLAIN: ListenOptions = { task: "transcribe", temperature: 0, words: false, requestId: "test" };
const never = (): AbortSignal => new AbortController().signal;

function* chunksOf(samples: Float32Array, size: number, sampleRateHz = RATE_HZ): Generator<Pcm> {
  for (let at = 0; at < samples.length; at += size) yield { samples: samples.slice(at, at + size), sampleRateHz };
}

function noise(samples: number, level: number): Float32Array {
  let seed = 1;
  return Float32Array.from({ length: samples }, () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return level * ((2 * seed) / 2_147_483_647 - 1);
  });
}

/** Follows how much of a stream was read and whether it was closed. */
function watched(source: Iterable<Pcm>) {
  const seen = { ms: 0, isClosed: false };
  async function* stream(): AsyncGenerator<Pcm> {
    try {
      for (const pcm of source) {
        seen.ms += (pcm.samples.length * 1000) / pcm.sampleRateHz;
        yield pcm;
      }
    } finally {
      seen.isClosed = true;
    }
  }
  return { seen, audio: stream() };
}

describe("transcribe", () => {
  let model: AsrModel;
  let vad: SileroVad;
  before(async () => {
    vad = await SileroVad.open({ threads: 1 });
    model = await MOONSHINE.load("", { threads: 1 }, never());
  });
  after(async () => {
    await model[Symbol.asyncDispose]();
    await vad[Symbol.asyncDispose]();
  });

  const hear = (audio: Iterable<Pcm>, options: Partial<ListenOptions> = {}): Promise<TranscriptEvent[]> =>
    collect(transcribe({ model, vad }, streamOf(audio), { ...PLAIN, ...options }, never()));
  const segmentsOf = (events: readonly TranscriptEvent[]) =>
    events.flatMap((event) => (event.type === "segment" ? [event.segment] : []));
  const endOf = (events: readonly TranscriptEvent[]) => {
    const last = events.at(-1);
    assert.ok(last?.type === "end");
    return last;
  };

  test("the Kennedy recording comes out with at most one word in twenty wrong", async () => {
    const events = await hear(chunksOf(readSpeech(JFK.path).samples, 1000));
    const end = endOf(events);
    assert.ok(wordErrorRate(JFK.text, end.text) <= 0.05, end.text);
    assert.equal(end.durationMs, 11_000);
    assert.equal(end.language, "en");
    assert.deepEqual(events[0], { type: "started", model: model.id });
  });

  test("44 seconds of a novel come out with at most 6 % of the words wrong, in ordered segments", async () => {
    const events = await hear(chunksOf(readSpeech(TWO_CITIES.path).samples, 16_000));
    const { text } = endOf(events);
    assert.ok(wordErrorRate(TWO_CITIES.text, text) <= 0.06, text);
    const segments = segmentsOf(events);
    assert.equal(segments.map((segment) => segment.text).join(" "), text);
    assert.ok(segments.length >= 3);
    let lastMs = 0;
    for (const { startMs, endMs } of segments) {
      assert.ok(startMs >= lastMs && endMs > startMs && endMs <= 44_400, `${startMs} … ${endMs}`);
      lastMs = endMs;
    }
  });

  test("it does not matter how the audio is cut", async () => {
    const { samples } = readSpeech(JFK.path);
    const whole = await hear(chunksOf(samples, samples.length));
    assert.deepEqual(await hear(chunksOf(samples, 317)), whole);
  });

  for (const sampleRateHz of [8_000, 44_100, 96_000]) {
    test(`audio of ${sampleRateHz} Hz is understood`, async () => {
      const resampler = new Resampler(RATE_HZ, sampleRateHz);
      const parts = [resampler.push(readSpeech(JFK.path).samples), resampler.flush()];
      const end = endOf(await hear(parts.map((samples) => ({ samples, sampleRateHz }))));
      assert.ok(wordErrorRate(JFK.text, end.text) <= 0.1, end.text);
      assert.ok(Math.abs(end.durationMs - 11_000) < 1);
    });
  }

  const SOUNDLESS: readonly (readonly [string, readonly Pcm[]])[] = [
    ["no audio at all", []],
    ["a chunk of 0 samples", [{ samples: new Float32Array(0), sampleRateHz: RATE_HZ }]],
    ["10 ms", [{ samples: noise(160, 0.1), sampleRateHz: RATE_HZ }]],
    ["20 s of silence", [{ samples: new Float32Array(320_000), sampleRateHz: RATE_HZ }]],
    ["10 s of faint noise", [{ samples: noise(160_000, 0.003), sampleRateHz: RATE_HZ }]],
    ["10 s of loud noise", [{ samples: noise(160_000, 0.5), sampleRateHz: RATE_HZ }]],
    [
      "10 s of a tone",
      [
        {
          samples: Float32Array.from({ length: 160_000 }, (_, at) => 0.3 * Math.sin(at * 0.17)),
          sampleRateHz: RATE_HZ,
        },
      ],
    ],
  ];
  for (const [name, audio] of SOUNDLESS) {
    test(`${name}: no text is invented`, async () => {
      const events = await hear(audio);
      assert.deepEqual(
        events.map(({ type }) => type),
        ["started", "end"],
      );
      assert.equal(endOf(events).text, "");
    });
  }

  test("numbers that are none count as silence", async () => {
    const { samples } = readSpeech(JFK.path);
    samples.fill(Number.NaN, 0, 2000);
    samples[2001] = Number.POSITIVE_INFINITY;
    const end = endOf(await hear(chunksOf(samples, 16_000)));
    assert.ok(wordErrorRate(JFK.text, end.text) <= 0.05, end.text);
  });

  test("an impossible rate and an unknown language are the caller's errors", async () => {
    await assert.rejects(hear([{ samples: new Float32Array(10), sampleRateHz: 0 }]), { code: "invalid_audio" });
    await assert.rejects(hear([{ samples: new Float32Array(10), sampleRateHz: 8000.5 }]), { code: "invalid_audio" });
    await assert.rejects(hear([], { language: "fr" }), { code: "invalid_request", field: "language" });
    assert.equal(endOf(await hear([], { language: "en-GB" })).language, "en-GB");
  });

  test("ten minutes are heard while at most a piece of them is held", async () => {
    const { samples } = readSpeech(JFK.path);
    function* tenMinutes(): Generator<Pcm> {
      for (let minute = 0; minute < 10; minute += 1) {
        const hasSpeech = minute % 4 === 0;
        if (hasSpeech) yield* chunksOf(samples, 8_000);
        yield* chunksOf(new Float32Array(RATE_HZ * (hasSpeech ? 49 : 60)), 8_000);
      }
    }
    const { seen, audio } = watched(tenMinutes());
    const heard: string[] = [];
    let durationMs = 0;
    for await (const event of transcribe({ model, vad }, audio, PLAIN, never())) {
      if (event.type === "end") durationMs = event.durationMs;
      if (event.type !== "segment") continue;
      heard.push(event.segment.text);
      assert.ok(seen.ms - event.segment.endMs < 3_000, `${seen.ms} ms read at ${event.segment.endMs} ms`);
      assert.ok(event.segment.startMs % 60_000 < 12_000, `${event.segment.startMs} ms`);
    }
    assert.equal(durationMs, 600_000);
    assert.ok(wordErrorRate([JFK.text, JFK.text, JFK.text].join(" "), heard.join(" ")) <= 0.05, heard.join(" "));
    assert.ok(seen.isClosed);
  });

  test("endless speech is given as it comes; a reader that leaves closes the source", async () => {
    const { samples } = readSpeech(TWO_CITIES.path);
    const { seen, audio } = watched(chunksOf(samples, 1_600));
    for await (const event of transcribe({ model, vad }, audio, PLAIN, never())) {
      if (event.type !== "segment") continue;
      assert.ok(seen.ms <= 17_000, `${seen.ms} ms read before the first text`);
      break;
    }
    assert.ok(seen.isClosed);
    assert.ok(seen.ms <= 17_000);
  });

  test("every step runs in its turn, and an abort in any of them ends it there", async () => {
    const { samples } = readSpeech(JFK.path);
    let steps = 0;
    const counting: Turn = (work) => {
      steps += 1;
      return work();
    };
    await collect(transcribe({ model, vad, turn: counting }, streamOf(chunksOf(samples, 16_000)), PLAIN, never()));
    assert.ok(steps > 25, `${steps} steps`);

    for (let at = 0; at < steps; at += 1) {
      const controller = new AbortController();
      let step = 0;
      const aborting: Turn = async (work) => {
        if (step === at) controller.abort();
        assert.ok(step <= at + 1, `step ${step} after an abort in ${at}`);
        step += 1;
        return work();
      };
      const { seen, audio } = watched(chunksOf(samples, 16_000));
      const failure = await collect(transcribe({ model, vad, turn: aborting }, audio, PLAIN, controller.signal)).then(
        () => undefined,
        (error: unknown) => error,
      );
      // Aborted during the very last step there is nothing left to stop.
      if (failure !== undefined || at < steps - 1) {
        assert.ok(failure instanceof ParlandoError && failure.code === "cancelled", String(failure));
      }
      assert.ok(seen.isClosed);
    }
  });

  test("an abort does not wait for a source that is stuck", async () => {
    const controller = new AbortController();
    async function* stuck(): AsyncGenerator<Pcm> {
      yield { samples: new Float32Array(1000), sampleRateHz: RATE_HZ };
      controller.abort();
      await new Promise(() => {});
    }
    await assert.rejects(collect(transcribe({ model, vad }, stuck(), PLAIN, controller.signal)), { code: "cancelled" });
  });

  test("what the source throws arrives as it is", async () => {
    async function* broken(): AsyncGenerator<Pcm> {
      yield { samples: new Float32Array(1000), sampleRateHz: RATE_HZ };
      throw new ParlandoError("invalid_audio", "half a file");
    }
    await assert.rejects(collect(transcribe({ model, vad }, broken(), PLAIN, never())), { code: "invalid_audio" });
  });
});
