import assert from "node:assert/strict";
import { test } from "node:test";
import { FIRST_SOUND_GRACE_MS, Playhead } from "../../../src/tts/playhead.js";

function playhead(): { readonly head: Playhead; readonly pass: (ms: number) => void } {
  let nowMs = 1000;
  const head = new Playhead({ nowMs: () => nowMs, after: () => () => {} });
  return { head, pass: (ms) => (nowMs += ms) };
}

test("before the first sound the listener is less urgent than one who is about to run dry", () => {
  const { head, pass } = playhead();
  pass(500);
  assert.equal(head.slackMs(), FIRST_SOUND_GRACE_MS);
});

test("slack is what was given and has not been played", () => {
  const { head, pass } = playhead();
  pass(300);
  head.given(1000);
  assert.equal(head.slackMs(), 1000);
  pass(400);
  assert.equal(head.slackMs(), 600);
  head.given(500);
  assert.equal(head.slackMs(), 1100);
});

test("a listener who ran dry is not owed the time he waited", () => {
  const { head, pass } = playhead();
  head.given(100);
  pass(60_000);
  assert.equal(head.slackMs(), 0);
  head.given(500);
  assert.equal(head.slackMs(), 500);
});
