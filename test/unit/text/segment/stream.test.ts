import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { collect, streamOf } from "../../../../src/async/iterate.js";
import type { Clock } from "../../../../src/async/clock.js";
import { FLUSH, type TextPiece } from "../../../../src/contract/speech.js";
import { ParlandoError } from "../../../../src/contract/errors.js";
import { Scanner } from "../../../../src/text/segment/scanner.js";
import { segment, segmentText, type Segment, type StreamOptions } from "../../../../src/text/segment/index.js";

const OPTIONS: StreamOptions = { maxCharacters: 60, firstClauseCharacters: 20 };
const never = new AbortController().signal;
const segmentsOf = (pieces: TextPiece[], options = OPTIONS): Promise<Segment[]> =>
  collect(segment(streamOf(pieces), options, never));

/** Time that stands still until moved. */
class HandClock implements Clock {
  private now = 0;
  private readonly waiting = new Set<{ readonly atMs: number; readonly callback: () => void }>();
  nowMs = (): number => this.now;
  after(ms: number, callback: () => void): () => void {
    const timer = { atMs: this.now + ms, callback };
    this.waiting.add(timer);
    return () => this.waiting.delete(timer);
  }
  get timers(): number {
    return this.waiting.size;
  }
  move(ms: number): void {
    this.now += ms;
    for (const timer of Array.from(this.waiting)) {
      if (timer.atMs > this.now) continue;
      this.waiting.delete(timer);
      timer.callback();
    }
  }
}

/** A source that gives what is put into it. */
function tap(): { pieces: AsyncIterable<TextPiece>; put: (piece: TextPiece) => Promise<void>; end: () => void } {
  let give: ((result: IteratorResult<TextPiece>) => void) | undefined;
  let asked: (() => void) | undefined;
  const next = (): Promise<IteratorResult<TextPiece>> =>
    new Promise((resolve) => {
      give = resolve;
      asked?.();
    });
  const put = async (piece: TextPiece): Promise<void> => {
    if (give === undefined) await new Promise<void>((resolve) => (asked = resolve));
    give?.({ done: false, value: piece });
    give = undefined;
    await new Promise(setImmediate);
  };
  return {
    pieces: { [Symbol.asyncIterator]: () => ({ next }) },
    put,
    end: () => give?.({ done: true, value: undefined }),
  };
}

/** Text made to be hard: stops, quotes, marks, lists, white space, scripts, emoji, lone surrogates. */
const hardText = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          ..."word Word слово Слово Mr. etc. U.S. т.д. The А. 1. 3.14 e.g. 你好 http://a.b/c?d".split(" "),
        ),
      },
      {
        weight: 6,
        arbitrary: fc.constantFrom(" ", ". ", "! ", "? ", ", ", "\n", "\n\n", "\r\n", " — ", "; ", "\u00a0"),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          "。",
          "！",
          "」",
          "…",
          "...",
          '"',
          "”",
          ")",
          "(",
          "- ",
          "# ",
          "```",
          "😀",
          "👩‍👩‍👧",
          "🇩🇪",
          "\u0301",
          "\ud83d",
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

test("joined segments are the text, and offsets say where", () => {
  fc.assert(
    fc.property(hardText, (text) => {
      let at = 0;
      for (const part of segmentText(text, OPTIONS)) {
        assert.equal(part.start, at);
        assert.equal(part.text, text.slice(part.start, part.end));
        assert.ok(part.end > part.start);
        at = part.end;
      }
      assert.equal(at, text.length);
    }),
    { numRuns: 2000 },
  );
});

test("however the text is cut into pieces, the segments are the same", async () => {
  const cuts = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(hardText, cuts, async (text, lengths) => {
      const pieces: string[] = [];
      for (let at = 0, index = 0; at < text.length; index++) {
        const length = lengths[index % lengths.length] || 1;
        pieces.push(text.slice(at, at + length));
        at += length;
      }
      assert.deepEqual(await segmentsOf(pieces), segmentText(text, OPTIONS));
    }),
    { numRuns: 1000 },
  );
});

test("a segment that has been released does not depend on what comes later", () => {
  fc.assert(
    fc.property(hardText, hardText, (head, tail) => {
      const early = new Scanner(OPTIONS).push(head);
      assert.deepEqual(segmentText(head + tail, OPTIONS).slice(0, early.length), early);
    }),
    { numRuns: 1000 },
  );
});

test("no cut parts what a reader sees as one character", () => {
  const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });
  fc.assert(
    fc.property(hardText, (text) => {
      const starts = new Set([...graphemes.segment(text)].map(({ index }) => index));
      for (const { start } of segmentText(text, OPTIONS))
        assert.ok(starts.has(start) || start === 0, `cut at ${start}`);
    }),
    { numRuns: 2000 },
  );
});

test("no segment is longer than the limit, white space at its end not counted", () => {
  fc.assert(
    fc.property(hardText, fc.integer({ min: 16, max: 80 }), (text, maxCharacters) => {
      for (const part of segmentText(text, { maxCharacters })) assert.ok(part.text.trimEnd().length <= maxCharacters);
    }),
    { numRuns: 1000 },
  );
});

function randomUnicode(units: number): string {
  let seed = 1;
  const codes: string[] = [];
  for (let length = 0; length < units;) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    const codePoint = seed % 0x110000;
    const character = String.fromCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 0x41 : codePoint);
    codes.push(character);
    length += character.length;
  }
  return codes.join("");
}

test("a megabyte of random Unicode, in pieces or whole, is looked at once and never piles up", () => {
  const text = randomUnicode(1_000_000);
  for (const step of [7, text.length]) {
    const scanner = new Scanner({ maxCharacters: 400 });
    const out: string[] = [];
    for (let at = 0; at < text.length; at += step) {
      for (const part of scanner.push(text.slice(at, at + step))) out.push(part.text);
      assert.ok(scanner.arrived - scanner.released <= 2 * 400, "pending text is bounded");
    }
    for (const part of scanner.flush("end")) out.push(part.text);
    assert.ok(scanner.scanned <= text.length);
    assert.equal(out.join(""), text);
  }
});

for (const filler of ["a", ".", " ", "\n", "\r\n", "？", "😀", "a ", "a, ", "1.", "\u0301", "- ", '"', "`"]) {
  test(`a long run of ${JSON.stringify(filler)} is released in parts`, () => {
    const text = filler.repeat(20_000);
    const scanner = new Scanner({ maxCharacters: 200 });
    const parts: Segment[] = [];
    for (let at = 0; at < text.length; at += 11) {
      parts.push(...scanner.push(text.slice(at, at + 11)));
      assert.ok(scanner.arrived - scanner.released <= 500, "pending text is bounded");
    }
    parts.push(...scanner.flush("end"));
    assert.equal(parts.map((part) => part.text).join(""), text);
  });
}

test("a flush releases what waits, and half an emoji waits for its other half", async () => {
  const parts = await segmentsOf(["Hello wor", FLUSH, "ld. Bye \ud83d", FLUSH, "\ude00.", FLUSH, FLUSH]);
  assert.deepEqual(
    parts.map(({ text, endsBy }) => [text, endsBy]),
    [
      ["Hello wor", "flush"],
      ["ld. ", "sentence"],
      ["Bye ", "flush"],
      ["😀.", "flush"],
    ],
  );
});

test("text that waits longer than the limit is released at the best place", async () => {
  const clock = new HandClock();
  const { pieces, put, end } = tap();
  const parts: Segment[] = [];
  const done = (async () => {
    for await (const part of segment(pieces, { maxCharacters: 400, maxWaitMs: 100, clock }, never)) parts.push(part);
  })();
  const texts = (): string[] => parts.map(({ text }) => text);
  await put("One two");
  clock.move(99);
  await put(", three fo");
  assert.deepEqual(texts(), []);
  clock.move(1);
  await new Promise(setImmediate);
  assert.deepEqual(texts(), ["One two, "], "the comma is the best place behind what has waited");
  clock.move(99);
  await new Promise(setImmediate);
  assert.deepEqual(texts(), ["One two, ", "three fo"], "what has waited goes out even inside a word");
  await put("   ");
  assert.equal(clock.timers, 0, "white space waits for nobody");
  end();
  await done;
  assert.deepEqual(texts().join(""), "One two, three fo   ");
  assert.equal(clock.timers, 0);
});

test("aborting ends the wait and tells the source", async () => {
  let returned = 0;
  const pieces: AsyncIterable<TextPiece> = {
    [Symbol.asyncIterator]: () => ({
      next: () => new Promise<never>(() => {}),
      return: async () => {
        returned++;
        return { done: true as const, value: undefined };
      },
    }),
  };
  const stop = new AbortController();
  const first = segment(pieces, OPTIONS, stop.signal).next();
  stop.abort();
  await assert.rejects(first, (error) => error instanceof ParlandoError && error.code === "cancelled");
  assert.equal(returned, 1);
});

test("a reader that leaves tells the source", async () => {
  let isReturned = false;
  async function* source(): AsyncGenerator<TextPiece> {
    try {
      for (;;) yield "One. Two. ";
    } finally {
      isReturned = true;
    }
  }
  for await (const part of segment(source(), OPTIONS, never)) {
    assert.equal(part.text, "One. ");
    break;
  }
  assert.ok(isReturned);
});
