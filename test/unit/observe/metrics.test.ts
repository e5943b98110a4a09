import assert from "node:assert/strict";
import { test } from "node:test";
import { createMetrics } from "../../../src/observe/metrics.js";
import { createResourceMeter } from "../../../src/observe/resources.js";

test("durations are exported in seconds, in buckets that tell 20 ms from 30 ms", async () => {
  const metrics = createMetrics();
  metrics.speechEnded({ engine: "e", ttfaMs: 25, audioMs: 2000, durationMs: 100 });
  const text = await metrics.render();
  assert.match(text, /^parlando_ttfa_seconds_bucket\{le="0.02",engine="e"\} 0$/m);
  assert.match(text, /^parlando_ttfa_seconds_bucket\{le="0.03",engine="e"\} 1$/m);
  assert.match(text, /^parlando_ttfa_seconds_sum\{engine="e"\} 0.025$/m);
  assert.match(text, /^parlando_realtime_factor_sum\{engine="e"\} 0.05$/m);
  assert.match(text, /^parlando_audio_seconds_total\{engine="e"\} 2$/m);
});

test("a speech without sound has no real-time factor", async () => {
  const metrics = createMetrics();
  metrics.speechEnded({ engine: "e", audioMs: 0, durationMs: 5 });
  assert.doesNotMatch(await metrics.render(), /parlando_(ttfa_seconds|realtime_factor)_count\{/);
});

test("open streams are counted up and down; two sets of metrics know nothing of each other", async () => {
  const metrics = createMetrics();
  const close = metrics.streamOpened("websocket");
  metrics.interrupted();
  assert.match(await metrics.render(), /^parlando_active_streams\{transport="websocket"\} 1$/m);
  assert.match(await metrics.render(), /^parlando_interrupts_total 1$/m);
  close();
  assert.match(await metrics.render(), /^parlando_active_streams\{transport="websocket"\} 0$/m);
  assert.match(await createMetrics().render(), /^parlando_interrupts_total 0$/m);
});

test("the machine's use is percentages; a folder that is not there is an error", async () => {
  const use = await createResourceMeter(process.cwd())();
  for (const value of Object.values(use)) assert.ok(value >= 0 && value <= 100, JSON.stringify(use));
  assert.ok(use.memoryPercent > 0 && use.diskPercent > 0);
  await assert.rejects(createResourceMeter("/nowhere/at/all")(), { code: "ENOENT" });
});
