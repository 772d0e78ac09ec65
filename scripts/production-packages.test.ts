import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));

// The files of the production build and of production's commands. The launcher and the tests may use all packages.
const sources = readdirSync(".", { encoding: "utf8" })
  .filter((name) => /^(app|components|lib|db|scripts)$/.test(name))
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((path) => join(folder, path)),
  )
  .filter(
    (path) =>
      /\.(ts|tsx|mjs)$/.test(path) &&
      !/\.test\.|\/testing\/|scripts\/(soak|test|screenshots|browser|make-icons)\b/.test(path),
  )
  .concat("proxy.ts", "instrumentation.ts", "next.config.mjs");

/** The package of an import: `@scope/name` or `name`; undefined for a file of this repository. */
const packageOf = (from: string) => /^(@[\w-][^/]*\/[^/]+|[\w-][^/]*)/.exec(from)?.[0];

const isBuiltin = (name: string) => name.startsWith("node:") || builtinModules.includes(name);

test("package.json: packages of production and of the build → each is in dependencies", () => {
  expect(sources.length).toBeGreaterThan(500);
  const missing = sources.flatMap((path) => {
    const text = readFileSync(path, "utf8").replaceAll(/^import type .*?;$/gms, "");
    return [...text.matchAll(/(?:^import |\bfrom )"([^"]+)";$/gm)]
      .map(([, from = ""]) => packageOf(from))
      .filter((name) => name && !(name in dependencies) && !isBuiltin(name))
      .map((name) => `${path}: ${name}`);
  });
  expect(missing).toEqual([]);
  const plugins = [...readFileSync("postcss.config.mjs", "utf8").matchAll(/"([^"]+)"/g)];
  expect(plugins.length).toBeGreaterThan(0);
  expect(plugins.filter(([, name = ""]) => !(name in dependencies))).toEqual([]);
});
