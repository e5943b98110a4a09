import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { collect } from "../../../../../src/async/iterate.js";
import { ParlandoError } from "../../../../../src/contract/errors.js";
import type { Pcm } from "../../../../../src/contract/pcm.js";
import { decodeAudio } from "../../../../../src/audio/formats/decode/index.js";
import { NO_FFMPEG, ffmpegFile } from "../../ffmpeg.js";
import { residualDb, rms } from "../../pcm/sines.js";

const NEVER = new AbortController().signal;
const SECONDS = 2;

/** A file of a 440 Hz tone, made now by ffmpeg. `args` choose codec and container. */
function file(args: string): Uint8Array {
  const source = `-f lavfi -i sine=frequency=440:duration=${SECONDS}:sample_rate=24000`;
  return ffmpegFile([...source.split(" "), ...args.split(" ")]);
}

/** The bytes in chunks of a size, each a copy as a socket would give it. */
async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

function join(chunks: readonly Pcm[]): Pcm {
  const rates = new Set(chunks.map((chunk) => chunk.sampleRateHz));
  assert.equal(rates.size, 1, "one rate");
  return {
    samples: Float32Array.from(chunks.flatMap((chunk) => [...chunk.samples])),
    sampleRateHz: chunks[0]!.sampleRateHz,
  };
}

async function decode(bytes: Uint8Array, size = 1 << 20): Promise<Pcm> {
  return join(await collect(decodeAudio(chunked(bytes, size), NEVER)));
}

interface Case {
  readonly args: string;
  /** Most of what is left after the tone is taken away, dB. */
  readonly residual: number;
  /** Bytes of the file after which the first PCM must have come; absent where the index stands at the end. */
  readonly firstWithin?: number;
}

const FILES: Readonly<Record<string, Case>> = {
  "wav, 8 bits": { args: "-c:a pcm_u8 -f wav", residual: -20, firstWithin: 1500 },
  "wav, 16 bits": { args: "-c:a pcm_s16le -f wav", residual: -70, firstWithin: 1500 },
  "wav, 24 bits, extensible": { args: "-c:a pcm_s24le -f wav", residual: -70, firstWithin: 1500 },
  "wav, 32 bits": { args: "-c:a pcm_s32le -f wav", residual: -70, firstWithin: 1500 },
  "wav, float": { args: "-c:a pcm_f32le -f wav", residual: -70, firstWithin: 1500 },
  "wav, double": { args: "-c:a pcm_f64le -f wav", residual: -70, firstWithin: 1500 },
  "wav, mu-law": { args: "-c:a pcm_mulaw -f wav", residual: -33, firstWithin: 1500 },
  "wav, A-law": { args: "-c:a pcm_alaw -f wav", residual: -33, firstWithin: 1500 },
  "wav, 8 channels at 96 kHz": { args: "-ac 8 -ar 96000 -c:a pcm_s24le -f wav", residual: -70, firstWithin: 1500 },
  "wav, RF64": { args: "-rf64 always -f wav", residual: -70, firstWithin: 1500 },
  mp3: { args: "-f mp3", residual: -50, firstWithin: 4000 },
  "mp3, stereo, 44.1 kHz": { args: "-ac 2 -ar 44100 -b:a 128k -f mp3", residual: -50, firstWithin: 6000 },
  "ogg opus": { args: "-c:a libopus -page_duration 20000 -f ogg", residual: -30, firstWithin: 4000 },
  "ogg opus, 5.1": { args: "-ac 6 -ar 48000 -c:a libopus -b:a 200k -f ogg", residual: -25, firstWithin: 30_000 },
  "ogg vorbis": { args: "-c:a libvorbis -f ogg", residual: -25 },
  "ogg flac": { args: "-c:a flac -f ogg", residual: -70 },
  flac: { args: "-f flac", residual: -70, firstWithin: 20_000 },
  "aac, adts": { args: "-c:a aac -f adts", residual: -35, firstWithin: 4000 },
  "webm opus": { args: "-c:a libopus -f webm", residual: -30, firstWithin: 4000 },
  "webm opus, live": { args: "-c:a libopus -f webm -live 1", residual: -30, firstWithin: 4000 },
  "webm opus, stereo": { args: "-ac 2 -c:a libopus -f webm -live 1", residual: -30, firstWithin: 4000 },
  "webm vorbis": { args: "-c:a libvorbis -f webm", residual: -25, firstWithin: 8000 },
  "m4a aac, index last": { args: "-c:a aac -f mp4", residual: -35 },
  "m4a aac, index first": { args: "-c:a aac -movflags +faststart -f mp4", residual: -35 },
  "m4a alac": { args: "-c:a alac -f mp4", residual: -70 },
  "mp4 aac, fragmented": { args: "-c:a aac -movflags +frag_keyframe+empty_moov -f mp4", residual: -35 },
  aiff: { args: "-f aiff", residual: -70, firstWithin: 5000 },
  caf: { args: "-f caf", residual: -70, firstWithin: 5000 },
};

for (const [name, { args, residual, firstWithin }] of Object.entries(FILES)) {
  test(`${name}: the length and the tone, the same for every cut of the bytes`, { skip: NO_FFMPEG }, async () => {
    const bytes = file(args);
    const whole = await decode(bytes);
    const seconds = whole.samples.length / whole.sampleRateHz;
    assert.ok(Math.abs(seconds - SECONDS) <= 0.05, `${seconds} s`);
    const middle = whole.samples.slice(whole.sampleRateHz / 4, whole.sampleRateHz);
    assert.ok(
      residualDb(middle, 440, whole.sampleRateHz) < residual,
      `${residualDb(middle, 440, whole.sampleRateHz)} dB`,
    );
    assert.ok(rms(middle) > 0.01);
    assert.deepEqual(await decode(bytes, 701), whole);
    if (firstWithin === undefined) return;
    let pulled = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunked(bytes, 500)) {
        pulled += chunk.length;
        yield chunk;
      }
    }
    const stream = decodeAudio(counted(), NEVER);
    await stream.next();
    await stream.return();
    assert.ok(pulled <= firstWithin, `first PCM after ${pulled} of ${bytes.length} bytes`);
  });
}

test(
  "a file cut off anywhere gives what is there, or says so; it never fails after its first sound",
  {
    skip: NO_FFMPEG,
  },
  async () => {
    for (const name of [
      "mp3",
      "ogg opus",
      "flac",
      "aac, adts",
      "webm opus, live",
      "wav, 16 bits",
      "mp4 aac, fragmented",
    ]) {
      const bytes = file(FILES[name]!.args);
      let longest = 0;
      for (let part = 1; part < 12; part++) {
        const cut = bytes.subarray(0, Math.floor((bytes.length * part) / 12));
        let samples = 0;
        try {
          for await (const pcm of decodeAudio(chunked(cut, 4096), NEVER)) samples += pcm.samples.length;
        } catch (error) {
          assert.ok(
            error instanceof ParlandoError && error.code === "invalid_audio" && samples === 0,
            `${name}: ${String(error)}`,
          );
        }
        assert.ok(samples >= longest, `${name}: ${part}/12 gave less than the part before`);
        longest = samples;
      }
      assert.ok(longest > 0, `${name}: most of a file gave nothing`);
    }
  },
);

test("an MP3 behind a tag with a large picture is found and decoded", { skip: NO_FFMPEG }, async () => {
  const size = 300_000;
  const tag = new Uint8Array(10 + size);
  tag.set([0x49, 0x44, 0x33, 3, 0, 0, (size >> 21) & 0x7f, (size >> 14) & 0x7f, (size >> 7) & 0x7f, size & 0x7f]);
  // Bytes that look like frames, as in a JPEG, must not be taken for audio.
  for (let at = 10; at < tag.length; at += 97) tag.set([0xff, 0xfb, 0x90, 0x64], at);
  const mp3 = file(FILES["mp3"]!.args);
  const tagged = new Uint8Array(tag.length + mp3.length);
  tagged.set(tag);
  tagged.set(mp3, tag.length);
  assert.equal((await decode(tagged, 4096)).samples.length, (await decode(mp3, 4096)).samples.length);
});

test("stopping early, aborting and a broken source close the source", { skip: NO_FFMPEG }, async () => {
  for (const name of ["wav, 16 bits", "mp3", "webm opus"]) {
    const bytes = file(FILES[name]!.args);
    let open = 0;
    const source = async function* (failAt: number): AsyncGenerator<Uint8Array> {
      open++;
      try {
        let sent = 0;
        for await (const chunk of chunked(bytes, 1000)) {
          if ((sent += chunk.length) > failAt) throw new Error("the socket broke");
          yield chunk;
        }
      } finally {
        open--;
      }
    };
    const stream = decodeAudio(source(Infinity), NEVER);
    await stream.next();
    assert.equal(open, 1);
    await stream.return();
    assert.equal(open, 0, name);
    await assert.rejects(collect(decodeAudio(source(6000), NEVER)), /the socket broke/);
    assert.equal(open, 0, name);
    const abort = new AbortController();
    const aborted = decodeAudio(source(Infinity), abort.signal);
    await aborted.next();
    abort.abort();
    await assert.rejects(
      collect(aborted),
      (error) => error instanceof ParlandoError && error.code === "cancelled",
      name,
    );
    await new Promise(setImmediate);
    assert.equal(open, 0, name);
  }
});

test("video without sound says that there is no audio track", { skip: NO_FFMPEG }, async () => {
  const picture = "-f lavfi -i testsrc=duration=0.2:size=64x64 -pix_fmt yuv420p";
  for (const container of ["-movflags +frag_keyframe+empty_moov -f mp4", "-f webm"]) {
    const bytes = ffmpegFile([...picture.split(" "), ...container.split(" ")]);
    await assert.rejects(
      decode(bytes),
      (error) =>
        error instanceof ParlandoError && error.code === "invalid_audio" && /no audio track/.test(error.message),
    );
  }
});

test("a live recording of Chromium's MediaRecorder sounds from its first 100 ms slice on", async () => {
  // Tests run from the project's root, wherever the compiler put them.
  const bytes = new Uint8Array(readFileSync("test/fixtures/audio/chromium-mediarecorder.webm"));
  let slices = 0;
  async function* live(): AsyncGenerator<Uint8Array> {
    yield bytes.slice(0, 1455);
    for (slices = 1; 1455 + (slices - 1) * 1953 < bytes.length; slices++) {
      yield bytes.slice(1455 + (slices - 1) * 1953, 1455 + slices * 1953);
    }
  }
  const chunks: Pcm[] = [];
  for await (const chunk of decodeAudio(live(), NEVER)) {
    if (chunks.length === 0) assert.ok(slices <= 1, `first PCM after ${slices} slices`);
    chunks.push(chunk);
  }
  const { samples, sampleRateHz } = join(chunks);
  assert.ok(Math.abs(samples.length / sampleRateHz - 2) < 0.06, `${samples.length / sampleRateHz} s`);
  const residual = residualDb(samples.slice(sampleRateHz / 2, sampleRateHz), 440, sampleRateHz);
  assert.ok(residual < -30, `${residual} dB`);
});
