import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ERROR_TABLE } from "../../src/contract/errors.js";
import { PACKAGE_FOLDER } from "../../src/main/version.js";

const ROW = /^\| `(\w+)`\s*\| (\d{3})\s*\| (\d{4})\s*\| `(\w+)`\s*\| (yes|no)\s*\|/gm;

test("docs/errors.md has the table of the code, row for row", () => {
  const page = readFileSync(join(PACKAGE_FOLDER, "docs/errors.md"), "utf8");
  const written = [...page.matchAll(ROW)].map(([, code, status, close, openaiType, retry]) => [
    code,
    { status: Number(status), close: Number(close), openaiType, retryable: retry === "yes" },
  ]);
  assert.deepEqual(written, Object.entries(ERROR_TABLE));
});
