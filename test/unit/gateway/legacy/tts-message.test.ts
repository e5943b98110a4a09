import assert from "node:assert/strict";
import { test } from "node:test";
import { parseStreamMessage } from "../../../../src/gateway/api/legacy/tts-message.js";

test("a plain message is the text, whatever JSON would make of it", () => {
  for (const text of ["Hello.", "42", '"quoted"', "[1, 2]", "null"])
    assert.deepEqual(parseStreamMessage(text), { text });
});

test("a JSON object says how to speak; what is not known is ignored", () => {
  const message = { text: "Hello.", voice: null, sample_rate: 8000, frame_bytes: 320, speed: 1.5, colour: "blue" };
  assert.deepEqual(parseStreamMessage(JSON.stringify(message)), message);
});

const REFUSALS: readonly (readonly [string, string | undefined, RegExp])[] = [
  ["{Hello", undefined, /not JSON/],
  ["{}", "text", /"text" is missing/],
  ['{"text":5}', "text", /"text" is a number/],
  ['{"text":"a","frame_bytes":3}', "frame_bytes", /"frame_bytes" is 3/],
  ['{"text":"a","frame_bytes":100000}', "frame_bytes", /65536/],
  ['{"text":"a","speed":40}', "speed", /"speed" is 40/],
];

for (const [message, field, says] of REFUSALS) {
  test(`${message} is refused by what is wrong with it`, () => {
    assert.throws(
      () => parseStreamMessage(message),
      (error: Error & { field?: string }) => {
        assert.equal(error.field, field);
        assert.match(error.message, says);
        return true;
      },
    );
  });
}
