import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { PACKAGE_FOLDER } from "../../src/main/version.js";

const page = readFileSync(join(PACKAGE_FOLDER, "ARCHITECTURE.md"), "utf8");

test("every path that ARCHITECTURE.md names exists", () => {
  const paths = [...page.matchAll(/`((?:src|test|docs|bench)\/[\w./-]+)`/g)].map(([, path]) => path as string);
  assert.ok(paths.length > 30, `only ${paths.length} paths found`);
  assert.deepEqual(
    paths.filter((path) => !existsSync(join(PACKAGE_FOLDER, path))),
    [],
  );
});

test("ARCHITECTURE.md stays a page that is read: under 200 lines", () => {
  assert.ok(page.split("\n").length < 200);
});
