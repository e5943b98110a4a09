import assert from "node:assert/strict";
import { test } from "node:test";
import { orAbort } from "../../../src/async/iterate.js";

test("a promise that fails after its reader was aborted troubles nobody", async () => {
  const failing = Promise.reject(new Error("too late"));
  await assert.rejects(orAbort(failing, AbortSignal.abort()), { code: "cancelled" });
  // An unhandled rejection would fail this test after one turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve));
});
