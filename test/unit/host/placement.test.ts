import assert from "node:assert/strict";
import { test } from "node:test";
import { idleModels } from "../../../src/host/idle.js";
import { place, placeToSpread, type Placeable } from "../../../src/host/placement.js";

interface Host extends Placeable {
  readonly name: string;
}

function host(name: string, part: Partial<Placeable> & { readonly models?: readonly string[] } = {}): Host {
  const { models = [], ...rest } = part;
  return {
    name,
    state: "ready",
    isLoading: false,
    activeStreams: 0,
    outstandingMs: 0,
    isLoaded: (model) => models.includes(model),
    ...rest,
  };
}

const placed = (...hosts: Host[]): string | undefined => place(hosts, "m")?.name;

test("work goes to the least busy host that has the model", () => {
  const busy = { models: ["m"], activeStreams: 1, outstandingMs: 4000 };
  assert.equal(placed(host("a", busy), host("b", { ...busy, outstandingMs: 3000 })), "b");
  assert.equal(placed(host("a", busy), host("b")), "a", "rather a busy host than one that must load first");
  assert.equal(placed(host("a"), host("b")), "a", "equals in order");
  assert.equal(
    placed(host("a", { activeStreams: 2 }), host("b", { activeStreams: 1 })),
    "b",
    "a stream counts by itself",
  );
});

test("work avoids hosts that load another model, and never goes to one that is not ready", () => {
  assert.equal(placed(host("a", { isLoading: true }), host("b", { activeStreams: 3, outstandingMs: 20_000 })), "b");
  assert.equal(placed(host("a", { isLoading: true })), "a");
  for (const state of ["starting", "draining", "lost", "ended"]) assert.equal(placed(host("a", { state })), undefined);
});

test("a model spreads to an idle host only when all that have it are busy", () => {
  const spread = (...hosts: Host[]): string | undefined => placeToSpread(hosts, "m")?.name;
  const busy = host("busy", { models: ["m"], activeStreams: 1 });
  assert.equal(spread(busy, host("idle")), "idle");
  assert.equal(spread(busy, host("has it", { models: ["m"] }), host("idle")), undefined);
  assert.equal(spread(busy, host("works", { activeStreams: 1 }), host("loads", { isLoading: true })), undefined);
  assert.equal(spread(busy, host("goes", { state: "draining" })), undefined);
});

test("idle is: loaded, used by nobody, unused for long enough", () => {
  const use = { isLoaded: true, active: 0, lastUsedMs: 1000 };
  const models = Object.entries({
    idle: use,
    fresh: { ...use, lastUsedMs: 1001 },
    busy: { ...use, active: 1 },
    loading: { ...use, isLoaded: false },
  });
  assert.deepEqual(idleModels(models, 1500, 500), ["idle"]);
  assert.deepEqual(idleModels(models, 1501, 500), ["idle", "fresh"]);
});
