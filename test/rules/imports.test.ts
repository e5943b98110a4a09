import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { PACKAGE_FOLDER } from "../../src/main/version.js";
import { HOMES, PLUG_FOLDERS, ROOMS } from "./rules.data.js";

const root = PACKAGE_FOLDER;

interface Import {
  readonly from: string;
  readonly line: number;
  /** Path under `src/`, or a package name. */
  readonly to: string;
  readonly isPackage: boolean;
}

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

/** Statements begin a line; `import(…)` may stand anywhere. What other strings say is no import. */
const IMPORT = /^(?:import|export)\b[^;"]*?\bfrom\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].flatMap((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    if (specifier.startsWith("node:")) return [];
    const isPackage = !specifier.startsWith(".");
    const to = isPackage ? packageName(specifier) : normalize(join(dirname(file), specifier)).replaceAll("\\", "/");
    return [{ from: file, line: text.slice(0, match.index).split("\n").length, to, isPackage }];
  });
}

function allImports(): Import[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => importsOf(file, readFileSync(join(root, "src", file), "utf8")));
}

const room = (path: string): string => path.split("/")[0] as string;
const where = ({ from, line, to }: Import): string => `src/${from}:${line} imports ${to}`;

test("a room imports only the rooms below it", () => {
  const wrong = allImports()
    .filter(({ isPackage }) => !isPackage)
    .filter(({ from, to }) => room(from) !== room(to) && !(ROOMS[room(from)] ?? []).includes(room(to)));
  assert.deepEqual(wrong.map(where), []);
});

test("every room is in the table", () => {
  const rooms = readdirSync(join(root, "src"));
  assert.deepEqual(
    rooms.filter((name) => !(name in ROOMS)),
    [],
  );
});

test("one plug never imports another, and only the list imports a plug", () => {
  const plugOf = (path: string): string | undefined => {
    const folder = PLUG_FOLDERS.find((at) => path.startsWith(`${at}/`));
    const rest = folder === undefined ? [] : path.slice(folder.length + 1).split("/");
    return rest.length > 1 ? `${folder}/${rest[0]}` : undefined;
  };
  const wrong = allImports().filter(({ isPackage, from, to }) => {
    const plug = isPackage ? undefined : plugOf(to);
    if (plug === undefined || plugOf(from) === plug) return false;
    return !PLUG_FOLDERS.some((folder) => from === `${folder}/index.ts`);
  });
  assert.deepEqual(wrong.map(where), []);
});

test("a third-party package has one home", () => {
  const wrong = allImports()
    .filter(({ isPackage }) => isPackage)
    .filter(({ from, to }) => !(HOMES[to] ?? []).some((home) => from.startsWith(home)));
  assert.deepEqual(wrong.map(where), []);
});

test("every dependency has a home and a reason in docs/dependencies.md", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const reasons = readFileSync(join(root, "docs/dependencies.md"), "utf8");
  const names = Object.keys(dependencies);
  assert.deepEqual(
    names.filter((name) => !(name in HOMES)),
    [],
    "no home in test/rules/rules.data.ts",
  );
  assert.deepEqual(
    names.filter((name) => !reasons.includes(`\`${name}\``)),
    [],
    "no reason in docs/dependencies.md",
  );
});

test("the reader of imports sees every form, and nothing in strings", () => {
  const text = [
    'import "y";',
    'const said = `moved from "z"`;',
    'import a from "x";',
    "import {",
    "  type B,",
    '} from "./b.js";',
    'export * from "../c/d.js";',
    'const e = await import("@e/f/g");',
  ].join("\n");
  assert.deepEqual(
    importsOf("r/a.ts", text).map(({ to, line }) => `${line} ${to}`),
    ["1 y", "3 x", "4 r/b.js", "7 c/d.js", "8 @e/f"],
  );
});
