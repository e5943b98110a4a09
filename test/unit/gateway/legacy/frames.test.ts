import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { collect, streamOf } from "../../../../src/async/iterate.js";
import { reframe } from "../../../../src/gateway/api/legacy/frames.js";

test("however bytes arrive, they leave whole and in frames of one size", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 50 })),
      fc.integer({ min: 1, max: 40 }),
      async (chunks, size) => {
        const frames = await collect(reframe(streamOf(chunks), size));
        assert.deepEqual(Buffer.concat(frames), Buffer.concat(chunks));
        assert.ok(frames.slice(0, -1).every(({ length }) => length === size));
        assert.ok(frames.every(({ length }) => length > 0 && length <= size));
      },
    ),
  );
});
