import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { databasePackages, floors, whyNot } from "./rooms";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders = ["app", "components", "lib", "db", "sandbox", "scripts", "bench", "e2e", "testing"];

const files = folders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) =>
      join(folder, path),
    ),
  )
  .filter((path) => /\.(ts|tsx)$/.test(path) && !/\.test\.tsx?$/.test(path));

const withoutExtension = (path: string) => path.replace(/\.tsx?$/, "");
const ownFiles = new Set(files.map(withoutExtension));

/** The file (without its extension) or the package that an import names; null for other files. */
function resolve(file: string, from: string): string | null {
  if (databasePackages.some((name) => from === name || from.startsWith(`${name}/`))) return from;
  if (!/^(@\/|\.)/.test(from)) return null;
  const path = from.startsWith("@/") ? from.slice(2) : join(dirname(file), from);
  return [path, `${path}/index`].find((candidate) => ownFiles.has(candidate)) ?? null;
}

/** Every import and re-export of a file. */
const importsOf = (text: string) =>
  [...text.matchAll(/(?:\bfrom |\bimport[ (])"([^"]+)"/g)].map(([, from = ""]) => from);

const imports = files.flatMap((file) =>
  importsOf(readFileSync(join(root, file), "utf8")).flatMap((from) => {
    const target = resolve(file, from);
    return target ? [{ file: withoutExtension(file), target }] : [];
  }),
);

test("floors: every folder of lib → in the table, once", () => {
  const rooms = readdirSync(join(root, "lib"), { withFileTypes: true });
  expect(rooms.filter((entry) => !entry.isDirectory()).map(({ name }) => name)).toEqual([]);
  expect(floors.flat().sort()).toEqual(rooms.map(({ name }) => name).sort());
});

test("every import → allowed by the table", () => {
  expect(imports.length).toBeGreaterThan(3_000);
  const wrong = imports.flatMap(({ file, target }) => {
    const reason = whyNot(file, target);
    return reason ? [`${file} imports ${target}: ${reason}`] : [];
  });
  expect(wrong).toEqual([]);
});

describe("whyNot: an import in the wrong direction → the reason", () => {
  test.each([
    ["app/page", "db/client"],
    ["app/page", "drizzle-orm"],
    ["app/api/v2/payments/route", "pg"],
    ["app/page", "sandbox/settings"],
    ["app/page", "lib/auth/tokens"],
    ["app/page", "testing/database/sql"],
    ["lib/payments/sync", "testing/database/sql"],
    ["db/client", "scripts/run-command"],
    ["components/ui/theme", "app/page"],
    ["components/ui/theme", "db/schema/index"],
    ["components/ui/theme", "lib/payments/index"],
    ["components/ui/theme", "lib/core/database"],
    ["lib/payments/sync", "app/page"],
    ["lib/payments/sync", "components/ui/theme"],
    ["lib/payments/sync", "sandbox/settings"],
    ["lib/payments/sync", "lib/auth/tokens"],
    ["lib/payments/sync", "lib/worker/tasks"],
    ["lib/http/body", "lib/auth/index"],
    ["lib/auth/log-in", "lib/payments/index"],
    ["lib/auth/log-in", "lib/payments/schemas"],
    ["lib/queue/enqueue", "lib/worker/tasks"],
    ["lib/catalog/tiers", "lib/challenges/index"],
    ["lib/venues/index", "lib/challenges/index"],
    ["lib/venues/vanta/claim", "lib/prop-accounts/index"],
    ["lib/prop-accounts/provision", "lib/venues/port"],
    ["lib/core/env", "lib/http/body"],
    ["lib/core/money", "lib/rules/index"],
    ["lib/rules/judge", "lib/core/money"],
    ["components/ui/theme", "lib/rules/judge"],
    ["lib/nowhere/thing", "lib/core/env"],
    ["db/client", "lib/core/env"],
    ["db/client", "app/page"],
    ["sandbox/stripe/server", "lib/core/env"],
    ["scripts/worker", "sandbox/settings"],
  ])("%s ← %s", (file, target) => {
    expect(whyNot(file, target)).toMatch(/\.$/);
  });
});

describe("whyNot: an import in the right direction → null", () => {
  test.each([
    ["app/page", "components/ui/theme"],
    ["app/page", "lib/payments/index"],
    ["app/page", "lib/payments/schemas"],
    ["components/ui/theme", "lib/core/money"],
    ["components/ui/theme", "lib/payments/schemas"],
    ["lib/payments/sync", "db/client"],
    ["lib/payments/sync", "drizzle-orm"],
    ["lib/payments/sync", "lib/payments/stripe"],
    ["lib/payments/sync", "lib/prop-accounts/index"],
    ["lib/payments/sync", "lib/catalog/schemas"],
    ["lib/worker/tasks", "lib/payments/index"],
    ["lib/rules/texts/index", "lib/core/money"],
    ["components/ui/theme", "lib/rules/texts/index"],
    ["scripts/soak/stack", "sandbox/settings"],
    ["app/api/bench/floor/route.bench", "bench/floor"],
  ])("%s ← %s", (file, target) => {
    expect(whyNot(file, target)).toBeNull();
  });
});
