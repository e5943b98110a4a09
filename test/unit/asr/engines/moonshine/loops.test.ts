import assert from "node:assert/strict";
import { test } from "node:test";
import { loopedTokens } from "../../../../../src/asr/engines/moonshine/loops.js";

const repeat = (ids: readonly number[], times: number): number[] => Array.from({ length: times }, () => ids).flat();

test("speech has no loops", () => {
  assert.equal(loopedTokens([]), 0);
  assert.equal(loopedTokens(Array.from({ length: 90 }, (_, at) => at)), 0);
  // "It was the … of times, it was the … of times": phrases come back, but not right after each other.
  assert.equal(loopedTokens([1, 2, 3, 10, 4, 1, 2, 3, 11, 4, 1, 2, 3, 12, 4, 1, 2, 3, 13, 4]), 0);
});

test("a word said four times is not a loop, one said twelve times is", () => {
  assert.equal(loopedTokens([7, 8, ...repeat([5], 4)]), 0);
  assert.equal(loopedTokens([7, 8, ...repeat([5], 11)]), 0);
  assert.equal(loopedTokens([7, 8, ...repeat([5], 12)]), 11);
});

test("a phrase repeated four times is a loop, found when its last token comes", () => {
  const ids = [7, 8, ...repeat([1, 2, 3, 4, 5], 4)];
  assert.equal(loopedTokens(ids), 15);
  assert.equal(loopedTokens(ids.slice(0, -1)), 0);
  assert.equal(loopedTokens([...ids, 9]), 0);
});
