import assert from "node:assert/strict";
import { test } from "node:test";
import { createLog } from "../../../src/observe/log.js";

function capture(level: "debug" | "info" | "silent") {
  const lines: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };
  return { lines, log: createLog({ level, destination }) };
}

test("a line is JSON with level, time, fields and message; children keep their fields", () => {
  const { lines, log } = capture("info");
  log.child({ session_id: "s" }).info({ request_id: "r" }, "hello");
  const { time, ...rest } = lines[0] ?? {};
  assert.deepEqual(rest, { level: "info", session_id: "s", request_id: "r", msg: "hello" });
  assert.match(String(time), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test("an error is written with its type and stack", () => {
  const { lines, log } = capture("info");
  log.error({ err: new TypeError("broken") }, "failed");
  const err = lines[0]?.["err"] as Record<string, string>;
  assert.equal(err["type"], "TypeError");
  assert.match(err["stack"] ?? "", /log\.test/);
});

test("levels below the wanted one are not written", () => {
  const { lines, log } = capture("info");
  log.debug({}, "quiet");
  assert.deepEqual(lines, []);
  const silent = capture("silent");
  silent.log.error({}, "quiet");
  assert.deepEqual(silent.lines, []);
});
