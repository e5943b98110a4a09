import assert from "node:assert/strict";
import { test } from "node:test";
import { collect, streamOf } from "../../../../../src/async/iterate.js";
import { ParlandoError } from "../../../../../src/contract/errors.js";
import { concatBytes } from "../../../../../src/audio/formats/decode/bytes.js";
import { type RawAudio, decodeAudio, decodeRaw } from "../../../../../src/audio/formats/decode/index.js";
import { wavFile, wavHeader } from "../../../../../src/audio/formats/wav.js";

const NEVER = new AbortController().signal;
const SAMPLES = Float32Array.of(0, 0.5, -0.5, 0.25, -0.25);
const FILE = wavFile(SAMPLES, 16_000);

async function decode(...parts: Uint8Array[]): Promise<number[]> {
  const chunks = await collect(decodeAudio(streamOf(parts), NEVER));
  assert.ok(chunks.every((pcm) => pcm.sampleRateHz === 16_000));
  return chunks.flatMap((pcm) => [...pcm.samples]);
}

function chunk(id: string, body: Uint8Array): Uint8Array {
  const head = new Uint8Array(8 + body.length + (body.length % 2));
  head.set(new TextEncoder().encode(id));
  new DataView(head.buffer).setUint32(4, body.length, true);
  head.set(body, 8);
  return head;
}

async function refused(bytes: Uint8Array, words: RegExp): Promise<void> {
  await assert.rejects(
    decode(bytes),
    (error) => error instanceof ParlandoError && error.code === "invalid_audio" && words.test(error.message),
  );
}

test("a whole file has true sizes in a header of exactly 44 bytes", () => {
  const view = new DataView(FILE.buffer);
  assert.equal(FILE.length, 44 + 10);
  assert.equal(view.getUint32(4, true), FILE.length - 8);
  assert.equal(view.getUint32(40, true), 10);
  const stream = new DataView(wavHeader(16_000).buffer);
  assert.deepEqual([stream.getUint32(4, true), stream.getUint32(40, true)], [0xffff_ffff, 0xffff_ffff]);
});

test("a file comes back as it went in, cut at every byte", async () => {
  for (let cut = 0; cut <= FILE.length; cut++) {
    assert.deepEqual(await decode(FILE.slice(0, cut), FILE.slice(cut)), [...SAMPLES]);
  }
});

test("a length that lies is not believed: unknown, zero, too long", async () => {
  for (const length of [0xffff_ffff, 0, 5000, 0x7fff_ffff]) {
    const lying = FILE.slice();
    new DataView(lying.buffer).setUint32(40, length, true);
    assert.deepEqual(await decode(lying), [...SAMPLES], `${length}`);
  }
});

test("what follows a data chunk of known length is no audio", async () => {
  assert.deepEqual(await decode(FILE, chunk("LIST", new Uint8Array(20).fill(0x55))), [...SAMPLES]);
});

test("chunks before the data are passed over, odd ones with their padding", async () => {
  const odd = chunk("LIST", new Uint8Array(4097).fill(1));
  assert.deepEqual(await decode(FILE.slice(0, 12), odd, FILE.slice(12, 36), odd, FILE.slice(36)), [...SAMPLES]);
});

test("a broken header says where it breaks", async () => {
  await refused(FILE.slice(0, 30), /cut off/);
  await refused(FILE.slice(0, 36), /ends before its audio/);
  await refused(concatBytes([FILE.slice(0, 12), FILE.slice(36)]), /ends before its audio/);
});

test("a WAV without a single sample is no audio", async () => {
  await refused(FILE.slice(0, 44), /no samples/);
});

test("a codec that is not PCM is named by its number", async () => {
  const adpcm = FILE.slice();
  new DataView(adpcm.buffer).setUint16(20, 2, true);
  await refused(adpcm, /codec 0x0002/);
  const rateless = FILE.slice();
  new DataView(rateless.buffer).setUint32(24, 0, true);
  await refused(rateless, /0 Hz/);
});

test("raw bytes are read as they were declared, across chunks that cut samples and frames", async () => {
  const declared: RawAudio = { format: "s16le", sampleRateHz: 8000, channels: 2 };
  // Frames (1000, 3000) and (-2, 0), cut inside a sample; a last incomplete frame is left out.
  const bytes = Uint8Array.of(0xe8, 0x03, 0xb8, 0x0b, 0xfe, 0xff, 0x00, 0x00, 0x07);
  for (let cut = 0; cut < bytes.length; cut++) {
    const parts = streamOf([bytes.slice(0, cut), bytes.slice(cut)]);
    const chunks = await collect(decodeRaw(parts, declared, NEVER));
    assert.deepEqual(
      chunks.flatMap((pcm) => [...pcm.samples].map((sample) => sample * 32_768)),
      [2000, -1],
    );
    assert.ok(chunks.every((pcm) => pcm.sampleRateHz === 8000));
  }
});

test("raw floats that are no numbers become silence", async () => {
  const bytes = new Uint8Array(Float32Array.of(0.5, Number.NaN, -Infinity).buffer);
  const chunks = await collect(
    decodeRaw(streamOf([bytes]), { format: "f32le", sampleRateHz: 8000, channels: 1 }, NEVER),
  );
  assert.deepEqual(chunks[0]?.samples, Float32Array.of(0.5, 0, 0));
});

test("a declaration that cannot be is the request's fault; no bytes are the audio's", async () => {
  const base: RawAudio = { format: "ulaw", sampleRateHz: 8000, channels: 1 };
  const code = async (declared: RawAudio): Promise<string> =>
    collect(decodeRaw(streamOf([]), declared, NEVER)).then(
      () => "none",
      (error: unknown) => (error instanceof ParlandoError ? `${error.code} ${error.field ?? ""}` : "other"),
    );
  assert.equal(await code({ ...base, sampleRateHz: 0 }), "invalid_request sample_rate");
  assert.equal(await code({ ...base, channels: 99 }), "invalid_request channels");
  assert.equal(await code(base), "invalid_audio ");
});
