import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

type Import = [folder: string, from: string];

const refused: Import[] = [
  ["app", "@/db/client"],
  ["app", "@/db/schema"],
  ["app", "../db/client"],
  ["app", "drizzle-orm"],
  ["app", "pg"],
  ["app", "@/sandbox/settings"],
  ["app", "@/lib/auth/tokens"],
  ["app", "@/lib/payments/create-checkout"],
  ["app/api/v2/payments", "@/db/client"],
  ["components", "@/app/page"],
  ["components", "@/db/schema"],
  ["components", "@/lib/payments"],
  ["components", "@/lib/database"],
  ["components", "@/lib/auth/sessions"],
  ["components", "@/sandbox/settings"],
  ["lib", "@/app/page"],
  ["lib", "@/components/ui/theme"],
  ["lib", "@/sandbox/settings"],
  ["lib", "../sandbox/settings"],
  ["lib/http", "@/app/api/health/route"],
  ["lib/http", "@/lib/auth/tokens"],
  ["lib/http", "@/lib/auth"],
  ["lib/payments", "@/lib/auth/tokens"],
  ["lib/payments", "@/lib/prop-accounts/open"],
  ["lib/jobs", "@/lib/payments/sync"],
  ["lib/auth", "@/lib/payments"],
  ["lib/auth", "../payments"],
  ["lib/catalog", "@/lib/challenges"],
  ["lib/mail", "@/lib/payments"],
  ["lib/payments", "@/lib/mail/render"],
  ["lib/catalog", "@/app/page"],
  ["lib/prop-accounts", "@/lib/payments"],
  ["lib/prop-accounts", "../payments/sync"],
  ["db", "@/lib/env"],
  ["db", "../lib/env"],
  ["db", "@/app/page"],
  ["db", "@/components/ui/theme"],
  ["db", "@/sandbox/settings"],
  ["db/schema", "@/lib/money"],
  ["sandbox", "@/app/page"],
  ["sandbox", "@/lib/env"],
  ["app", "@/lib/database"],
  ["app", "../lib/auth/tokens"],
  ["components", "../lib/database"],
  ["lib/payments", "../auth/tokens"],
  ["lib/http", "@/lib/payments"],
  ["lib/auth", "@/lib/jobs/tasks"],
  ["scripts", "@/sandbox/settings"],
  ["scripts/soak", "@/lib/payments"],
  ["sandbox", "../lib/env"],
  ["sandbox/stripe", "@/lib/payments"],
  ["sandbox/stripe", "@/components/ui/theme"],
];

const allowed: Import[] = [
  ["app", "@/components/ui/theme"],
  ["app", "@/lib/payments"],
  ["app", "@/lib/payments/schemas"],
  ["components", "@/lib/money"],
  ["components", "@/lib/payments/schemas"],
  ["lib", "@/db/client"],
  ["lib/payments", "@/lib/prop-accounts"],
  ["lib/payments", "@/lib/catalog/schemas"],
  ["lib/prop-accounts", "@/db/schema"],
  ["lib/jobs", "@/lib/payments"],
  ["db", "drizzle-orm"],
  ["sandbox", "./settings"],
  ["scripts/soak", "@/sandbox/guarded"],
];

const probes = [...refused, ...allowed].map(([folder, from], i) => ({
  folder,
  from,
  path: join(folder, `__import-rule-probe-${i}.ts`),
}));

/** What the linter says, by the probe that it says it of. */
const said = new Map<string, string[]>();

// A file in its folder which has this import and nothing else; all of them in one run of the linter.
beforeAll(async () => {
  for (const { folder, from, path } of probes) {
    if (!existsSync(join(root, folder))) throw new Error(`no folder ${folder}`);
    const text = `import { thing } from "${from}";\n\nexport const copy = thing;\n`;
    await writeFile(join(root, path), text);
  }
  const biome = join(root, "node_modules/.bin/biome");
  const options = ["lint", "--reporter=json", "--max-diagnostics=none"];
  const answer = await new Promise<string>((resolve) => {
    const args = [...options, ...probes.map(({ path }) => path)];
    execFile(biome, args, { cwd: root, maxBuffer: 64_000_000 }, (_, stdout) => resolve(stdout));
  });
  const { diagnostics, summary } = JSON.parse(answer);
  expect(summary.unchanged + summary.changed).toBe(probes.length);
  for (const { category, location } of diagnostics) {
    const path = location.path.file ?? location.path;
    said.set(path, [...(said.get(path) ?? []), category]);
  }
});
afterAll(() => Promise.all(probes.map(({ path }) => rm(join(root, path), { force: true }))));

const saidOf = ([folder, from]: Import) =>
  said.get(probes.find((probe) => probe.folder === folder && probe.from === from)?.path ?? "") ??
  [];

describe("the linter refuses an import in the wrong direction:", () => {
  test.each(refused)("%s ← %s", (...wrong) => {
    expect(saidOf(wrong)).toContain("lint/style/noRestrictedImports");
  });
});

describe("the linter allows an import in the right direction:", () => {
  test.each(allowed)("%s ← %s", (...right) => {
    expect(saidOf(right)).toEqual([]);
  });
});
