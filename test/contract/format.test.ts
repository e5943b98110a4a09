// One suite over every audio format. A new format gets a line in LIMITS and passes all of this.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { collect, streamOf } from "../../src/async/iterate.js";
import { ParlandoError } from "../../src/contract/errors.js";
import type { AudioFormat } from "../../src/contract/format.js";
import type { Pcm } from "../../src/contract/pcm.js";
import { FORMATS, warmFormats } from "../../src/audio/formats/index.js";
import { concatBytes } from "../../src/audio/formats/decode/bytes.js";
import { NO_FFMPEG, decodeWithFfmpeg } from "../unit/audio/ffmpeg.js";
import { residualDb, rms, sine } from "../unit/audio/pcm/sines.js";

interface Limits {
  /** How ffmpeg is told what raw bytes are. */
  readonly rawInput?: (rateHz: number) => readonly string[];
  /** Bytes that come before any audio: headers that need no PCM. */
  readonly headerBytes: number;
  /** Most 20 ms chunks pulled before the first byte of audio, the encoder's own queue included. */
  readonly chunksBeforeAudio: number;
  /** Samples of silence that the codec puts in front and that its stream cannot declare. */
  readonly delaySamples: number;
  /** Most of what is left after the tone is taken away, dB. */
  readonly residualDb: number;
}

const LIMITS: Readonly<Record<string, Limits>> = {
  mp3: { headerBytes: 0, chunksBeforeAudio: 2, delaySamples: 1105, residualDb: -35 },
  // An OpusHead page of 47 bytes and an OpusTags page; audio pages wait for the packet after the next.
  opus: { headerBytes: 120, chunksBeforeAudio: 4, delaySamples: 0, residualDb: -25 },
  // Two frames of 1024 samples, and four pieces in the queue of the encoder's thread.
  aac: { headerBytes: 0, chunksBeforeAudio: 9, delaySamples: 1024, residualDb: -30 },
  // A block of 4608 samples at 24 kHz is ten chunks.
  flac: { headerBytes: 42, chunksBeforeAudio: 14, delaySamples: 0, residualDb: -80 },
  wav: { headerBytes: 44, chunksBeforeAudio: 1, delaySamples: 0, residualDb: -80 },
  pcm: {
    rawInput: (rateHz) => ["-f", "s16le", "-ar", `${rateHz}`, "-ac", "1"],
    headerBytes: 0,
    chunksBeforeAudio: 1,
    delaySamples: 0,
    residualDb: -80,
  },
  ulaw: {
    rawInput: (rateHz) => ["-f", "mulaw", "-ar", `${rateHz}`, "-ac", "1"],
    headerBytes: 0,
    chunksBeforeAudio: 1,
    delaySamples: 0,
    residualDb: -33,
  },
  f32: {
    rawInput: (rateHz) => ["-f", "f32le", "-ar", `${rateHz}`, "-ac", "1"],
    headerBytes: 0,
    chunksBeforeAudio: 1,
    delaySamples: 0,
    residualDb: -100,
  },
};

const NEVER = new AbortController().signal;
const TONE_HZ = 440;
const LAST_TONE_HZ = 1000;

/** 1.3 s of a tone with another one in its last 100 ms: whoever loses the tail loses that. */
function speechlike(rateHz: number): Float32Array {
  const samples = sine(TONE_HZ, rateHz, Math.round(rateHz * 1.3));
  const last = Math.round(rateHz * 0.1);
  samples.set(sine(LAST_TONE_HZ, rateHz, last), samples.length - last);
  return samples;
}

/** Samples as a stream that counts how far it was pulled and whether it is still open. */
class Source implements AsyncIterable<Pcm> {
  pulled = 0;
  open = 0;
  constructor(
    private readonly samples: Float32Array,
    private readonly rateHz: number,
    private readonly cuts: readonly number[],
    private readonly failAt = Infinity,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Pcm, void, undefined> {
    this.open++;
    try {
      for (let at = 0; at < this.samples.length; this.pulled++) {
        if (this.pulled === this.failAt) throw new Error("the engine broke");
        const length = this.cuts[this.pulled % this.cuts.length]!;
        const samples = this.samples.slice(at, at + length);
        at += length;
        // Counted when handed over, before whoever pulled it goes on.
        if (at >= this.samples.length) this.pulled++;
        yield { samples, sampleRateHz: this.rateHz };
        if (at >= this.samples.length) return;
      }
    } finally {
      this.open--;
    }
  }
}

function limitsOf(format: AudioFormat): Limits {
  const limits = LIMITS[format.id];
  assert.ok(limits, `add ${format.id} to LIMITS`);
  return limits;
}

/** Threads and their ports that are alive now. */
function threads(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "MessagePort" || name === "Worker").length;
}

/** Waits, turn by turn of the event loop, until what ends asynchronously has ended. */
async function settled(isSettled: () => boolean): Promise<boolean> {
  for (let turn = 0; turn < 100_000 && !isSettled(); turn++) await new Promise(setImmediate);
  return isSettled();
}

async function encodeWhole(format: AudioFormat, samples: Float32Array, rateHz: number, cuts: readonly number[]) {
  return concatBytes(await collect(format.encode(new Source(samples, rateHz, cuts), rateHz, NEVER)));
}

before(async () => warmFormats());

for (const format of FORMATS) {
  const rateHz = format.rateFor(24_000);
  const chunk = rateHz / 50;
  const samples = speechlike(rateHz);
  const { rawInput } = limitsOf(format);

  test(`${format.id}: ffmpeg hears the same length, the same tone and the tail`, { skip: NO_FFMPEG }, async () => {
    for (const rate of new Set([24_000, 22_050, 48_000].map((hz) => format.rateFor(hz)))) {
      const input = speechlike(rate);
      const bytes = await encodeWhole(format, input, rate, [Math.round(rate / 50)]);
      const heard = decodeWithFfmpeg(bytes, rate, rawInput?.(rate));
      const { delaySamples, residualDb: limitDb } = limitsOf(format);
      const ms = ((heard.length - delaySamples - input.length) * 1000) / rate;
      assert.ok(Math.abs(ms) <= 50, `${rate} Hz: ${ms} ms off`);
      const middle = heard.slice(delaySamples + rate / 4, delaySamples + rate);
      const residual = residualDb(middle, TONE_HZ, rate);
      assert.ok(residual < limitDb, `${rate} Hz: ${residual} dB besides the tone`);
      assert.ok(Math.abs(20 * Math.log10(rms(middle) / rms(input))) < 1, `${rate} Hz: level ${rms(middle)}`);
      const end = delaySamples + input.length;
      const tail = heard.slice(end - Math.round(rate * 0.08), end - Math.round(rate * 0.01));
      assert.ok(residualDb(tail, LAST_TONE_HZ, rate) < -10, `${rate} Hz: the tail is not there`);
    }
  });

  test(`${format.id}: the cuts of the PCM do not change what is heard`, { skip: NO_FFMPEG }, async () => {
    const reference = decodeWithFfmpeg(
      await encodeWhole(format, samples, rateHz, [samples.length]),
      rateHz,
      rawInput?.(rateHz),
    );
    for (const cuts of [[chunk], [1, 7, 0, 4801], [977, 31_001]]) {
      const bytes = await encodeWhole(format, samples, rateHz, cuts);
      const heard = decodeWithFfmpeg(bytes, rateHz, rawInput?.(rateHz));
      assert.equal(heard.length, reference.length, `cuts ${cuts.join(",")}`);
      assert.ok(
        heard.every((sample, i) => Math.abs(sample - reference[i]!) < 1e-4),
        `cuts ${cuts.join(",")}`,
      );
    }
  });

  test(`${format.id}: bytes of audio come after ${limitsOf(format).chunksBeforeAudio} chunks of 20 ms at most`, async () => {
    const { headerBytes, chunksBeforeAudio } = limitsOf(format);
    const source = new Source(samples, rateHz, [chunk]);
    let bytes = 0;
    for await (const part of format.encode(source, rateHz, NEVER)) {
      bytes += part.length;
      if (bytes > headerBytes) break;
    }
    assert.ok(bytes > headerBytes && source.pulled <= chunksBeforeAudio, `${source.pulled} chunks`);
  });

  test(`${format.id}: what is encoded goes out while the engine pauses`, { timeout: 30_000 }, async () => {
    const { headerBytes, chunksBeforeAudio } = limitsOf(format);
    let resume = (): void => {};
    const heard = new Promise<void>((resolve) => (resume = resolve));
    let isOver = false;
    async function* pausing(): AsyncGenerator<Pcm> {
      for (let i = 0; i < chunksBeforeAudio; i++) {
        yield { samples: samples.slice(i * chunk, (i + 1) * chunk), sampleRateHz: rateHz };
      }
      await heard;
      isOver = true;
    }
    let bytes = 0;
    for await (const part of format.encode(pausing(), rateHz, NEVER)) {
      bytes += part.length;
      if (bytes > headerBytes) resume();
    }
    assert.ok(isOver);
  });

  test(`${format.id}: leaving at any chunk, by return or by abort, leaves nothing open`, async () => {
    const short = samples.slice(0, rateHz / 2);
    const total = (await collect(format.encode(new Source(short, rateHz, [chunk * 5]), rateHz, NEVER))).length;
    const threadsBefore = threads();
    for (let leaveAfter = 0; leaveAfter < total; leaveAfter++) {
      for (const way of ["return", "abort"] as const) {
        const source = new Source(short, rateHz, [chunk * 5]);
        const abort = new AbortController();
        const stream = format.encode(source, rateHz, abort.signal)[Symbol.asyncIterator]();
        for (let i = 0; i < leaveAfter; i++) await stream.next();
        if (way === "return") {
          await stream.return?.();
        } else {
          abort.abort();
          await assert.rejects(
            async () => {
              while ((await stream.next()).done !== true);
              if (source.open === 0) throw new ParlandoError("cancelled", "All bytes had been made.");
            },
            (error) => error instanceof ParlandoError && error.code === "cancelled",
          );
        }
        assert.ok(await settled(() => source.open === 0), `${way} after ${leaveAfter}: the source is open`);
      }
    }
    assert.ok(await settled(() => threads() <= threadsBefore), `${threads()} threads, ${threadsBefore} before`);
  });

  test(`${format.id}: an engine that breaks at any chunk breaks the stream and leaves nothing open`, async () => {
    const threadsBefore = threads();
    for (let failAt = 0; failAt < 4; failAt++) {
      const source = new Source(samples, rateHz, [chunk * 10], failAt);
      await assert.rejects(collect(format.encode(source, rateHz, NEVER)), /the engine broke/);
      assert.equal(source.open, 0);
    }
    assert.ok(await settled(() => threads() <= threadsBefore));
  });

  test(`${format.id}: two streams at once do not disturb each other`, async () => {
    const other = sine(700, rateHz, samples.length);
    const [alone] = [await encodeWhole(format, samples, rateHz, [chunk])];
    const [first] = await Promise.all([
      encodeWhole(format, samples, rateHz, [chunk]),
      encodeWhole(format, other, rateHz, [chunk]),
    ]);
    assert.equal(first.length, alone.length);
    // Ogg numbers its streams by chance, which changes the serial and the checksum of each page.
    if (format.id !== "opus") assert.deepEqual(first, alone);
  });

  test(`${format.id}: no audio at all still ends well`, { skip: NO_FFMPEG }, async () => {
    const bytes = concatBytes(await collect(format.encode(streamOf<Pcm>([]), rateHz, NEVER)));
    if (bytes.length > headerBytesOfEmpty(format)) decodeWithFfmpeg(bytes, rateHz, rawInput?.(rateHz));
  });

  test(`${format.id}: PCM at another rate than the encoder was opened for is refused`, async () => {
    const source = new Source(samples, rateHz * 2, [chunk]);
    await assert.rejects(
      collect(format.encode(source, rateHz, NEVER)),
      (error) => error instanceof ParlandoError && error.code === "internal",
    );
    assert.equal(source.open, 0);
  });
}

/** ffmpeg calls a file of nothing but a header an error. */
function headerBytesOfEmpty(format: AudioFormat): number {
  return format.id === "wav" ? 44 : 0;
}
