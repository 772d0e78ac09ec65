import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const PROBE = "__import-rule-probe.ts";

let probe = "";
afterEach(() => rm(probe, { force: true }));

/** What the linter says of a file in that folder which has this import and nothing else. */
async function lint(folder: string, from: string) {
  probe = join(root, folder, PROBE);
  if (!existsSync(dirname(probe))) throw new Error(`no folder ${folder}`);
  await writeFile(probe, `import { thing } from "${from}";\n\nexport const copy = thing;\n`);
  const biome = join(root, "node_modules/.bin/biome");
  return new Promise<{ passed: boolean; said: string }>((resolve) => {
    execFile(biome, ["lint", probe], { cwd: root }, (error, stdout, stderr) => {
      resolve({ passed: error === null, said: stdout + stderr });
    });
  });
}

describe("the linter refuses an import in the wrong direction:", () => {
  test.each([
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
  ])("%s ← %s", async (folder, from) => {
    const { passed, said } = await lint(folder, from);
    expect(said).toContain("noRestrictedImports");
    expect(passed).toBe(false);
  });
});

describe("the linter allows an import in the right direction:", () => {
  test.each([
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
  ])("%s ← %s", async (folder, from) => {
    expect(await lint(folder, from)).toMatchObject({ passed: true });
  });
});
