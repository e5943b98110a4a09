import assert from "node:assert/strict";
import { test } from "node:test";
import { END_TOKEN, START_TOKEN, textOfTokens } from "../../../../../src/asr/engines/moonshine/tokens.js";

test("ids become text with the right spaces", () => {
  assert.equal(textOfTokens([1126, 577, 29892, 590, 10404]), "And so, my fellow");
});

test("what is no text says nothing", () => {
  assert.equal(textOfTokens([]), "");
  assert.equal(textOfTokens([START_TOKEN, 0, END_TOKEN, 32_000, 32_767]), "");
});

test("byte tokens are joined to characters", () => {
  // Token 3 + n is the byte n; é is C3 A9.
  assert.equal(textOfTokens([3 + 0xc3, 3 + 0xa9]), "é");
});

test("a doubled comma stands once", () => {
  assert.equal(textOfTokens([577, 29892, 29892, 590]), "so, my");
});
